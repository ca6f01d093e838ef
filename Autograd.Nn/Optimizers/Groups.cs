using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>A transform for each group of leaves; each leaf is in exactly one group.</summary>
/// <param name="Parts">The transforms with their leaves.</param>
public sealed record Groups(ValueList<Masked> Parts) : GradientTransform
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A leaf is in no group, or in two.</exception>
    public override OptimizerState<TModel> Start<TModel>(TModel parameters)
    {
        GroupOf(parameters);
        return new([], [], [.. Parts.Select(part => part.Start(parameters))]);
    }

    /// <inheritdoc/>
    public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
        TModel gradients, OptimizerState<TModel> state, TModel parameters)
    {
        state.ExpectStateOf(this, parameters);
        var groups = GroupOf(parameters);
        var made = Parts.Select((part, i) => part.Update(gradients, state.Parts[i], parameters)).ToArray();
        var updates = made.Select(update => update.Updates.Leaves()).ToArray();
        return (gradients.WithLeaves([.. groups.Select((group, leaf) => updates[group][leaf].Value)]),
            new([], [], [.. made.Select(update => update.State)]));
    }

    private ImmutableArray<int> GroupOf<TModel>(TModel parameters)
        where TModel : IParameterRecord<TModel>
    {
        var leaves = parameters.Leaves();
        var masks = Parts.Select(part => part.Mask.Over(parameters)).ToArray();
        return [.. leaves.Select((leaf, i) => GroupOf(leaf, [.. masks.Select(mask => mask[i])]))];
    }

    private static int GroupOf(Leaf leaf, ImmutableArray<Expr> masks)
    {
        if (masks.Any(mask => LeafMask.Whole(mask) is null))
            throw new ArgumentException(
                $"{leaf.Path} is divided among groups; a group has whole leaves. Use Only for parts of a leaf.");
        var groups = masks.Index()
            .Where(mask => LeafMask.Whole(mask.Item) is true)
            .Select(mask => mask.Index)
            .ToArray();
        return groups switch
        {
            [var one] => one,
            [] => throw new ArgumentException(
                $"{leaf.Path} is in no group; to freeze it, give it a group with SetToZero."),
            [var first, var second, ..] =>
                throw new ArgumentException(
                    $"{leaf.Path} is in group {first + 1} and in group {second + 1}; a leaf is in one."),
        };
    }
}
