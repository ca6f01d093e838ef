using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Nn;

/// <summary>A transform for some of the parameters; the others stay as they are.</summary>
/// <param name="Inner">The transform.</param>
/// <param name="Mask">A mask for each leaf, of a shape that broadcasts to it: 1 where it is trained, 0 where it is frozen.</param>
public sealed record Masked(GradientTransform Inner, ValueList<Expr> Mask) : GradientTransform
{
    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) => Inner.Start(parameters);

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        var (updates, next) = Inner.Update(Kept(gradients), state, parameters);
        return (Kept(updates), next);
    }

    private TModel Kept<TModel>(TModel updates)
        where TModel : IParameterRecord<TModel>
    {
        var leaves = updates.Leaves();
        return leaves.Length == Mask.Count
            ? updates.WithLeaves([.. leaves.Select((leaf, i) => Kept(leaf, Mask[i]))])
            : throw new ArgumentException($"The mask has {Mask.Count} leaves, the model {leaves.Length}: a mask is a record of the model's own shape.");
    }

    // A leaf that is frozen as a whole needs no gradient, and the plan computes none.
    private static Expr Kept(Leaf leaf, Expr mask) => (mask.Op as Literal)?.Number switch
    {
        0 => Prelude.Zeros(leaf.Value.Shape),
        1 => leaf.Value,
        _ => mask.BroadcastTo(leaf.Value.Shape).Where(leaf.Value, 0),
    };
}
