using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// The ops that reduce, contract and move elements, each with its value as a plain loop over indices.
/// </summary>
internal static class StructuralCases
{
    public static ImmutableArray<(Type Op, OpCase Case)> All { get; } =
    [
        (typeof(Sum),
            Case(axes => new Sum(axes), Shapes.Any, Subsets, (x, op) => Naive.Along(x, op.Axes, along => along.Sum()))),
        (typeof(Max), Case(axes => new Max(axes), Shapes.Any, Subsets,
            (x, op) => Naive.Along(x, op.Axes, along => along.Append(double.NegativeInfinity).Max()))),
        (typeof(Permute), Case(order => new Permute(order), Shapes.Any, Orders, (x, op) => Naive.Of(
            Shape.Of([.. op.Axes.Select(axis => x.Shape[axis])]),
            to => x[[.. Enumerable.Range(0, to.Length).Select(axis => to[op.Axes.Items.IndexOf(axis)])]]))),
        (typeof(Reshape), Case((Shape shape) => new Reshape(shape), Shapes.Any, SameSize, (x, op) => Tensor.Of(
            op.Shape, Naive.Indices(x.Shape).Select(index => x[index]).ToImmutableArray()))),
        (typeof(BroadcastTo), new(Broadcasts,
            sample => Naive.Of(((BroadcastTo)sample.Op).Shape, index => Naive.Broadcast(sample[0], index)))),
        (typeof(Slice), Case(cut => new Slice(Along(cut, c => c.Start), Along(cut, c => c.Length),
            Along(cut, c => c.Step)), Longer, Cuts, (x, op) => Naive.Of(
            Shape.Of([.. op.Lengths]), to => x[[.. to.Select((i, axis) => op.Starts[axis] + (i * op.Steps[axis]))]]))),
        (typeof(Pad), Case(pad => new Pad(
            Along(pad, p => p.Start), Along(pad, p => p.Length), Along(pad, p => p.Step)), Shapes.Any, Pads, Padded)),
        (typeof(Dot), new(Products, sample => Product(sample[0], sample[1]))),
        (typeof(Concatenate), new(Parts, Joined)),
        (typeof(AddSlices), new(Added, Sums)),
    ];

    private static Gen<int[]> Subsets(Shape shape) =>
        Gen.Choose(0, (1 << shape.Rank) - 1)
            .Select(bits => Enumerable.Range(0, shape.Rank).Where(axis => (bits >> axis & 1) == 1).ToArray());

    private static Gen<int[]> Orders(Shape shape) => Gen.Shuffle(Enumerable.Range(0, shape.Rank).ToArray());

    private static Gen<Shape> SameSize(Shape shape) =>
        Orders(shape).SelectMany(order => Gen.Elements(
            Shape.Of([.. order.Select(axis => shape[axis])]), Shape.Of(shape.Size), Shape.Of([1, .. shape]),
            Shape.Of(shape.Size, 1)));

    // Room for a slice of several elements with others between and around them.
    private static Gen<Shape> Longer => Shapes.Any.SelectMany(
        shape => Gen.CollectToArray(shape.Axes, length => Gen.Elements(length, length, length + 3)))
        .Select(axes => Shape.Of(axes));

    private static Gen<(int Start, int Length, int Step)[]> Cuts(Shape shape) => EachAxis(shape, length =>
        from start in Gen.Choose(0, length)
        from step in Gen.Choose(1, 3)
        let most = (length - start + step - 1) / step
        from count in Gen.Choose(Math.Min(2, most), most)
        from cut in Gen.Frequency((3, Gen.Constant(count)), (1, Gen.Choose(0, most)))
        select (start, cut, step));

    private static Gen<(int Start, int Length, int Step)[]> Pads(Shape shape) => EachAxis(shape, _ =>
        from before in Gen.Choose(0, 2)
        from after in Gen.Choose(0, 2)
        from step in Gen.Choose(1, 3)
        select (before, after, step));

