using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// Zeros to which slices are added at the positions an index tensor names, in its order: the gradient of
/// <see cref="Gather"/>.
/// </summary>
/// <remarks>
/// For slices [a, p, q, b], axis 1 and indices [p, q] the result is [a, Length, b]; a place named twice gets both.
/// What a place gets is a sum from 0 in the order of the indices, in blocks of 512 terms joined in eights as in
/// <see cref="Dot"/>.
/// </remarks>
/// <param name="Axis">The axis of the result that the indices run along.</param>
/// <param name="Length">The length of that axis.</param>
public sealed record ScatterAdd(int Axis, int Length) : Op
{
    /// <inheritdoc/>
    public override string Parameters => $"{Axis}, {Length}";

    /// <inheritdoc/>
    public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs[..1];

    /// <inheritdoc/>
    public override long? Work(Expr node) => Moved(node);

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs[..1], 1);
        Indexing.ExpectIndices(Name, inputs, 1);
        var (x, indices) = (inputs[0].Shape, inputs[1].Shape);
        if (x.Rank < Axis + indices.Rank || !x.Axes[Axis..(Axis + indices.Rank)].SequenceEqual(indices.Axes))
        {
            throw ShapeException.For(Name, inputs, $"from axis {Axis} on, the slices {x} do not have the indices' "
                + $"axes {indices}", "give one slice for each index");
        }

        return new(Shape.Of([.. x.Axes[..Axis], Length, .. x.Axes[(Axis + indices.Rank)..]]));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside the axis.</exception>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var (x, indices) = ((Tensor<T>)inputs[0], ((Tensor<int>)inputs[1]).Elements);
        var (inner, count) = (type.Shape.Strides()[Axis], indices.Length);
        for (var i = 0; i < count; i++) Indexing.Check(Name, indices[i], Length, i);
        var named = Enumerable.Range(0, count).ToLookup(i => indices[i]);
        var terms = Enumerable.Range(0, Length).Select(place => named[place].ToArray()).ToArray();
        return Tensor.Generate(type.Shape, i =>
        {
            var (slices, first, at) = (terms[i / inner % Length], i / inner / Length * count, i % inner);
            T Chain(int start, int end)
            {
                var sum = TNumbers.FromReal(0);
                for (var term = start; term < end; term++) sum = TNumbers.Add(sum,
                    x.Elements[((first + slices[term]) * inner) + at]);
                return sum;
            }

            return SumTree.Sum(slices.Length, Chain, TNumbers.Add);
        });
    }

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
        input == 0 ? Expr.Apply(new Gather(Axis), cotangent, node.Inputs[1]) : null;

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) =>
        input == 0 ? Expr.Apply(this, tangent, node.Inputs[1]) : null;

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size)
    {
        if (!Batching.IsBatch(node, inputs, 1))
        {
            return Expr.Apply(new ScatterAdd(Axis + 1, Length), inputs[0], inputs[1]);
        }

        // Indices of their own for each example: all examples' rows end to end, each example at its own.
        var slices = Batching.Whole(node, inputs, size)[0].WithAxesAt(1, Axis + 1, node.Inputs[1].Shape.Rank);
        var endToEnd = Expr.Apply(new ScatterAdd(0, size * Length), slices, inputs[1].OffsetIndices(0, Length));
        return endToEnd.Reshape(Shape.Of([size, Length, .. endToEnd.Shape.Skip(1)])).WithAxesAt(Axis + 1, 1, 1);
    }
}
