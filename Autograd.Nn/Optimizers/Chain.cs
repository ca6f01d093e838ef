using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Transforms one after another: each takes the updates of the one before.</summary>
/// <param name="Parts">The transforms, first to last.</param>
public sealed record Chain(ValueList<GradientTransform> Parts) : GradientTransform
{
    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
        new([], [], [.. Parts.Select(part => part.Start(parameters))]);

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var states = ImmutableArray.CreateBuilder<OptimizerState<TModel>>(Parts.Count);
        var updates = gradients;
        for (var i = 0; i < Parts.Count; i++)
        {
            (updates, var next) = Parts[i].Update(updates, state.Parts[i], parameters);
            states.Add(next);
        }

        return (updates, new([], [], states.MoveToImmutable()));
    }
}