    private static Gen<OpSample> Broadcasts =>
        from shape in Shapes.Any
        from smaller in Shapes.BroadcastingTo(shape)
        from x in Values.Tensors(smaller)
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new BroadcastTo(shape), [x], [true], seed);

    private static Gen<OpSample> Products =>
        from outer in Shapes.OfRanks(0, 2)
        from axes in Shapes.Axis.ArrayOf(3)
        from a in Values.Tensors(Shape.Of([.. outer, axes[0], axes[1]]))
        from b in Values.Tensors(Shape.Of([.. outer, axes[1], axes[2]]))
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new Dot(), [a, b], [true, true], seed);

    private static Gen<OpSample> Parts =>
        from shape in Shapes.OfRanks(1, 3)
        from axis in Gen.Choose(0, shape.Rank - 1)
        from lengths in Shapes.Axis.ListOf(3)
        from count in Gen.Choose(1, 3)
        from values in Gen.CollectToArray(
            lengths.Take(count), length => Values.Tensors(shape.Select((i, own) => i == axis ? length : own)))
        from seed in Gen.Choose(0, 9999)
        select new OpSample(new Concatenate(axis), [.. values], [.. values.Select(_ => true)], seed);

    // Two or three slices of one shape, which may overlap.
    private static Gen<OpSample> Added =>
        from shape in Longer
        from cuts in Cuts(shape).ListOf(3)
        from count in Gen.Choose(2, 3)
        let slices = cuts.Take(count).Select(
            cut => new Slice(Along(cut, c => c.Start), Along(cut, c => c.Length), Along(cut, c => c.Step))).ToArray()
        from values in Gen.CollectToArray(slices, slice => Values.Tensors(Shape.Of([.. slice.Lengths])))
        from seed in Gen.Choose(0, 9999)
        select new OpSample(
            new AddSlices(shape, ValueList.Of(slices)), [.. values], [.. values.Select(_ => true)], seed);

    private static OpCase Case<TOp, TParameter>(
        Func<TParameter, TOp> make, Gen<Shape> shapes, Func<Shape, Gen<TParameter>> parameters,
        Func<Tensor<double>, TOp, Tensor<double>> value)
        where TOp : Op
        => new(
            from shape in shapes
            from parameter in parameters(shape)
            from x in Values.Tensors(shape)
            from seed in Gen.Choose(0, 9999)
            select new OpSample(make(parameter), [x], [true], seed),
            sample => value(sample[0], (TOp)sample.Op));

    private static OpCase Case<TOp>(
        Func<ValueList<int>, TOp> make, Gen<Shape> shapes, Func<Shape, Gen<int[]>> parameters,
        Func<Tensor<double>, TOp, Tensor<double>> value)
        where TOp : Op => Case((int[] axes) => make(axes.ToValueList()), shapes, parameters, value);

    private static Gen<T[]> EachAxis<T>(Shape shape, Func<int, Gen<T>> generator) =>
        Gen.CollectToArray(shape.Axes, generator);

    private static ValueList<int> Along<T>(T[] axes, Func<T, int> part) => axes.Select(part).ToValueList();

    private static Tensor<double> Padded(Tensor<double> x, Pad op)
    {
        var places = Naive.Indices(x.Shape).ToDictionary(
            from => string.Join(',', from.Select((i, axis) => op.Before[axis] + (i * op.Steps[axis]))),
            from => x[from]);
        var shape = x.Shape.Select((axis, length) =>
            op.Before[axis] + Math.Max(0, length + ((length - 1) * (op.Steps[axis] - 1))) + op.After[axis]);
        return Naive.Of(shape, to => places.GetValueOrDefault(string.Join(',', to)));
    }

    private static Tensor<double> Product(Tensor<double> a, Tensor<double> b) => Naive.Of(
        Shape.Of([.. a.Shape.SkipLast(1), b.Shape[-1]]),
        to => Enumerable.Range(0, a.Shape[-1]).Sum(k => a[[.. to[..^1], k]] * b[[.. to[..^2], k, to[^1]]]));

    private static Tensor<double> Joined(OpSample sample)
    {
        var axis = ((Concatenate)sample.Op).Axis;
        var parts = Enumerable.Range(0, sample.Inputs.Length).Select(i => sample[i]).ToArray();
        return Naive.Of(
            parts[0].Shape.Select((i, length) => i == axis ? parts.Sum(part => part.Shape[axis]) : length), to =>
        {
            var (index, part) = ((int[])[.. to], 0);
            for (; index[axis] >= parts[part].Shape[axis]; part++) index[axis] -= parts[part].Shape[axis];
            return parts[part][index];
        });
    }

    private static Tensor<double> Sums(OpSample sample)
    {
        var op = (AddSlices)sample.Op;
        var sums = new Dictionary<string, double>();
        for (var i = 0; i < sample.Inputs.Length; i++)
        {
            foreach (var from in Naive.Indices(sample[i].Shape))
            {
                var to = string.Join(
                    ',', from.Select((n, axis) => op.Slices[i].Starts[axis] + (n * op.Slices[i].Steps[axis])));
                sums[to] = sums.GetValueOrDefault(to) + sample[i][from];
            }
        }

        return Naive.Of(op.Shape, to => sums.GetValueOrDefault(string.Join(',', to)));
    }
}
