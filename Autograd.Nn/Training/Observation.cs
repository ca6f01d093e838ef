using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>A look at training on the way.</summary>
/// <param name="Iteration">How many steps have been made.</param>
/// <param name="Loss">The mean loss of the batches since the last look, each before its step.</param>
/// <param name="State">Where training stands: a value that later steps do not change.</param>
/// <typeparam name="TModel">The type of the model.</typeparam>
public sealed record Observation<TModel>(int Iteration, double Loss, TrainState<TModel> State)
    where TModel : IParameterRecord<TModel>;
