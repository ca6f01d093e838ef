using System.Collections.Immutable;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Graph.Reference;
using Autograd.Graph.Transforms;

namespace Autograd.Graph.Drawing;

/// <summary>
/// Drawings of graphs, as in chapter 5 of <i>Deep Learning from Scratch</i>: values forward, gradients backward.
/// </summary>
/// <example><code>
/// var (apples, price, tax) = (Variable("apples"), Variable("price"), Variable("tax"));
/// var total = apples * price * tax;
/// Console.WriteLine(total.Draw((apples, 2.0), (price, 100.0), (tax, 1.1)).ToDot());   // 220 leaves, 1 comes back …
/// </code></example>
public static class Drawings
{
    private const int MostNodes = 200;
    private const int LongestLabel = 200;

    // Into one mark: of a concatenation of a million parts, the first are enough.
    private const int MostArrows = 200;

    /// <summary>
    /// A graph with the values along its arrows and, if it is of one real number, the gradients that come back.
    /// </summary>
    /// <param name="root">The graph.</param>
    /// <param name="bindings">A value for each variable; none for a drawing without numbers.</param>
    /// <exception cref="ArgumentException">Some variables have a value and others do not, or one has the wrong
    /// shape.</exception>
    public static Diagram Draw(this Expr root, params ReadOnlySpan<(Expr Variable, Tensor Value)> bindings) =>
        root.Draw(MostNodes, bindings);

