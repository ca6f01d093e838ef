using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Updates times a factor.</summary>
/// <param name="Factor">The factor, a scalar; −η turns gradients into a step of gradient descent.</param>
public sealed record Scale(Expr Factor) : GradientTransform
{
    /// <summary>The factor, a scalar.</summary>
    public Expr Factor { get; init => field = Checks.Factor(value); } = Checks.Factor(Factor);

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters) => (gradients.Map(g => Factor * g), state);
}

/// <summary>Updates times a factor that depends on the step.</summary>
/// <remarks>The state holds the number of steps made, a <see cref="StepCount"/>.</remarks>
/// <param name="Factor">The factor.</param>
public sealed record ScaleBySchedule(Schedule Factor) : GradientTransform
{
    /// <summary>The factor at each step.</summary>
    public Schedule Factor { get; init => field = Checks.Finite(value); } = Checks.Finite(Factor);

    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) => new([], StepCount.Zero.Scalars, []);

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var steps = StepCount.Of(state.Scalars);
        var factor = Factor.At(steps.Value);
        return (gradients.Map(g => factor * g), new([], steps.Next().Scalars, []));
    }
}
