namespace Autograd.Nn;

/// <summary>
/// Updates of zero: with a mask, what freezes parameters. A leaf that is frozen as a whole has no gradient in the plan.
/// </summary>
public sealed record SetToZero : GradientTransform
{
    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters) =>
        (OptimizerState<TModel>.ZerosLike(gradients), state);
}