    /// <summary>A graph, of which no more than some nodes next to the result are drawn.</summary>
    /// <param name="root">The graph.</param>
    /// <param name="mostNodes">The most marks for nodes, 1 or more.</param>
    /// <param name="bindings">A value for each variable; none for a drawing without numbers.</param>
    /// <exception cref="ArgumentException">Some variables have a value and others do not, or one has the wrong
    /// shape.</exception>
    public static Diagram Draw(
        this Expr root, int mostNodes, params ReadOnlySpan<(Expr Variable, Tensor Value)> bindings)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mostNodes);
        var result = ExprText.Visible(root);
        var near = Near(result, mostNodes);
        ImmutableArray<Expr> shown = [.. InOrder(result, near)];
        var isWhole = shown.All(node =>
            node.Inputs.Length <= MostArrows && node.Inputs.All(input => near.Contains(ExprText.Visible(input))));
        var number =
            shown.Select((node, i) => (node, i: isWhole ? i : i + 1)).ToDictionary(pair => pair.node, pair => pair.i);
        ImmutableArray<DiagramNode> marks =
        [
            .. isWhole ? [] : (ImmutableArray<DiagramNode>)[new("…", DiagramNodeKind.Omitted, null)],
            .. shown.Select(Mark),
            new("", DiagramNodeKind.Result, root),
        ];
        var flows = Flows(root, shown, withValues: bindings.Length > 0 || Topology.Variables([root]).IsEmpty);
        var values = flows.Values(bindings);
        return new(
            marks,
            [.. flows.Edges.Select((edge, i) => new DiagramEdge(
                number.GetValueOrDefault(edge.From), edge.To is { } user ? number[user] : marks.Length - 1,
                values[i].Value, values[i].Gradient))],
            isWhole);
    }

    // Breadth first: of a huge graph, the part next to the result.
    private static HashSet<Expr> Near(Expr result, int most)
    {
        var near = new HashSet<Expr> { result };
        var open = new Queue<Expr>(near);
        while (open.TryDequeue(out var node))
        {
            foreach (var input in node.Inputs.Take(MostArrows).Select(ExprText.Visible))
            {
                if (near.Count < most && near.Add(input)) open.Enqueue(input);
            }
        }

        return near;
    }

    // Depth first below the result, so that inputs come before their users; nothing beyond the part is visited.
    private static IEnumerable<Expr> InOrder(Expr result, HashSet<Expr> part)
    {
        var seen = new HashSet<Expr> { result };
        var path = new Stack<(Expr Node, int NextInput)>([(result, 0)]);
        while (path.TryPop(out var top))
        {
            var (node, next) = top;
            while (next < node.Inputs.Length && !(
                part.Contains(ExprText.Visible(node.Inputs[next])) && seen.Add(ExprText.Visible(node.Inputs[next]))))
            {
                next++;
            }

            if (next == node.Inputs.Length)
            {
                yield return node;
                continue;
            }

            path.Push((node, next + 1));
            path.Push((ExprText.Visible(node.Inputs[next]), 0));
        }
    }

    private static DiagramNode Mark(Expr node) => node.Op switch
    {
        Variable => new(ExprText.Cut(node.Op.Name, LongestLabel), DiagramNodeKind.Variable, node),
        Literal => new(ExprText.Of(node, 40), DiagramNodeKind.Literal, node),
        { Notation.Drawn: { } sign } => new(sign, DiagramNodeKind.Operation, node),
        { Parameters: var parameters } => new(
            ExprText.Cut(parameters.Length > 0 ? $"{node.Op.Name} {parameters}" : node.Op.Name, LongestLabel),
            DiagramNodeKind.Operation,
            node),
    };

    // What flows along each arrow, as graphs: the input, and what comes back from one use of it.
    private static Flow Flows(Expr root, ImmutableArray<Expr> shown, bool withValues)
    {
        var cotangents = withValues && root.Shape.Rank == 0 && root.Kind == ElementKind.Real ? Cotangents(root) : [];

        var edges = ImmutableArray.CreateBuilder<(Expr From, Expr? To, Expr? Gradient)>();
        foreach (var node in shown)
        {
            for (var input = 0; input < Math.Min(node.Inputs.Length, MostArrows); input++)
            {
                var back = cotangents.TryGetValue(node, out var cotangent) ? Back(node, input, cotangent) : null;
                edges.Add((ExprText.Visible(node.Inputs[input]), node, back));
            }
        }

        edges.Add((shown[^1], null, cotangents.GetValueOrDefault(shown[^1])));
        // A branch that was not taken gives nothing to its arrow either, even where its derivative is infinite.
        var guarded = new Queue<Expr>(
            GradientRules.Apply([.. edges.Select(edge => edge.Gradient).OfType<Expr>()], new GraphOrder([root])));
        return new([.. edges.Select(edge => edge.Gradient is null ? edge : (edge.From, edge.To, guarded.Dequeue()))],
            withValues);
    }

    // Node by node as the graph is drawn, so that what comes back to a node along its arrows adds up to its cotangent.
    private static Dictionary<Expr, Expr> Cotangents(Expr root)
    {
        var cotangents = new Dictionary<Expr, Expr> { [root] = 1 };
        foreach (var node in Topology.InOrder([root]).Reverse().Where(node => node.Kind == ElementKind.Real))
        {
            var cotangent = cotangents[node] = cotangents.GetValueOrDefault(node) ?? Prelude.Zeros(node.Shape);
            for (var input = 0; input < node.Inputs.Length; input++)
            {
                var to = node.Inputs[input];
                if (to.Kind != ElementKind.Real
                    || node.Op.Vjp(node, input, cotangent)?.BroadcastTo(to.Shape) is not { } part)
                {
                    continue;
                }

                cotangents[to] = cotangents.TryGetValue(to, out var sum) ? sum + part : part;
            }
        }

        return cotangents;
    }

    // Past the broadcasting that is not drawn, where the parts of the gradient are summed.
    private static Expr? Back(Expr node, int input, Expr cotangent)
    {
        for (Expr? part = cotangent; ; (node, input) = (node.Inputs[input], 0))
        {
            part = node.Inputs[input].Kind == ElementKind.Real
                ? node.Op.Vjp(node, input, part)?.BroadcastTo(node.Inputs[input].Shape)
                : null;
            if (part is null || node.Inputs[input].Op is not BroadcastTo) return part;
        }
    }

    private sealed record Flow(ImmutableArray<(Expr From, Expr? To, Expr? Gradient)> Edges, bool WithValues)
    {
        public ImmutableArray<(Tensor? Value, Tensor? Gradient)> Values(
            ReadOnlySpan<(Expr Variable, Tensor Value)> bindings)
        {
            if (!WithValues) return [.. Edges.Select(_ => ((Tensor?)null, (Tensor?)null))];
            ImmutableArray<Expr> gradients =
                [.. Edges.Where(edge => edge.Gradient is not null).Select(edge => edge.Gradient!)];
            var all = new Queue<Tensor>(Interpreter.Evaluate<double, Real<double>>(
                [.. Edges.Select(edge => edge.From), .. gradients], bindings));
            ImmutableArray<Tensor> values = [.. Edges.Select(_ => all.Dequeue())];
            return [.. Edges.Select(
                (edge, i) => ((Tensor?)values[i], edge.Gradient is null ? null : (Tensor?)all.Dequeue()))];
        }
    }
}
