namespace Autograd.Graph.Transforms.Calls;

/// <summary>The derivatives of the body, of which the reverse mode's computes the body again once the cotangent is known.</summary>
internal sealed record RecomputeRules : CallRules
{
    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
        Expr.Apply(new Call(BodyOf(node).Reverse(input), this, Late: true), [.. node.Inputs, cotangent]);

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) =>
        Expr.Apply(new Call(BodyOf(node).Forward(input), this), [.. node.Inputs, tangent]);

    /// <inheritdoc/>
    public override CallRules Batch(Call example, ValueList<bool> batched, int size) => this;

    private static Body BodyOf(Expr node) => ((Call)node.Op).Body;
}
