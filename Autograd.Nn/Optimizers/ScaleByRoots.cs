using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Gradients over the root of the sum of all their squares so far (Duchi, Hazan and Singer 2011).</summary>
/// <param name="Epsilon">Added to the root, against division by zero.</param>
/// <param name="EpsilonRoot">Added under the root, which makes derivatives through the step smooth.</param>
public sealed record ScaleByRootSumOfSquares(double Epsilon, double EpsilonRoot = 0) : GradientTransform
{
    /// <summary>Added to the root.</summary>
    public double Epsilon { get; init => field = Checks.Positive(value, "an epsilon"); } =
        Checks.Positive(Epsilon, "an epsilon");

    /// <summary>Added under the root.</summary>
    public double EpsilonRoot { get; init => field = Checks.NotNegative(value, "an epsilon under a root"); } =
        Checks.NotNegative(EpsilonRoot, "an epsilon under a root");

    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
        OptimizerState<TModel>.OfMoments(OptimizerState<TModel>.ZerosLike(parameters));

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var sum = state.Moments[0].Zip(gradients, (h, g) => h + g.Square());
        return (gradients.Zip(sum, (g, h) => g / (Settings.Root(h, EpsilonRoot) + Epsilon)),
            OptimizerState<TModel>.OfMoments(sum));
    }
}

/// <summary>Gradients over the root of a running mean of their squares (Tieleman and Hinton 2012).</summary>
/// <param name="Decay">How much of the last mean is kept, from 0 up to 1.</param>
/// <param name="Epsilon">Added to the root, against division by zero.</param>
/// <param name="EpsilonRoot">Added under the root, which makes derivatives through the step smooth.</param>
public sealed record ScaleByRootMeanSquare(double Decay, double Epsilon, double EpsilonRoot = 0) : GradientTransform
{
    /// <summary>How much of the last mean is kept.</summary>
    public double Decay { get; init => field = Checks.Decay(value); } = Checks.Decay(Decay);

    /// <summary>Added to the root.</summary>
    public double Epsilon { get; init => field = Checks.Positive(value, "an epsilon"); } =
        Checks.Positive(Epsilon, "an epsilon");

    /// <summary>Added under the root.</summary>
    public double EpsilonRoot { get; init => field = Checks.NotNegative(value, "an epsilon under a root"); } =
        Checks.NotNegative(EpsilonRoot, "an epsilon under a root");

    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
        OptimizerState<TModel>.OfMoments(OptimizerState<TModel>.ZerosLike(parameters));

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var mean = state.Moments[0].Zip(gradients, (h, g) => (Decay * h) + ((1 - Decay) * g.Square()));
        return (gradients.Zip(mean, (g, h) => g / (Settings.Root(h, EpsilonRoot) + Epsilon)),
            OptimizerState<TModel>.OfMoments(mean));
    }
}
