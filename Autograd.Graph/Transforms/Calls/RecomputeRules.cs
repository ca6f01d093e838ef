namespace Autograd.Graph.Transforms.Calls;

/// <summary>
/// The derivatives of a checkpointed function: those of its graph. Both modes open its calls: see
/// <see cref="PlainForm"/>.
/// </summary>
internal sealed record RecomputeRules : CallRules
{
    /// <inheritdoc/>
    public override Expr? Vjp(Call call, Expr node, int input, Expr cotangent) =>
        call.Body.Reverse(input).Over([.. node.Inputs, cotangent]);

    /// <inheritdoc/>
    public override Expr? Jvp(Call call, Expr node, int input, Expr tangent) =>
        call.Body.Forward(input).Over([.. node.Inputs, tangent]);

    /// <inheritdoc/>
    public override CallRules Batch(Call example, ValueList<bool> batched, int size) => this;
}
