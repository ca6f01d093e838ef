using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class IndexingFunctions
    {
        /// <summary>The slices of x that indices name along an axis: x [n, c] at indices [m] gives [m, c].</summary>
        /// <param name="x">What is indexed.</param>
        /// <param name="indices">Indices from 0 up to the length of the axis.</param>
        /// <param name="axis">The axis; a negative one counts from the innermost.</param>
        public static Expr Gather(this Expr x, Expr indices, int axis = 0)
        {
            ArgumentNullException.ThrowIfNull(x);
            ArgumentNullException.ThrowIfNull(indices);
            return Refusals.Named(nameof(Gather), [x, indices],
                () => Expr.Apply(new Ops.Gather(x.ExpectAxis(nameof(Gather), axis)), x, indices));
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The slices of the input along an axis that an index tensor names. Its gradient is a <see cref="ScatterAdd"/>.
    /// </summary>
    /// <remarks>For an input [a, n, b], axis 1 and indices [p, q] the result is [a, p, q, b].</remarks>
    /// <param name="Axis">The axis, counted from the outermost, that the indices run along.</param>
    public sealed record Gather(int Axis) : Op
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Axis}";

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
            if ((uint)Axis >= (uint)x.Rank)
            {
                throw ShapeException.For(Name, inputs, $"{x} has no axis {Axis}", "choose one of its axes");
            }

            return new(Shape.Of([.. x.Axes[..Axis], .. indices, .. x.Axes[(Axis + 1)..]]));
        }

        /// <inheritdoc/>
        /// <exception cref="ArgumentOutOfRangeException">An index is outside the axis.</exception>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var (x, indices) = ((Tensor<T>)inputs[0], ((Tensor<int>)inputs[1]).Elements);
            var (length, inner, count) = (x.Shape[Axis], x.Shape.Strides()[Axis], indices.Length);
            for (var i = 0; i < indices.Length; i++) Indexing.Check(Name, indices[i], length, i);
            return Tensor.Generate(type.Shape,
                i => x.Elements[(((i / inner / count * length) + indices[i / inner % count]) * inner) + (i % inner)]);
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
            input == 0 ? Expr.Apply(new ScatterAdd(Axis, node.Inputs[0].Shape[Axis]), cotangent, node.Inputs[1]) : null;

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) =>
            input == 0 ? Expr.Apply(this, tangent, node.Inputs[1]) : null;

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size)
        {
            var (x, indices, rank) = (inputs[0], inputs[1], node.Inputs[1].Shape.Rank);
            if (!Batching.IsBatch(node, inputs, 1)) return x.Gather(indices, Axis + 1);

            // Indices of their own for each example: the batch comes out where the indexed axis was.
            if (!Batching.IsBatch(node, inputs, 0)) return x.Gather(indices, Axis).WithAxesAt(0, Axis, 1);

            var rows = x.WithAxesAt(1, Axis + 1, 1);
            var endToEnd = rows.Reshape(Shape.Of([size * rows.Shape[1], .. rows.Shape.Skip(2)]));
            return endToEnd.Gather(indices.OffsetIndices(0, rows.Shape[1])).WithAxesAt(Axis + 1, 1, rank);
        }
    }
}
