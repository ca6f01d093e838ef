using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>A transform for some of the parameters; the updates of the others pass through as they are.</summary>
/// <remarks>
/// What passes through needs a transform of its own, or <see cref="SetToZero"/>: a gradient that nothing scales is
/// refused.
/// </remarks>
/// <param name="Inner">The transform. It sees zeros in the place of the others, so a norm is that of its own
/// leaves.</param>
/// <param name="Mask">Which leaves or elements it is for.</param>
public sealed record Masked(GradientTransform Inner, LeafMask Mask) : GradientTransform
{
    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) => Inner.Start(parameters);

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        var masks = Mask.Over(gradients);
        var outside = gradients.Leaves();
        var place = 0;
        var inside = gradients.Map((Leaf leaf) => Chosen(masks[place++], leaf.Value, Prelude.Zeros(leaf.Value.Shape)));
        var (updates, next) = Inner.Update(inside, state, parameters);
        place = 0;
        return (updates.Map((Leaf leaf) => Chosen(masks[place], leaf.Value, outside[place++].Value)), next);
    }

    // A leaf that is left out as a whole leaves nothing to compute.
    private static Expr Chosen(Expr mask, Expr inside, Expr outside) =>
        LeafMask.Whole(mask) switch
        {
            true => inside,
            false => outside,
            null => mask.BroadcastTo(inside.Shape).Where(inside, outside),
        };
}
