using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Where training stands: a value, to go on from, to save, or to go back to.</summary>
/// <param name="Parameters">The model.</param>
/// <param name="Optimizer">What the optimizer remembers.</param>
/// <typeparam name="TModel">The type of the model.</typeparam>
[ParameterRecord]
public sealed partial record TrainState<TModel>(TModel Parameters, OptimizerState<TModel> Optimizer)
    where TModel : IParameterRecord<TModel>;

/// <summary>Where training of a model with a state of its own stands.</summary>
/// <param name="Parameters">The model.</param>
/// <param name="Optimizer">What the optimizer remembers.</param>
/// <param name="Carry">What flows from step to step beside them: running statistics, a key.</param>
/// <typeparam name="TModel">The type of the model.</typeparam>
/// <typeparam name="TCarry">The type of its state.</typeparam>
[ParameterRecord]
public sealed partial record TrainState<TModel, TCarry>(
    TModel Parameters, OptimizerState<TModel> Optimizer, TCarry Carry)
    where TModel : IParameterRecord<TModel>
    where TCarry : IParameterRecord<TCarry>;
