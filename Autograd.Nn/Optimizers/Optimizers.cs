using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>The optimizers of <i>Deep Learning from Scratch</i>, section 6.1, each one expression over small transforms.</summary>
public static class Optimizers
{
    /// <summary>Stochastic gradient descent: p ← p − η g (eq. 6.1).</summary>
    public static GradientTransform Sgd(double learningRate) => new Scale(-Rate(learningRate));

    /// <summary>Momentum: v ← α v − η g; p ← p + v (eqs. 6.3 and 6.4).</summary>
    public static GradientTransform Momentum(double learningRate, double momentum = 0.9) =>
        Chain(new Scale(-Rate(learningRate)), new Trace(momentum));

    /// <summary>Adam: a step of about η along each coordinate, whatever the scale of its gradient (Kingma and Ba 2015).</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="firstDecay">β₁.</param>
    /// <param name="secondDecay">β₂.</param>
    /// <param name="epsilon">Added to the root of the mean square.</param>
    public static GradientTransform Adam(double learningRate, double firstDecay = 0.9, double secondDecay = 0.999, double epsilon = 1e-8) =>
        Chain(new ScaleByAdam(firstDecay, secondDecay, epsilon), new Scale(-Rate(learningRate)));

    /// <summary>Transforms one after another.</summary>
    public static GradientTransform Chain(params ReadOnlySpan<GradientTransform> parts) => new Chain(ValueList.Of(parts));

    /// <summary>One step as a graph: the parameters and the state after it.</summary>
    public static (TModel Parameters, OptimizerState<TModel> State) Step<TModel>(
        this GradientTransform optimizer, TModel gradients, OptimizerState<TModel> state, TModel parameters)
        where TModel : IParameterRecord<TModel>
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        var (updates, next) = optimizer.Update(gradients, state, parameters);
        return (parameters.Zip(updates, (p, u) => p + u), next);
    }

    private static double Rate(double learningRate) => double.IsFinite(learningRate) && learningRate > 0
        ? learningRate
        : throw new ArgumentOutOfRangeException(nameof(learningRate), $"A learning rate is a finite number above 0, not {learningRate}.");
}
