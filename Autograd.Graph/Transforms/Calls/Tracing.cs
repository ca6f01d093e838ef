using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>From a function written in C# to the body of a call.</summary>
internal static class Tracing
{
    /// <summary>The graph of a function of a record, with what it uses from outside as further inputs.</summary>
    /// <param name="name">What its calls are called.</param>
    /// <param name="argument">What it is applied to.</param>
    /// <param name="f">The function.</param>
    /// <returns>The body, its inputs (those of the argument first), and how many of them are the argument's.</returns>
    public static (Body Body, ImmutableArray<Expr> Inputs, int Arguments) Trace<TInput>(
        string name, TInput argument, Func<TInput, Expr> f)
        where TInput : IParameterRecord<TInput>
    {
        var leaves = argument.Leaves();
        ImmutableArray<Expr> parameters =
            [.. leaves.Select(leaf => Prelude.Variable(leaf.Path.Length == 0 ? "x" : leaf.Path, leaf.Value.Type))];
        var result = f(argument.WithLeaves(parameters));
        var captured = Captured(result, parameters);
        ImmutableArray<Expr> inner =
            [.. captured.Select(x => Prelude.Variable(x.Op is Variable ? x.Op.Name : "captured", x.Type))];
        var body = result.Substitute([.. captured.Zip(inner)]);
        return (new(name, [.. parameters, .. inner], body), [.. leaves.Select(leaf => leaf.Value), .. captured],
            parameters.Length);
    }

    /// <summary>
    /// The first real variable that a graph depends on, other than those inside and those behind a <c>StopGradient</c>;
    /// null for none.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inside">Nodes that count as the graph's own.</param>
    public static Expr? FreeVariable(Expr graph, IReadOnlySet<Expr> inside)
    {
        var (path, seen) = (new Stack<Expr>([graph]), new HashSet<Expr>());
        while (path.TryPop(out var node))
        {
            if (node.Kind != ElementKind.Real || node.Op is StopGradient || inside.Contains(node) || !seen.Add(node))
            {
                continue;
            }

            if (node.Op is Variable) return node;
            foreach (var input in node.Inputs) path.Push(input);
        }

        return null;
    }

    // The last nodes that depend on variables from outside alone.
    private static ImmutableArray<Expr> Captured(Expr result, ImmutableArray<Expr> parameters)
    {
        var order = Topology.InOrder([result]);
        var inside = parameters.ToHashSet();
        var outside = new HashSet<Expr>();
        foreach (var node in order)
        {
            if (node.Inputs.Any(inside.Contains)) inside.Add(node);
            else if (!inside.Contains(node) && (node.Op is Variable || node.Inputs.Any(outside.Contains)))
            {
                outside.Add(node);
            }
        }

        return [.. order.Where(inside.Contains).SelectMany(node => node.Inputs).Append(result).Where(outside.Contains)
            .Distinct()];
    }
}
