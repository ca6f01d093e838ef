using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Transforms;

namespace Autograd.Nn;

/// <summary>A step of training: forward pass, backward pass and update.</summary>
/// <typeparam name="TModel">The type of the model.</typeparam>
public sealed class TrainStep<TModel> : Step<TrainState<TModel>>
    where TModel : IParameterRecord<TModel>
{
    private readonly GradientTransform _optimizer;

    internal TrainStep(Func<TModel, Expr, Expr, Expr> loss, GradientTransform optimizer, PlanOptions? options)
        : base((state, x, t) => Next(loss(state.Parameters, x, t), state, optimizer, options?.Stable), options) =>
            _optimizer = optimizer;

    /// <summary>The state before the first step.</summary>
    /// <param name="parameters">The model to start from.</param>
    public TrainState<TModel> Start(TModel parameters) => new(parameters, _optimizer.Start(parameters));

    private static (TrainState<TModel> State, Expr Loss) Next(
        Expr loss, TrainState<TModel> state, GradientTransform optimizer, bool? stable)
    {
        var (descended, stableLoss) = TrainStep.Descend(loss, state.Parameters, state.Optimizer, optimizer, stable);
        return (new(descended.Parameters, descended.State), stableLoss);
    }
}

/// <summary>A step of training of a model with a state of its own: running statistics, a key.</summary>
/// <typeparam name="TModel">The type of the model.</typeparam>
/// <typeparam name="TCarry">What flows from step to step beside the model.</typeparam>
public sealed class TrainStep<TModel, TCarry> : Step<TrainState<TModel, TCarry>>
    where TModel : IParameterRecord<TModel>
    where TCarry : IParameterRecord<TCarry>
{
    private readonly GradientTransform _optimizer;

    internal TrainStep(Func<TModel, TCarry, Expr, Expr, (Expr Loss, TCarry Carry)> loss, GradientTransform optimizer,
        PlanOptions? options)
        : base((state, x, t) => Next(loss(state.Parameters, state.Carry, x, t), state, optimizer, options?.Stable),
            options) => _optimizer = optimizer;

    /// <summary>The state before the first step.</summary>
    /// <param name="parameters">The model to start from.</param>
    /// <param name="carry">What flows from step to step beside the model, at the start.</param>
    public TrainState<TModel, TCarry> Start(TModel parameters, TCarry carry) =>
        new(parameters, _optimizer.Start(parameters), carry);

    private static (TrainState<TModel, TCarry> State, Expr Loss) Next(
        (Expr Loss, TCarry Carry) made, TrainState<TModel, TCarry> state, GradientTransform optimizer, bool? stable)
    {
        var (descended, stableLoss) =
            TrainStep.Descend(made.Loss, state.Parameters, state.Optimizer, optimizer, stable);
        return (new(descended.Parameters, descended.State, made.Carry), stableLoss);
    }
}

/// <summary>What all training steps share.</summary>
internal static class TrainStep
{
    public static ((TModel Parameters, OptimizerState<TModel> State) Descended, Expr Loss) Descend<TModel>(
        Expr loss, TModel parameters, OptimizerState<TModel> state, GradientTransform optimizer, bool? stable)
        where TModel : IParameterRecord<TModel>
    {
        if (stable ?? PlanOptions.Default.Stable) loss = Stabilize.Apply(loss);
        return (optimizer.Step(loss.Gradient(parameters), state, parameters), loss);
    }
}
