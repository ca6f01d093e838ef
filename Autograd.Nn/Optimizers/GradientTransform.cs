using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// A pure step from gradients to updates: a starting state, and a rule. Optimizers are chains of these.
/// </summary>
/// <remarks>
/// An update is what is added to the parameters. Everything is an expression, so that a training step compiles to one
/// plan and can itself be differentiated. The design follows Optax (DeepMind).
/// </remarks>
public abstract record GradientTransform
{
    /// <summary>The state before the first step.</summary>
    /// <param name="parameters">The parameters, whose structure the state takes.</param>
    public virtual OptimizerState<TModel> Start<TModel>(TModel parameters)
        where TModel : IParameterRecord<TModel> => OptimizerState<TModel>.Empty;

    /// <summary>One step.</summary>
    /// <param name="gradients">The gradients, or the updates of the transform before.</param>
    /// <param name="state">The state, as the step before left it.</param>
    /// <param name="parameters">The parameters before the step.</param>
    /// <returns>The updates, and the state for the next step.</returns>
    public abstract (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
        where TModel : IParameterRecord<TModel>;
}
