using System.Collections.Immutable;

namespace Autograd.Graph.Transforms;

/// <summary>Reverse accumulation: from a cotangent of a result to cotangents of what it depends on, as graphs.</summary>
internal static class ReverseMode
{
    /// <summary>The derivatives of Σ cotangent · result with respect to some nodes, each of its node's shape.</summary>
    /// <remarks>
    /// Contributions are added from the last user of a node to the first, and within a user from its first input to its
    /// last, so that equal graphs have equal gradients, bit for bit. Only paths that reach a wanted node are built.
    /// </remarks>
    public static ImmutableArray<Expr> Cotangents(ImmutableArray<(Expr Result, Expr Cotangent)> seeds, ImmutableArray<Expr> wanted)
    {
        var order = Topology.InOrder(seeds.Select(seed => seed.Result));
        var reaching = Reaching(order, wanted);
        var cotangents = new Dictionary<Expr, Expr>();
        foreach (var (result, cotangent) in seeds) Accumulate(cotangents, result, cotangent);
        foreach (var node in order.Reverse())
        {
            if (!reaching.Contains(node) || !cotangents.TryGetValue(node, out var cotangent)) continue;
            for (var input = 0; input < node.Inputs.Length; input++)
            {
                if (!reaching.Contains(node.Inputs[input])) continue;
                if (node.Op.Vjp(node, input, cotangent) is { } part) Accumulate(cotangents, node.Inputs[input], Checked(node, input, part));
            }
        }

        var raw = wanted.Select(node => cotangents.TryGetValue(node, out var cotangent) ? cotangent : Prelude.Zeros(node.Shape));
        return GradientRules.Apply([.. raw], order.ToHashSet());
    }

    private static HashSet<Expr> Reaching(ImmutableArray<Expr> order, ImmutableArray<Expr> wanted)
    {
        var reaching = wanted.ToHashSet();
        foreach (var node in order)
        {
            if (node.Kind == ElementKind.Real && node.Inputs.Any(reaching.Contains)) reaching.Add(node);
        }

        return reaching;
    }

    private static void Accumulate(Dictionary<Expr, Expr> cotangents, Expr node, Expr part) =>
        cotangents[node] = cotangents.TryGetValue(node, out var sum) ? sum + part : part;

    private static Expr Checked(Expr node, int input, Expr part) => part.Shape == node.Inputs[input].Shape
        ? part
        : part.Shape.Rank == 0
            ? part.BroadcastTo(node.Inputs[input].Shape)
            : throw new InvalidOperationException(
                $"The VJP of {node.Op.Name} for input {input} has the shape {part.Shape}, but the input has {node.Inputs[input].Shape}.");
}
