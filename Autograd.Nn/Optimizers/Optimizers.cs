using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>The optimizers of <i>Deep Learning from Scratch</i>, section 6.1, and later ones: each is one expression over small transforms.</summary>
/// <remarks>A learning rate is a number or a <see cref="Schedule"/>.</remarks>
public static class Optimizers
{
    /// <summary>Stochastic gradient descent: p ← p − η g (eq. 6.1).</summary>
    public static GradientTransform Sgd(Schedule learningRate) => Descend(learningRate);

    /// <summary>Momentum: v ← α v − η g; p ← p + v (eqs. 6.3 and 6.4).</summary>
    public static GradientTransform Momentum(Schedule learningRate, double momentum = 0.9) =>
        Chain(Descend(learningRate), new Trace(momentum));

    /// <summary>Momentum that takes the gradient's step from where the velocity leads: v ← α v − η g; p ← p + α v − η g.</summary>
    public static GradientTransform Nesterov(Schedule learningRate, double momentum = 0.9) =>
        Chain(Descend(learningRate), new Trace(momentum, Nesterov: true));

    /// <summary>AdaGrad: h ← h + g²; p ← p − η g / (√h + ε) (eqs. 6.5 and 6.6).</summary>
    public static GradientTransform AdaGrad(Schedule learningRate, double epsilon = 1e-7) =>
        Chain(new ScaleByRootSumOfSquares(epsilon), Descend(learningRate));

    /// <summary>RMSProp: h ← ρ h + (1 − ρ) g²; p ← p − η g / (√h + ε).</summary>
    public static GradientTransform RmsProp(Schedule learningRate, double decay = 0.99, double epsilon = 1e-7) =>
        Chain(new ScaleByRootMeanSquare(decay, epsilon), Descend(learningRate));

    /// <summary>Adam: a step of about η along each coordinate, whatever the scale of its gradient (Kingma and Ba 2015).</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="firstDecay">β₁.</param>
    /// <param name="secondDecay">β₂.</param>
    /// <param name="epsilon">Added to the root of the mean square.</param>
    public static GradientTransform Adam(Schedule learningRate, double firstDecay = 0.9, double secondDecay = 0.999, double epsilon = 1e-8) =>
        Chain(new ScaleByAdam(firstDecay, secondDecay, epsilon), Descend(learningRate));

    /// <summary>Adam with decoupled weight decay: p ← p − η (step + λ p) (Loshchilov and Hutter 2019); biases do not decay.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="decay">λ.</param>
    /// <param name="firstDecay">β₁.</param>
    /// <param name="secondDecay">β₂.</param>
    /// <param name="epsilon">Added to the root of the mean square.</param>
    public static GradientTransform AdamW(Schedule learningRate, double decay = 0.01, double firstDecay = 0.9, double secondDecay = 0.999, double epsilon = 1e-8) =>
        Chain(new ScaleByAdam(firstDecay, secondDecay, epsilon), new AddDecayedWeights(decay), Descend(learningRate));

    /// <summary>Transforms one after another.</summary>
    public static GradientTransform Chain(params ReadOnlySpan<GradientTransform> parts) => new Chain(ValueList.Of(parts));

    /// <summary>An optimizer for some of the parameters; the others are frozen.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="mask">A record of the model's own shape: 1 where a leaf is trained, 0 where it is frozen, or a mask that broadcasts to it.</param>
    /// <example><code>
    /// var mask = net.Map(leaf => 1) with { Hidden = net.Hidden.Map(leaf => 0) };   // train all but the hidden layer
    /// var optimizer = Optimizers.Sgd(0.1).Only(mask);
    /// </code></example>
    public static GradientTransform Only<TModel>(this GradientTransform optimizer, TModel mask)
        where TModel : IParameterRecord<TModel>
        => new Masked(optimizer, mask.Leaves().Select(leaf => leaf.Value).ToValueList());

    /// <summary>An optimizer whose settings are part of its state, so that one plan serves all settings.</summary>
    /// <param name="make">From the settings, scalars, to the optimizer.</param>
    /// <param name="settings">The settings at the start; <see cref="OptimizerState{TModel}.WithSettings"/> gives others.</param>
    /// <example><code>
    /// var optimizer = Optimizers.Adjustable(s => Optimizers.Sgd(s[0]), 0.1);
    /// </code></example>
    public static GradientTransform Adjustable(Func<ImmutableArray<Expr>, GradientTransform> make, params ReadOnlySpan<double> settings) =>
        new Adjustable(make, ValueList.Of(settings));

    /// <summary>One step as a graph: the parameters and the state after it.</summary>
    public static (TModel Parameters, OptimizerState<TModel> State) Step<TModel>(
        this GradientTransform optimizer, TModel gradients, OptimizerState<TModel> state, TModel parameters)
        where TModel : IParameterRecord<TModel>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var (updates, next) = optimizer.Update(gradients, state, parameters);
        return (parameters.Zip(updates, (p, u) => p + u), next);
    }

    private static GradientTransform Descend(Schedule learningRate) => Checks.Rate(learningRate).Constant is { } rate
        ? new Scale(rate.Op is Autograd.Graph.Ops.Literal { Number: { } number } ? -number : -rate)
        : new ScaleBySchedule(Schedule.Of(step => -learningRate.At(step)));
}
