using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// Updates plus the weights times a factor: weight decay (<i>Deep Learning from Scratch</i>, section 6.4.2).
/// </summary>
/// <remarks>
/// Before the other transforms it is the gradient of the penalty ½λ‖W‖²; after them, before the learning rate, it is
/// the decoupled decay of AdamW (Loshchilov and Hutter 2019).
/// </remarks>
/// <param name="Decay">λ, a scalar.</param>
/// <param name="LeastRank">Leaves of fewer axes do not decay: with 2, weights do and biases do not.</param>
public sealed record AddDecayedWeights(Expr Decay, int LeastRank = 2) : GradientTransform
{
    /// <summary>λ, a scalar.</summary>
    public Expr Decay { get; init => field = Checks.Pull(value); } = Checks.Pull(Decay);

    /// <summary>Leaves of fewer axes do not decay.</summary>
    public int LeastRank { get; init => field = Checks.Rank(value, nameof(LeastRank)); } = Checks.Rank(LeastRank);

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters) =>
        (gradients.Zip(parameters, (g, p) => p.Shape.Rank < LeastRank ? g : g + (Decay * p)), state);
}
