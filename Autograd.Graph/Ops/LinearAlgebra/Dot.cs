using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class ContractionFunctions
    {
        /// <summary>
        /// The matrix product, as NumPy's <c>matmul</c>: matrices of the two innermost axes over outer axes that
        /// broadcast; a vector on the left is a row, on the right a column, and two vectors give their inner product.
        /// </summary>
        /// <param name="a">The left factor.</param>
        /// <param name="b">The right factor.</param>
        /// <exception cref="ShapeException">An input is a scalar, the inner axes differ, or the outer axes do not
        /// broadcast.</exception>
        [InPrelude]
        public static Expr Dot(this Expr a, Expr b)
        {
            ArgumentNullException.ThrowIfNull(a);
            ArgumentNullException.ThrowIfNull(b);
            return Refusals.Named(nameof(Dot), [a, b], () => Product(a, b));
        }

        private static Expr Product(Expr a, Expr b)
        {
            if (a.Shape.Rank == 0 || b.Shape.Rank == 0)
            {
                throw ShapeException.For(
                    "Dot", [a, b], "a scalar has no axis to sum over", "multiply by a scalar with *");
            }

            if (a.Shape.Rank == 1) return WithoutAxis(Product(a.Reshape(1, a.Shape[0]), b), b.Shape.Rank == 1 ? 0 : -2);
            if (b.Shape.Rank == 1) return WithoutAxis(Product(a, b.Reshape(b.Shape[0], 1)), -1);

            var outer = Broadcasting.Join(Shape.Of(a.Shape.Axes.AsSpan()[..^2]), Shape.Of(b.Shape.Axes.AsSpan()[..^2]))
                ?? throw ShapeException.For(
                    "Dot", [a, b], $"the outer axes of {a.Shape} and {b.Shape} do not broadcast",
                    "each pair must be equal or one of them 1");
            return Expr.Apply(new Ops.Dot(), OverOuter(a, outer), OverOuter(b, outer));
        }

        private static Expr OverOuter(Expr x, Shape outer) =>
            x.BroadcastTo(Shape.Of([.. outer, x.Shape[-2], x.Shape[-1]]));

        private static Expr WithoutAxis(Expr x, int axis) => x.Reshape(x.Shape.Without([x.Shape.Axis(axis)]));
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The matrix product of the two innermost axes, C[…, i, j] = Σₖ A[…, i, k] · B[…, k, j], over equal outer axes.
    /// The gradients are g·Bᵀ and Aᵀ·g.
    /// </summary>
    /// <remarks>
    /// Each element is a sum over ascending k in blocks of 512, each a chain of fused multiply-adds from 0. The sums of
    /// blocks are joined eight at a time, one after another, then these sums eight at a time, and so on.
    /// </remarks>
    public sealed record Dot : Op
    {
        /// <inheritdoc/>
        public override long? Work(Expr node) =>
            Moved(node) + ((long)node.Shape.Size * node.Inputs[0].Shape[-1]);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            ExpectReals(inputs, 2);
            var (a, b) = (inputs[0].Shape, inputs[1].Shape);
            if (a.Rank < 2 || b.Rank != a.Rank || !a.Axes[..^2].SequenceEqual(b.Axes[..^2]))
            {
                throw ShapeException.For(Name, inputs, $"{a} and {b} are not matrices over the same outer axes",
                    "use the function Dot, which broadcasts outer axes and takes vectors");
            }

            if (a[-1] != b[-2])
            {
                throw ShapeException.For(
                    Name,
                    inputs,
                    $"the inner axes differ: {a} has {a[-1]} columns, {b} has {b[-2]} rows",
                    a[-1] == b[-1] ? "transpose the right input: a.Dot(b.Transpose())"
                        : a[-2] == b[-2] ? "transpose the left input: a.Transpose().Dot(b)"
                        : "a row of the left input must be as long as a column of the right one");
            }

            return new(a.Select((axis, length) => axis == a.Rank - 1 ? b[-1] : length));
        }

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var (a, b) = ((Tensor<T>)inputs[0], (Tensor<T>)inputs[1]);
            var (rows, inner, columns) = (a.Shape[-2], a.Shape[-1], b.Shape[-1]);
            var (left, right) = (a.Elements, b.Elements);
            return Tensor.Generate(type.Shape, i =>
            {
                var (row, j) = (i / columns, i % columns);
                var matrix = row / rows;
                T Chain(int start, int end)
                {
                    var sum = TNumbers.FromReal(0);
                    for (var k = start; k < end; k++)
                    {
                        sum = TNumbers.MultiplyAdd(
                            left[(row * inner) + k], right[(((matrix * inner) + k) * columns) + j],
                            sum);
                    }

                    return sum;
                }

                return SumTree.Sum(inner, Chain, TNumbers.Add);
            });
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => input == 0
            ? cotangent.Dot(node.Inputs[1].Transpose())
            : node.Inputs[0].Transpose().Dot(cotangent);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => input == 0
            ? tangent.Dot(node.Inputs[1])
            : node.Inputs[0].Dot(tangent);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size)
        {
            var (a, b) = (inputs[0], inputs[1]);
            var both = Batching.IsBatch(node, inputs, 0) && Batching.IsBatch(node, inputs, 1);
            if (both || node.Shape.Rank > 2) return Expr.Apply(this, Batching.Whole(node, inputs, size).AsSpan());

            // One matrix for all examples: their rows below each other make one product. A·B is (Bᵀ·Aᵀ)ᵀ, the same
            // sums.
            return Batching.IsBatch(node, inputs, 0) ? RowsBelow(a, b)
                : RowsBelow(b.Transpose(), a.Transpose()).Transpose();
        }

        private static Expr RowsBelow(Expr batch, Expr matrix) =>
            batch.Reshape(batch.Shape[0] * batch.Shape[1], batch.Shape[2]).Dot(matrix)
                .Reshape(batch.Shape[0], batch.Shape[1], matrix.Shape[1]);
    }
}
