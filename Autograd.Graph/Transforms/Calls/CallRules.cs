using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>The derivatives of a <see cref="Call"/>.</summary>
internal abstract record CallRules
{
    /// <summary>See <see cref="Op.Vjp"/>; <paramref name="call"/> is the node's operation.</summary>
    public abstract Expr? Vjp(Call call, Expr node, int input, Expr cotangent);

    /// <summary>See <see cref="Op.Jvp"/>; <paramref name="call"/> is the node's operation.</summary>
    public abstract Expr? Jvp(Call call, Expr node, int input, Expr tangent);

    /// <summary>The rules for a batch of calls.</summary>
    /// <param name="example">The call of one example.</param>
    /// <param name="batched">Which of its inputs have an axis of examples.</param>
    /// <param name="size">The number of examples.</param>
    public virtual CallRules Batch(Call example, ValueList<bool> batched, int size) =>
        new BatchRules(example, batched, size);
}
