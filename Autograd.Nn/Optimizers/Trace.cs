using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// A running sum v ← decay · v + g, which is also the update; or, looking one step ahead, decay · v + g.
/// </summary>
/// <param name="Decay">How much of the last sum is kept, from 0 up to 1.</param>
/// <param name="Nesterov">Whether the update looks ahead (Nesterov 1983, in the form of Sutskever et al. 2013).</param>
public sealed record Trace(double Decay, bool Nesterov = false) : GradientTransform
{
    /// <summary>How much of the last sum is kept.</summary>
    public double Decay { get; init => field = Checks.Decay(value); } = Checks.Decay(Decay);

    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
        OptimizerState<TModel>.OfMoments(OptimizerState<TModel>.ZerosLike(parameters));

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var sum = state.Moments[0].Zip(gradients, (v, g) => (Decay * v) + g);
        return (Nesterov ? sum.Zip(gradients, (v, g) => (Decay * v) + g) : sum, OptimizerState<TModel>.OfMoments(sum));
    }
}
