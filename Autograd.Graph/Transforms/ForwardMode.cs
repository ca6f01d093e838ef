using System.Collections.Immutable;

namespace Autograd.Graph.Transforms;

/// <summary>Forward accumulation: from tangents of some nodes to the tangents of results, as graphs.</summary>
internal static class ForwardMode
{
    /// <summary>The derivatives of results along a direction, each of its result's shape.</summary>
    public static ImmutableArray<Expr> Tangents(ImmutableArray<Expr> results, ImmutableArray<(Expr Node, Expr Tangent)> seeds)
    {
        var order = Topology.InOrder(results);
        var tangents = new Dictionary<Expr, Expr>();
        foreach (var (node, tangent) in seeds) Accumulate(tangents, node, tangent);
        foreach (var node in order)
        {
            if (node.Op.IsLinear && OfAll(node, tangents) is { } whole)
            {
                Accumulate(tangents, node, whole);
                continue;
            }

            for (var input = 0; input < node.Inputs.Length; input++)
            {
                if (!tangents.TryGetValue(node.Inputs[input], out var tangent)) continue;
                if (node.Op.Jvp(node, input, tangent) is { } part) Accumulate(tangents, node, Checked(node, input, part));
            }
        }

        var raw = results.Select(node => tangents.TryGetValue(node, out var tangent) ? tangent : Prelude.Zeros(node.Shape));
        return GradientRules.Apply([.. raw], order.ToHashSet());
    }

    // The same op of the tangents of all inputs, where more than one varies.
    private static Expr? OfAll(Expr node, Dictionary<Expr, Expr> tangents)
    {
        var varying = 0;
        foreach (var input in node.Inputs)
        {
            if (tangents.ContainsKey(input) && ++varying > 1) break;
        }

        if (varying < 2) return null;
        var all = node.Inputs.Select(input => tangents.TryGetValue(input, out var tangent) ? tangent : Prelude.Zeros(input.Shape));
        return Expr.Apply(node.Op, [.. all]);
    }

    private static void Accumulate(Dictionary<Expr, Expr> tangents, Expr node, Expr part) =>
        tangents[node] = tangents.TryGetValue(node, out var sum) ? sum + part : part;

    private static Expr Checked(Expr node, int input, Expr part) => part.Shape == node.Shape
        ? part
        : part.Shape.Rank == 0
            ? part.BroadcastTo(node.Shape)
            : throw new InvalidOperationException(
                $"The JVP of {node.Op.Name} for input {input} has the shape {part.Shape}, but the node has {node.Shape}.");
}
