using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class IndexingFunctions
    {
        /// <summary>
        /// Each index plus <paramref name="length"/> times its position along an axis: an index into its own row
        /// becomes one into all rows end to end.
        /// </summary>
        /// <param name="indices">The indices, each into a row of its own.</param>
        /// <param name="axis">The axis along which the rows change.</param>
        /// <param name="length">The length of a row.</param>
        public static Expr OffsetIndices(this Expr indices, int axis, int length)
        {
            ArgumentNullException.ThrowIfNull(indices);
            return Expr.Apply(new Ops.OffsetIndices(indices.ExpectAxis(nameof(OffsetIndices), axis), length), indices);
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// Each index plus <c>Length</c> times its place along an axis: indices into rows become indices into all rows end
    /// to end.
    /// </summary>
    /// <remarks>
    /// So one <see cref="Gather"/> serves a batch in which each example has its own indices. It has no derivative.
    /// </remarks>
    /// <param name="Axis">The axis, counted from the outermost, along which the rows change.</param>
    /// <param name="Length">The length of a row: every index must be below it.</param>
    public sealed record OffsetIndices(int Axis, int Length) : Op
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Axis}, {Length}";

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            Indexing.ExpectIndices(Name, inputs, 0);
            if (Length < 0)
            {
                throw ShapeException.For(
                    Name, inputs, $"a row cannot have the length {Length}", "give the length of a row, 0 or more");
            }

            return (uint)Axis < (uint)inputs[0].Shape.Rank
                ? inputs[0].Type
                : throw ShapeException.For(
                    Name, inputs, $"{inputs[0].Shape} has no axis {Axis}", "choose one of its axes");
        }

        /// <inheritdoc/>
        /// <exception cref="ArgumentOutOfRangeException">An index is not below the length of a row.</exception>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var indices = ((Tensor<int>)inputs[0]).Elements;
            var (stride, rows) = (type.Shape.Strides()[Axis], type.Shape[Axis]);
            for (var i = 0; i < indices.Length; i++) Indexing.Check(Name, indices[i], Length, i);
            return Tensor.Generate(type.Shape, i => indices[i] + (i / stride % rows * Length));
        }

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
            inputs[0].OffsetIndices(Axis + 1, Length);
    }
}
