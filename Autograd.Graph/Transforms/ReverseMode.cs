using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms;

/// <summary>Reverse accumulation: from a cotangent of a result to cotangents of what it depends on, as graphs.</summary>
internal static class ReverseMode
{
    /// <summary>The derivatives of Σ cotangent · result with respect to some nodes, each of its node's shape.</summary>
    /// <remarks>
    /// Contributions are added from the last user of a node to the first, and within a user from its first input to its
    /// last, so that equal graphs have equal gradients, bit for bit: first those to all of the node, then those to slices of
    /// it (see <see cref="CotangentSum"/>). Only paths that reach a wanted node are built.
    /// </remarks>
    public static ImmutableArray<Expr> Cotangents(ImmutableArray<(Expr Result, Expr Cotangent)> seeds, ImmutableArray<Expr> wanted)
    {
        var order = Topology.InOrder(seeds.Select(seed => seed.Result));
        var reaching = Reaching(order, wanted);
        var slices = new SlicesOfSlices(wanted.ToHashSet());
        var sums = new Dictionary<Expr, CotangentSum>();
        var cotangents = new Dictionary<Expr, Expr>();
        foreach (var (result, cotangent) in seeds) SumOf(result).Add(cotangent);
        foreach (var node in order.Reverse())
        {
            if (!reaching.Contains(node) || !sums.Remove(node, out var sum)) continue;
            var cotangent = cotangents[node] = sum.Total();
            if (node.Op is Slice)
            {
                var (source, slice) = slices.Of(node);
                if (reaching.Contains(source)) SumOf(source).Add(slice, cotangent);
                continue;
            }

            for (var input = 0; input < node.Inputs.Length; input++)
            {
                if (!reaching.Contains(node.Inputs[input])) continue;
                if (node.Op.Vjp(node, input, cotangent) is { } part) SumOf(node.Inputs[input]).Add(Checked(node, input, part));
            }
        }

        var raw = wanted.Select(node => cotangents.TryGetValue(node, out var cotangent) ? cotangent : Prelude.Zeros(node.Shape));
        return GradientRules.Apply([.. raw], order.ToHashSet());

        CotangentSum SumOf(Expr node) => sums.TryGetValue(node, out var sum) ? sum : sums[node] = new(node);
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

    private static Expr Checked(Expr node, int input, Expr part) => part.Shape == node.Inputs[input].Shape
        ? part
        : part.Shape.Rank == 0
            ? part.BroadcastTo(node.Inputs[input].Shape)
            : throw new InvalidOperationException(
                $"The VJP of {node.Op.Name} for input {input} has the shape {part.Shape}, but the input has {node.Inputs[input].Shape}.");
}
