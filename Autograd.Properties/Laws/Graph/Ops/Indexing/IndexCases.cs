using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Ops;

/// <summary>The ops that take or give indices, each with its value as a plain loop over indices.</summary>
internal static class IndexCases
{
    public static ImmutableArray<(Type Op, OpCase Case)> All { get; } =
    [
        (typeof(Gather), new(Gathers, Gathered)),
        (typeof(ScatterAdd), new(Scatters, Scattered)),
        (typeof(OneHot), new(Labels, sample => Naive.Of(
            Shape.Of([.. sample.Inputs[0].Shape, ((OneHot)sample.Op).Classes]),
            to => sample.Indices(0)[to.AsSpan()[..^1]] == to[^1] ? 1 : 0))),
        (typeof(ToReal), new(Numbers, sample => Naive.Of(sample.Inputs[0].Shape, to => sample.Indices(0)[to]))),
        (typeof(OffsetIndices), new(Rows, Offset)),
        (typeof(FoldIn), new(Folds, Folded)),
        (typeof(Uniform), new(Draws, Drawn)),
        (typeof(ArgMax), new(Largest,
            sample => Naive.Along(sample[0], [((ArgMax)sample.Op).Axis], along => Array.IndexOf(along, along.Max())))),
    ];

    // An axis to index, and the shape of what indexes it: nothing can index an empty axis.
    private static Gen<(Shape Shape, int Axis, Shape Indices)> Places =>
        from shape in Shapes.OfRanks(1, 3)
        from axis in Gen.Choose(0, shape.Rank - 1)
        from indices in Shapes.OfRanks(0, 2)
        select (shape, axis, shape[axis] == 0 ? [0, .. indices] : indices);

    private static Gen<OpSample> Gathers =>
        from place in Places
        from x in Values.Tensors(place.Shape)
        from indices in Values.Indices(place.Indices, place.Shape[place.Axis])
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new Gather(place.Axis), [x, indices], [true, false], seed);

    private static Gen<OpSample> Scatters =>
        from place in Places
        from x in Values.Tensors(
            Shape.Of([.. place.Shape.Take(place.Axis), .. place.Indices, .. place.Shape.Skip(place.Axis + 1)]))
        from indices in Values.Indices(place.Indices, place.Shape[place.Axis])
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new ScatterAdd(place.Axis, place.Shape[place.Axis]), [x, indices], [true, false], seed);

    private static Gen<OpSample> Labels =>
        from shape in Shapes.OfRanks(0, 2)
        from classes in Gen.Choose(1, 4)
        from labels in Values.Indices(shape, classes)
        select new OpSample(new OneHot(classes), [labels], [false], 0);

    private static Gen<OpSample> Numbers =>
        from shape in Shapes.Any
        from numbers in Values.Indices(shape, 1000)
        select new OpSample(new ToReal(), [numbers], [false], 0);

    private static Gen<OpSample> Rows =>
        from shape in Shapes.OfRanks(1, 3)
        from axis in Gen.Choose(0, shape.Rank - 1)
        from length in Gen.Choose(1, 5)
        from indices in Values.Indices(shape, length)
        select new OpSample(new OffsetIndices(axis, length), [indices], [false], 0);

    // Round numbers, so that the first of several largest is often asked for.
    private static Gen<OpSample> Largest =>
        from shape in Shapes.OfRanks(1, 3)
        from axis in Gen.Choose(0, shape.Rank - 1)
        from x in Values.Tensors(shape.Select((i, length) => i == axis ? length + 1 : length))
        select new OpSample(new ArgMax(axis), [Tensor.Generate(x.Shape, i => Math.Round(x.Elements[i]))], [false], 0);

    private static Gen<Tensor> Keys =>
        from count in Gen.Choose(0, 3)
        from single in Gen.Elements(true, false)
        from words in Gen.Choose(int.MinValue, int.MaxValue).ArrayOf(2 * (single ? 1 : count))
        select (Tensor)Tensor.Generate(single ? [2] : [count, 2], i => (uint)words[i]);

    private static Gen<OpSample> Folds =>
        from keys in Keys
        from data in Gen.Choose(0, int.MaxValue)
        select new OpSample(new FoldIn((uint)data), [keys], [false], 0);

    private static Gen<OpSample> Draws =>
        from keys in Keys
        from shape in Shapes.Any
        select new OpSample(new Uniform(shape), [keys], [false], 0);

    private static Tensor<double> Folded(OpSample sample) => Naive.Of(sample.Inputs[0].Shape, to =>
    {
        var key = KeyAt(sample, to.AsSpan()[..^1]).FoldIn(((FoldIn)sample.Op).Data);
        return to[^1] == 0 ? key.First : key.Second;
    });

    // Draw i of a key is the upper 24 of its 32 bits i.
    private static Tensor<double> Drawn(OpSample sample)
    {
        var each = ((Uniform)sample.Op).Each;
        var lead = sample.Inputs[0].Shape.Rank - 1;
        return Naive.Of(Shape.Of([.. sample.Inputs[0].Shape.Take(lead), .. each]), to =>
        {
            var place = to.Skip(lead).Zip(each.Strides(), (i, stride) => (ulong)(i * stride))
                .Aggregate(0UL, (sum, i) => sum + i);
            return (KeyAt(sample, to.AsSpan()[..lead]).Bits(place) >> 8) / (double)(1 << 24);
        });
    }

    private static Key KeyAt(OpSample sample, ReadOnlySpan<int> at)
    {
        var words = (Tensor<uint>)sample.Inputs[0];
        return new(words[[.. at, 0]], words[[.. at, 1]]);
    }

    private static Tensor<double> Offset(OpSample sample)
    {
        var op = (OffsetIndices)sample.Op;
        return Naive.Of(sample.Inputs[0].Shape, to => sample.Indices(0)[to] + (to[op.Axis] * op.Length));
    }

    private static Tensor<double> Gathered(OpSample sample)
    {
        var (x, axis, rank) = (sample[0], ((Gather)sample.Op).Axis, sample.Inputs[1].Shape.Rank);
        return Naive.Of(
            Shape.Of([.. x.Shape.Take(axis), .. sample.Inputs[1].Shape, .. x.Shape.Skip(axis + 1)]),
            to => x[[.. to[..axis], sample.Indices(1)[to.AsSpan()[axis..(axis + rank)]], .. to[(axis + rank)..]]]);
    }

    private static Tensor<double> Scattered(OpSample sample)
    {
        var (op, x, rank) = ((ScatterAdd)sample.Op, sample[0], sample.Inputs[1].Shape.Rank);
        var sums = Naive.Indices(x.Shape).ToLookup(
            from => string.Join(',', [.. from[..op.Axis], sample.Indices(1)[from.AsSpan()[op.Axis..(op.Axis + rank)]],
                .. from[(op.Axis + rank)..]]),
            from => x[from]);
        return Naive.Of(
            Shape.Of([.. x.Shape.Take(op.Axis), op.Length, .. x.Shape.Skip(op.Axis + rank)]),
            to => sums[string.Join(',', to)].Sum());
    }
}
