using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

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
                    sum = TNumbers.MultiplyAdd(left[(row * inner) + k], right[(((matrix * inner) + k) * columns) + j],
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

        // One matrix for all examples: their rows below each other make one product. A·B is (Bᵀ·Aᵀ)ᵀ, the same sums.
        return Batching.IsBatch(node, inputs, 0) ? RowsBelow(a, b)
            : RowsBelow(b.Transpose(), a.Transpose()).Transpose();
    }

    private static Expr RowsBelow(Expr batch, Expr matrix) =>
        batch.Reshape(batch.Shape[0] * batch.Shape[1], batch.Shape[2]).Dot(matrix)
            .Reshape(batch.Shape[0], batch.Shape[1], matrix.Shape[1]);
}
