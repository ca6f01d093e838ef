using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Gradients over the root of the sum of all their squares so far (Duchi, Hazan and Singer 2011).</summary>
/// <param name="Epsilon">Added to the root, against division by zero.</param>
public sealed record ScaleByRootSumOfSquares(double Epsilon) : GradientTransform
{
    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
        OptimizerState<TModel>.OfMoments(OptimizerState<TModel>.ZerosLike(parameters));

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        var sum = state.Moments[0].Zip(gradients, (h, g) => h + g.Square());
        return (gradients.Zip(sum, (g, h) => g / (h.Sqrt() + Epsilon)), OptimizerState<TModel>.OfMoments(sum));
    }
}

/// <summary>Gradients over the root of a running mean of their squares (Tieleman and Hinton 2012).</summary>
/// <param name="Decay">How much of the last mean is kept, from 0 up to 1.</param>
/// <param name="Epsilon">Added to the root, against division by zero.</param>
public sealed record ScaleByRootMeanSquare(double Decay, double Epsilon) : GradientTransform
{
    /// <summary>How much of the last mean is kept.</summary>
    public double Decay { get; } = Checks.Decay(Decay);

    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
        OptimizerState<TModel>.OfMoments(OptimizerState<TModel>.ZerosLike(parameters));

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        var mean = state.Moments[0].Zip(gradients, (h, g) => (Decay * h) + ((1 - Decay) * g.Square()));
        return (gradients.Zip(mean, (g, h) => g / (h.Sqrt() + Epsilon)), OptimizerState<TModel>.OfMoments(mean));
    }
}
