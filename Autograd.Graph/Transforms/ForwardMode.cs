using System.Collections.Immutable;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph.Transforms;

/// <summary>Forward accumulation: from tangents of some nodes to the tangents of results, as graphs.</summary>
internal static class ForwardMode
{
    /// <summary>The derivatives of results along a direction, each of its result's shape.</summary>
    /// <param name="results">What is differentiated.</param>
    /// <param name="seeds">What varies, each with its tangent.</param>
    /// <param name="held">Nodes that count as constants.</param>
    public static ImmutableArray<Expr> Tangents(
        ImmutableArray<Expr> results, ImmutableArray<(Expr Node, Expr Tangent)> seeds,
        ImmutableArray<Expr> held = default)
    {
        held = held.IsDefault ? [] : held;
        var plain = PlainForm.Of(
            [.. results, .. seeds.SelectMany(seed => new[] { seed.Node, seed.Tangent }), .. held], waiting: true);
        if (plain is null) return Sweep(results, seeds, held);
        return new Recomputation(plain).Of(Sweep(
            [.. results.Select(node => plain[node])],
            [.. seeds.Select(seed => (plain[seed.Node], plain[seed.Tangent]))],
            [.. held.Select(node => plain[node])]));
    }

    private static ImmutableArray<Expr> Sweep(
        ImmutableArray<Expr> results, ImmutableArray<(Expr Node, Expr Tangent)> seeds, ImmutableArray<Expr> held)
    {
        using var nesting = RuleNesting.Enter();
        var order = new GraphOrder(results);
        var constant = held.ToHashSet();
        var tangents = new Expr?[order.Count];
        foreach (var (node, tangent) in seeds)
        {
            if (order.PlaceOf(node) is >= 0 and var place) Accumulate(place, tangent);
        }

        for (var place = 0; place < tangents.Length; place++)
        {
            var node = order[place];
            if (node.Kind != ElementKind.Real || constant.Contains(node)) continue;
            if (OfInputs(order.InputsOf(place), tangents) is not { } ofInputs) continue;
            RuleNesting.Current = node;
            if (node.Op.Tangent(node, ofInputs) is { } whole)
            {
                Accumulate(place, whole);
                continue;
            }

            for (var input = 0; input < ofInputs.Length; input++)
            {
                if (ofInputs[input] is not { } tangent) continue;
                if (node.Op.Jvp(node, input, tangent) is { } part) Accumulate(place, Checked(node, input, part));
            }
        }

        var raw = results.Select(node => tangents[order.PlaceOf(node)] ?? Prelude.Zeros(node.Shape));
        return GradientRules.Apply([.. raw], order);

        void Accumulate(int place, Expr part) => tangents[place] = tangents[place] is { } sum ? sum + part : part;
    }

    // The tangent of each input, or null where none varies.
    private static Expr?[]? OfInputs(ReadOnlySpan<int> inputs, Expr?[] tangents)
    {
        Expr?[]? found = null;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (tangents[inputs[i]] is { } tangent) (found ??= new Expr?[inputs.Length])[i] = tangent;
        }

        return found;
    }

    private static Expr Checked(Expr node, int input, Expr part)
    {
        if (part.Kind == ElementKind.Real && part.Shape == node.Shape) return part;
        if (part.Kind == ElementKind.Real && part.Shape.Rank == 0) return part.BroadcastTo(node.Shape);
        throw new InvalidOperationException(
            $"The JVP of {node.Op.Name} for input {input} has the shape {part.Shape}, but the node has {node.Shape}"
            + (part.Kind == ElementKind.Real ? "." : $"; and it holds {part.Kind} elements, not real numbers."));
    }
}
