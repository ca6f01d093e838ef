using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Updates times a factor.</summary>
/// <param name="Factor">The factor; −η turns gradients into a step of gradient descent.</param>
public sealed record Scale(double Factor) : GradientTransform
{
    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(TModel gradients, OptimizerState<TModel> state, TModel parameters) =>
        (gradients.Map(g => Factor * g), state);
}

/// <summary>A running sum v ← decay · v + g, which is also the update.</summary>
/// <param name="Decay">How much of the last sum is kept.</param>
public sealed record Trace(double Decay) : GradientTransform
{
    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
        OptimizerState<TModel>.OfMoments(OptimizerState<TModel>.ZerosLike(parameters));

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
        var sum = state.Moments[0].Zip(gradients, (v, g) => (Decay * v) + g);
        return (sum, OptimizerState<TModel>.OfMoments(sum));
    }
}

/// <summary>Transforms one after another: each takes the updates of the one before.</summary>
/// <param name="Parts">The transforms, first to last.</param>
public sealed record Chain(ValueList<GradientTransform> Parts) : GradientTransform
{
    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters) => new([], [], [.. Parts.Select(part => part.Start(parameters))]);

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        ArgumentNullException.ThrowIfNull(state);
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
