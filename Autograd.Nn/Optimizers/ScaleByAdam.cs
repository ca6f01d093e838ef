using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// Gradients over the root of their running mean square, both freed of their bias to the zero start (Kingma and Ba
/// 2015, algorithm 1).
/// </summary>
/// <remarks>
/// The state holds the two running means m and v, and β₁ᵗ and β₂ᵗ as running products, which end at 0 and so never
/// stall.
/// Where all gradients so far were 0 the root has the derivative 0, and the step, m̂ / (√v̂ + ε), its own: 1/ε at the
/// first.
/// </remarks>
/// <param name="FirstDecay">β₁, how much of the last mean of gradients is kept.</param>
/// <param name="SecondDecay">β₂, how much of the last mean of squares is kept.</param>
/// <param name="Epsilon">Added to the root, against division by zero.</param>
/// <param name="EpsilonRoot">Added under the root, which makes derivatives through the step smooth (Optax's
/// <c>eps_root</c>).</param>
public sealed record ScaleByAdam(double FirstDecay, double SecondDecay, double Epsilon, double EpsilonRoot = 0)
    : GradientTransform
{
    /// <summary>How much of the last mean of gradients is kept.</summary>
    public double FirstDecay { get; init => field = Checks.Decay(value); } = Checks.Decay(FirstDecay);

    /// <summary>How much of the last mean of squares is kept.</summary>
    public double SecondDecay { get; init => field = Checks.Decay(value); } = Checks.Decay(SecondDecay);

    /// <summary>Added to the root.</summary>
    public double Epsilon { get; init => field = Checks.Positive(value, "an epsilon"); } =
        Checks.Positive(Epsilon, "an epsilon");

    /// <summary>Added under the root.</summary>
    public double EpsilonRoot { get; init => field = Checks.NotNegative(value, "an epsilon under a root"); } =
        Checks.NotNegative(EpsilonRoot, "an epsilon under a root");

    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters)
    {
        var zeros = OptimizerState<TModel>.ZerosLike(parameters);
        return new([zeros, zeros], [Prelude.Literal(1), Prelude.Literal(1)], []);
    }

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var first = state.Moments[0].Zip(gradients, (m, g) => (FirstDecay * m) + ((1 - FirstDecay) * g));
        var second = state.Moments[1].Zip(gradients, (v, g) => (SecondDecay * v) + ((1 - SecondDecay) * g.Square()));
        var (firstPower, secondPower) = (FirstDecay * state.Scalars[0], SecondDecay * state.Scalars[1]);
        var (firstScale, secondScale) = (1 / (1 - firstPower), 1 / (1 - secondPower));
        var updates = first.Zip(second, (m, v) =>
            firstScale * m / (Settings.Root(secondScale * v, EpsilonRoot) + Epsilon));
        return (updates, new([first, second], [firstPower, secondPower], []));
    }
}
