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
        var order = new GraphOrder(seeds.Select(seed => seed.Result));
        var reaching = Reaching(order, wanted);
        var slices = new SlicesOfSlices(wanted.ToHashSet());
        var sums = new CotangentSum?[order.Count];
        var cotangents = new Expr?[order.Count];
        foreach (var (result, cotangent) in seeds) SumOf(order.PlaceOf(result)).Add(cotangent);
        for (var place = order.Count - 1; place >= 0; place--)
        {
            if (!reaching[place] || sums[place] is not { } sum) continue;
            var node = order[place];
            var cotangent = cotangents[place] = sum.Total();
            sums[place] = null;
            if (node.Op is Slice)
            {
                var (source, slice) = slices.Of(node);
                if (reaching[order.PlaceOf(source)]) SumOf(order.PlaceOf(source)).Add(slice, cotangent);
                continue;
            }

            var inputs = order.InputsOf(place);
            for (var input = 0; input < inputs.Length; input++)
            {
                if (!reaching[inputs[input]]) continue;
                if (node.Op.Vjp(node, input, cotangent) is { } part) SumOf(inputs[input]).Add(Checked(node, input, part));
            }
        }

        var raw = wanted.Select(node => order.PlaceOf(node) is >= 0 and var place ? cotangents[place] ?? Prelude.Zeros(node.Shape) : Prelude.Zeros(node.Shape));
        return GradientRules.Apply([.. raw], order);

        CotangentSum SumOf(int place) => sums[place] ??= new(order[place]);
    }

    private static bool[] Reaching(GraphOrder order, ImmutableArray<Expr> wanted)
    {
        var reaching = new bool[order.Count];
        foreach (var node in wanted)
        {
            if (order.PlaceOf(node) is >= 0 and var place) reaching[place] = true;
        }

        for (var place = 0; place < reaching.Length; place++)
        {
            if (reaching[place] || order[place].Kind != ElementKind.Real) continue;
            foreach (var input in order.InputsOf(place)) reaching[place] |= reaching[input];
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
