using System.Collections.Immutable;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms.Calls;

namespace Autograd.Graph.Transforms;

/// <summary>
/// Reverse accumulation: from a cotangent of a result to cotangents of what it depends on, as graphs.
/// </summary>
internal static class ReverseMode
{
    /// <summary>The derivatives of Σ cotangent · result with respect to some nodes, each of its node's shape.</summary>
    /// <remarks>
    /// Contributions are added from the last user of a node to the first, and within a user from its first input to its
    /// last, so that equal graphs have equal gradients, bit for bit: first those to all of the node, then those to
    /// slices of it (see <see cref="CotangentSum"/>). Only paths that reach a wanted node are built.
    /// </remarks>
    /// <param name="seeds">Results, each with its cotangent.</param>
    /// <param name="wanted">What to differentiate with respect to.</param>
    /// <param name="held">Nodes that count as constants.</param>
    public static ImmutableArray<Expr> Cotangents(
        ImmutableArray<(Expr Result, Expr Cotangent)> seeds, ImmutableArray<Expr> wanted,
        ImmutableArray<Expr> held = default)
    {
        held = held.IsDefault ? [] : held;
        var plain = PlainForm.Of(
            [.. seeds.SelectMany(seed => new[] { seed.Result, seed.Cotangent }), .. wanted, .. held], waiting: false);
        if (plain is null) return Sweep(seeds, wanted, held, []);
        ImmutableArray<Expr> entered = [.. plain.Regions.SelectMany(region => region.Outputs).Distinct()];
        var swept = Sweep(
            [.. seeds.Select(seed => (plain[seed.Result], plain[seed.Cotangent]))],
            [.. wanted.Select(node => plain[node])],
            [.. held.Select(node => plain[node])],
            entered);
        var met = entered.Zip(swept[wanted.Length..]).Where(pair => pair.Second is not null).ToDictionary();
        return new Recomputation(plain).Of(swept[..wanted.Length], met);
    }

    // The cotangents of what is wanted, then those of what is observed on the way: null where none arrives.
    private static ImmutableArray<Expr> Sweep(
        ImmutableArray<(Expr Result, Expr Cotangent)> seeds,
        ImmutableArray<Expr> wanted,
        ImmutableArray<Expr> held,
        ImmutableArray<Expr> observed)
    {
        using var nesting = RuleNesting.Enter();
        var order = new GraphOrder(seeds.Select(seed => seed.Result));
        var constant = held.ToHashSet();
        var reaching = Reaching(order, wanted, constant);
        var slices = new SlicesOfSlices(wanted.Concat(held).ToHashSet());
        var sums = new CotangentSum?[order.Count];
        var cotangents = new Expr?[order.Count];
        foreach (var (result, cotangent) in seeds) SumOf(order.PlaceOf(result)).Add(cotangent);
        for (var place = order.Count - 1; place >= 0; place--)
        {
            if (!reaching[place] || sums[place] is not { } sum) continue;
            var node = order[place];
            var cotangent = cotangents[place] = sum.Total();
            sums[place] = null;
            if (constant.Contains(node)) continue;
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
                RuleNesting.Current = node;
                if (node.Op.Vjp(node, input, cotangent) is { } part)
                {
                    SumOf(inputs[input]).Add(Checked(node, input, part));
                }
            }
        }

        var raw = wanted.Select(node => Found(node) ?? Prelude.Zeros(node.Shape));
        var met = observed.Where(node => Found(node) is not null).ToArray();
        var simplified = GradientRules.Apply([.. raw, .. met.Select(node => Found(node)!)], order);
        var late = met.Zip(simplified[wanted.Length..]).ToDictionary();
        return [.. simplified[..wanted.Length], .. observed.Select(node => late.GetValueOrDefault(node)!)];

        Expr? Found(Expr node) => order.PlaceOf(node) is >= 0 and var place ? cotangents[place] : null;

        CotangentSum SumOf(int place) => sums[place] ??= new(order[place]);
    }

    private static bool[] Reaching(GraphOrder order, ImmutableArray<Expr> wanted, HashSet<Expr> constant)
    {
        var reaching = new bool[order.Count];
        foreach (var node in wanted)
        {
            if (order.PlaceOf(node) is >= 0 and var place) reaching[place] = true;
        }

        for (var place = 0; place < reaching.Length; place++)
        {
            if (reaching[place] || order[place].Kind != ElementKind.Real || constant.Contains(order[place])) continue;
            foreach (var input in order.InputsOf(place)) reaching[place] |= reaching[input];
        }

        return reaching;
    }

    private static Expr Checked(Expr node, int input, Expr part)
    {
        var shape = node.Inputs[input].Shape;
        if (part.Kind == ElementKind.Real && part.Shape == shape) return part;
        if (part.Kind == ElementKind.Real && part.Shape.Rank == 0) return part.BroadcastTo(shape);
        throw new InvalidOperationException(
            $"The VJP of {node.Op.Name} for input {input} has the shape {part.Shape}, but the input has {shape}"
            + (part.Kind == ElementKind.Real ? "." : $"; and it holds {part.Kind} elements, not real numbers."));
    }
}
