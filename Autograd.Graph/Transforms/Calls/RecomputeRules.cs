namespace Autograd.Graph.Transforms.Calls;

/// <summary>The derivatives of the body, of which the reverse mode's computes the body again once the cotangent is known.</summary>
internal sealed record RecomputeRules : CallRules
{
    /// <inheritdoc/>
    public override Expr? Vjp(Call call, Expr node, int input, Expr cotangent) =>
        Expr.Apply(new Call(call.Body.Reverse(input), this, Late: true), [.. node.Inputs, cotangent]);

    /// <inheritdoc/>
    public override Expr? Jvp(Call call, Expr node, int input, Expr tangent) =>
        Expr.Apply(new Call(call.Body.Forward(input), this), [.. node.Inputs, tangent]);

    /// <inheritdoc/>
    public override CallRules Batch(Call example, ValueList<bool> batched, int size) => this;
}
