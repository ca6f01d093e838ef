using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Each number of an update between two bounds of the same size.</summary>
/// <param name="Most">The largest size of a number.</param>
public sealed record ClipByValue(double Most) : GradientTransform
{
    /// <summary>The largest size of a number.</summary>
    public double Most { get; init => field = Checks.Positive(value, "a bound"); } = Checks.Positive(Most, "a bound");

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters) =>
        (gradients.Map(g => g.Clip(-Most, Most)), state);
}

/// <summary>
/// All updates together scaled down to a length, where they are longer (Pascanu, Mikolov and Bengio 2013).
/// </summary>
/// <param name="Most">The largest Euclidean length of all leaves as one vector.</param>
public sealed record ClipByGlobalNorm(double Most) : GradientTransform
{
    /// <summary>The largest Euclidean length of all leaves as one vector.</summary>
    public double Most { get; init => field = Checks.Positive(value, "a length"); } = Checks.Positive(Most, "a length");

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        var squares = gradients.Fold(Prelude.Literal(0), (sum, leaf) => sum + leaf.Value.Square().Sum());
        var factor = Most / Settings.Root(squares).Maximum(Most);
        return (gradients.Map(g => factor * g), state);
    }
}
