using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Where training stands: a value, to go on from, to save, or to go back to.</summary>
/// <param name="Parameters">The model.</param>
/// <param name="Optimizer">What the optimizer remembers.</param>
/// <typeparam name="TModel">The type of the model.</typeparam>
[ParameterRecord]
public sealed partial record TrainState<TModel>(TModel Parameters, OptimizerState<TModel> Optimizer)
    where TModel : IParameterRecord<TModel>;
