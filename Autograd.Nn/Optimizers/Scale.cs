using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Updates times a factor.</summary>
/// <param name="Factor">The factor, a scalar; −η turns gradients into a step of gradient descent.</param>
public sealed record Scale(Expr Factor) : GradientTransform
{
    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(TModel gradients, OptimizerState<TModel> state, TModel parameters) =>
        (gradients.Map(g => Factor * g), state);
}

/// <summary>Updates times a factor that depends on the step.</summary>
/// <remarks>The state holds the number of steps made.</remarks>
/// <param name="Factor">The factor.</param>
public sealed record ScaleBySchedule(Schedule Factor) : GradientTransform
{
    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) => new([], [Prelude.Literal(0)], []);

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        var factor = Factor.At(state.Scalars[0]);
        return (gradients.Map(g => factor * g), new([], [state.Scalars[0] + 1], []));
    }
}
