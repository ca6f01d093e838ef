using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>A look at training on the way.</summary>
/// <param name="Iteration">How many steps have been made.</param>
/// <param name="Loss">The mean loss of the batches since the last look, each before its step.</param>
/// <param name="State">Where training stands: a value that later steps do not change.</param>
/// <typeparam name="TState">The type of the state.</typeparam>
public sealed record Observation<TState>(int Iteration, double Loss, TState State)
    where TState : IParameterRecord<TState>;
