using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// y = the first input, computed only when the second is known: what is computed from y is a later computation of its
/// own.
/// </summary>
/// <remarks>
/// Nodes are interned, so computing something again needs inputs that are other nodes. A plan orders by it and copies
/// nothing.
/// </remarks>
internal sealed record OptimizationBarrier : Op
{
    /// <inheritdoc/>
    public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs[..1];

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, 2);
        return inputs[0].Type;
    }

    /// <inheritdoc/>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0];

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) => input == 0 ? cotangent : null;

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) =>
        input == 0 ? Expr.Apply(this, tangent, node.Inputs[1]) : null;

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
        Expr.Apply(this, Batching.Whole(node, inputs, size).AsSpan());
}
