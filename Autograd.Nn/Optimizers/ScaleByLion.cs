using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// The sign of the gradients' running mean, with the new gradient weighted in (Chen et al. 2023, algorithm 2).
/// </summary>
/// <remarks>
/// The state holds one running mean m; the update is sign(β₁ m + (1 − β₁) g). The sign of 0 is 0, so a parameter whose
/// gradients are all 0 stays where it is.
/// </remarks>
/// <param name="FirstDecay">β₁, how much of the mean counts for the update.</param>
/// <param name="SecondDecay">β₂, how much of the last mean is kept.</param>
public sealed record ScaleByLion(double FirstDecay, double SecondDecay) : GradientTransform
{
    /// <summary>How much of the mean counts for the update.</summary>
    public double FirstDecay { get; init => field = Checks.Decay(value); } = Checks.Decay(FirstDecay);

    /// <summary>How much of the last mean is kept.</summary>
    public double SecondDecay { get; init => field = Checks.Decay(value); } = Checks.Decay(SecondDecay);

    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
        OptimizerState<TModel>.OfMoments(OptimizerState<TModel>.ZerosLike(parameters));

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var updates = state.Moments[0].Zip(gradients, (m, g) => ((FirstDecay * m) + ((1 - FirstDecay) * g)).Sign());
        var mean = state.Moments[0].Zip(gradients, (m, g) => (SecondDecay * m) + ((1 - SecondDecay) * g));
        return (updates, OptimizerState<TModel>.OfMoments(mean));
    }
}
