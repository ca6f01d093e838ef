using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// The optimizers of <i>Deep Learning from Scratch</i>, section 6.1, and later ones: each is one expression over small
/// transforms.
/// </summary>
/// <remarks>A learning rate is a number or a <see cref="Schedule"/>.</remarks>
public static class Optimizers
{
    /// <summary>Stochastic gradient descent: p ← p − η g (eq. 6.1).</summary>
    /// <param name="learningRate">η.</param>
    public static GradientTransform Sgd(Schedule learningRate) => Descend(learningRate);

    /// <summary>Momentum: v ← α v − η g; p ← p + v (eqs. 6.3 and 6.4).</summary>
    /// <param name="learningRate">η, which is inside the velocity.</param>
    /// <param name="momentum">α.</param>
    public static GradientTransform Momentum(Schedule learningRate, double momentum = 0.9) =>
        Chain(Descend(learningRate), new Trace(Checks.Decay(momentum, nameof(momentum))));

    /// <summary>
    /// Momentum that takes the gradient's step from where the velocity leads: v ← α v − η g; p ← p + α v − η g.
    /// </summary>
    /// <param name="learningRate">η, which is inside the velocity.</param>
    /// <param name="momentum">α.</param>
    public static GradientTransform Nesterov(Schedule learningRate, double momentum = 0.9) =>
        Chain(Descend(learningRate), new Trace(Checks.Decay(momentum, nameof(momentum)), Nesterov: true));

    /// <summary>AdaGrad: h ← h + g²; p ← p − η g / (√h + ε) (eqs. 6.5 and 6.6).</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="epsilon">ε, added to the root.</param>
    /// <param name="epsilonRoot">Added under the root, for smooth derivatives through the step.</param>
    public static GradientTransform AdaGrad(Schedule learningRate, double epsilon = 1e-7, double epsilonRoot = 0) =>
        Chain(new ScaleByRootSumOfSquares(epsilon, epsilonRoot), Descend(learningRate));

    /// <summary>RMSProp: h ← ρ h + (1 − ρ) g²; p ← p − η g / (√h + ε).</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="decay">ρ.</param>
    /// <param name="epsilon">ε, added to the root.</param>
    /// <param name="epsilonRoot">Added under the root, for smooth derivatives through the step.</param>
    public static GradientTransform RmsProp(
        Schedule learningRate, double decay = 0.99, double epsilon = 1e-7, double epsilonRoot = 0) =>
        Chain(new ScaleByRootMeanSquare(decay, epsilon, epsilonRoot), Descend(learningRate));

    /// <summary>
    /// Adam: a step of about η along each coordinate, whatever the scale of its gradient (Kingma and Ba 2015).
    /// </summary>
    /// <param name="learningRate">η.</param>
    /// <param name="firstDecay">β₁.</param>
    /// <param name="secondDecay">β₂.</param>
    /// <param name="epsilon">Added to the root of the mean square.</param>
    /// <param name="epsilonRoot">Added under the root, for smooth derivatives through the step.</param>
    public static GradientTransform Adam(
        Schedule learningRate,
        double firstDecay = 0.9,
        double secondDecay = 0.999,
        double epsilon = 1e-8,
        double epsilonRoot = 0) =>
        Chain(new ScaleByAdam(firstDecay, secondDecay, epsilon, epsilonRoot), Descend(learningRate));

    /// <summary>
    /// Adam with decoupled weight decay: p ← p − η (step + λ p) (Loshchilov and Hutter 2019); biases do not decay.
    /// </summary>
    /// <param name="learningRate">η.</param>
    /// <param name="decay">λ.</param>
    /// <param name="firstDecay">β₁.</param>
    /// <param name="secondDecay">β₂.</param>
    /// <param name="epsilon">Added to the root of the mean square.</param>
    /// <param name="epsilonRoot">Added under the root, for smooth derivatives through the step.</param>
    public static GradientTransform AdamW(
        Schedule learningRate,
        double decay = 0.01,
        double firstDecay = 0.9,
        double secondDecay = 0.999,
        double epsilon = 1e-8,
        double epsilonRoot = 0) =>
        Chain(
            new ScaleByAdam(firstDecay, secondDecay, epsilon, epsilonRoot),
            new AddDecayedWeights(decay),
            Descend(learningRate));

    /// <summary>
    /// Lion: a step of η along each coordinate, against the sign of the gradients' mean, with decoupled weight decay:
    /// p ← p − η (sign(β₁ m + (1 − β₁) g) + λ p) (Chen et al. 2023); biases do not decay.
    /// </summary>
    /// <param name="learningRate">η; about a tenth of Adam's.</param>
    /// <param name="decay">λ.</param>
    /// <param name="firstDecay">β₁.</param>
    /// <param name="secondDecay">β₂.</param>
    public static GradientTransform Lion(
        Schedule learningRate, double decay = 0, double firstDecay = 0.9, double secondDecay = 0.99) =>
        Chain(new ScaleByLion(firstDecay, secondDecay), new AddDecayedWeights(decay), Descend(learningRate));

    /// <summary>Transforms one after another.</summary>
    /// <param name="parts">The transforms, first to last.</param>
    public static GradientTransform Chain(params ReadOnlySpan<GradientTransform> parts) =>
        new Chain(ValueList.Of(parts));

    /// <summary>A transform for some of the parameters; the updates of the others pass through as they are.</summary>
    /// <param name="transform">The transform.</param>
    /// <param name="mask">A record of the model's own shape: 1 where the transform is meant for a leaf, 0 where it is
    /// not, or a mask that broadcasts to it.</param>
    /// <example><code>
    /// var weights = net.Map((Leaf leaf) => leaf.Path.EndsWith("Weight") ? 1 : 0);
    /// Optimizers.Chain(new AddDecayedWeights(0.1).Only(weights), Optimizers.Sgd(0.1))   // trains all, decays weights
    /// </code></example>
    public static GradientTransform Only<TModel>(this GradientTransform transform, TModel mask)
        where TModel : IParameterRecord<TModel> => new Masked(transform, LeafMask.Of(mask));

