using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// A transform whose settings are numbers of its state: one plan serves them all, and a search changes them without
/// compiling.
/// </summary>
/// <param name="Make">From the settings, scalars, to the transform.</param>
/// <param name="Settings">The settings at the start.</param>
public sealed record Adjustable(Func<ImmutableArray<Expr>, GradientTransform> Make, ValueList<double> Settings)
    : GradientTransform
{
    /// <summary>The settings at the start, finite numbers.</summary>
    public ValueList<double> Settings { get; init => field = Checks.Finite(value); } = Checks.Finite(Settings);

    /// <inheritdoc/>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters)
    {
        var settings = OptimizerState<TModel>.OfSettings([.. Settings]);
        return new([], settings, [Make(settings).Start(parameters)]);
    }

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var (updates, next) = Make(state.Scalars).Update(gradients, state.Parts[0], parameters);
        return (updates, new([], state.Scalars, [next]));
    }
}