    /// <summary>A transform for the leaves of some paths; the updates of the others pass through as they are.</summary>
    /// <param name="transform">The transform.</param>
    /// <param name="leaves">Whether the transform is meant for a leaf, from its path.</param>
    /// <example><c>new AddDecayedWeights(0.1).Only(path => path.EndsWith("Weight"))</c></example>
    public static GradientTransform Only(this GradientTransform transform, Func<string, bool> leaves) =>
        new Masked(transform, LeafMask.OfPaths(leaves));

    /// <summary>An optimizer that leaves some of the parameters as they are.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="mask">A record of the model's own shape: 1 where a leaf is frozen, 0 where it is trained, or a
    /// mask that broadcasts to it.</param>
    /// <example><code>
    /// var hidden = net.Map(leaf => 0) with { Hidden = net.Hidden.Map(leaf => 1) };
    /// var optimizer = Optimizers.Adam(0.001).Freeze(hidden);   // trains all but the hidden layer
    /// </code></example>
    public static GradientTransform Freeze<TModel>(this GradientTransform optimizer, TModel mask)
        where TModel : IParameterRecord<TModel> => Freeze(optimizer, LeafMask.Of(mask));

    /// <summary>An optimizer that leaves the leaves of some paths as they are.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="leaves">Whether a leaf is frozen, from its path.</param>
    /// <example><c>Optimizers.Adam(0.001).Freeze(path => path.StartsWith("Hidden"))</c></example>
    public static GradientTransform Freeze(this GradientTransform optimizer, Func<string, bool> leaves) =>
        Freeze(optimizer, LeafMask.OfPaths(leaves));

    /// <summary>
    /// An optimizer for each group of leaves. Each leaf is in exactly one group; <see cref="SetToZero"/> freezes one.
    /// </summary>
    /// <param name="groups">For each group whether a leaf is in it, from its path, and the optimizer.</param>
    /// <example><code>
    /// var optimizer = Optimizers.Groups(
    ///     (path => path.EndsWith("Bias"), Optimizers.Sgd(0.01)),
    ///     (path => path.EndsWith("Weight"), Optimizers.AdamW(0.001)));
    /// </code></example>
    public static GradientTransform Groups(
        params ReadOnlySpan<(Func<string, bool> Leaves, GradientTransform Optimizer)> groups) =>
        new Groups(groups.ToArray()
            .Select(group => new Masked(group.Optimizer, LeafMask.OfPaths(group.Leaves)))
            .ToValueList());

    /// <summary>An optimizer whose settings are part of its state, so that one plan serves all settings.</summary>
    /// <param name="make">From the settings, scalars, to the optimizer.</param>
    /// <param name="settings">The settings at the start; <see cref="OptimizerState{TModel}.WithSettings"/> gives
    /// others.</param>
    /// <example><code>
    /// var optimizer = Optimizers.Adjustable(s => Optimizers.Sgd(s[0]), 0.1);
    /// </code></example>
    public static GradientTransform Adjustable(
        Func<ImmutableArray<Expr>, GradientTransform> make, params ReadOnlySpan<double> settings) =>
        new Adjustable(make, ValueList.Of(settings));

    /// <summary>One step as a graph: the parameters and the state after it.</summary>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="gradients">The gradients at the parameters.</param>
    /// <param name="state">The state, as <c>Start</c> or the step before gave it.</param>
    /// <param name="parameters">The parameters before the step.</param>
    /// <exception cref="ArgumentException">The state is another optimizer's or another model's, or a gradient passes
    /// through unchanged.</exception>
    public static (TModel Parameters, OptimizerState<TModel> State) Step<TModel>(
        this GradientTransform optimizer, TModel gradients, OptimizerState<TModel> state, TModel parameters)
        where TModel : IParameterRecord<TModel>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        state.ExpectStateOf(optimizer, parameters);
        var (updates, next) = optimizer.Update(gradients, state, parameters);
        updates.Zip(gradients, ExpectChanged);
        return (parameters.Zip(updates, (p, u) => p + u), next);
    }

    private static Chain Freeze(GradientTransform optimizer, LeafMask mask)
    {
        var frozen = new Masked(new SetToZero(), mask);
        return new(ValueList.Of<GradientTransform>(frozen, optimizer, frozen));
    }

    // A gradient that is added as it is climbs the loss: a mask left it out, and no other transform took it.
    private static Expr ExpectChanged(Leaf update, Expr gradient)
    {
        var passed = update.Value.Op is Autograd.Graph.Ops.Where ? update.Value.Inputs[2] : update.Value;
        return passed != gradient || Settings.Written(gradient) == 0
            ? gradient
            : throw new ArgumentException(
                $"No transform of the optimizer takes the gradient of "
                    + $"{(update.Path.Length == 0 ? "the parameter" : update.Path)}, so it would be "
                + "added as it is and the loss would grow. A masked transform (Only) passes the rest through: give "
                    + "the rest a transform of its own in a "
                + "Chain or in Groups, or keep it as it is with Freeze.",
                nameof(update));
    }

    private static GradientTransform Descend(Schedule learningRate) => Checks.Rate(learningRate).Constant is { } rate
        ? new Scale(rate.Op is Autograd.Graph.Ops.Literal { Number: { } number } ? -number : -rate)
        : new ScaleBySchedule(Schedule.Of(step => -learningRate.At(step)));
}
