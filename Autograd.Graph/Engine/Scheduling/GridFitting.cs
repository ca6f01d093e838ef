using System.Collections.Immutable;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>
/// Chooses how the elements of a fusion group are seen as rows × columns, so that most broadcast operands can be read
/// in place.
/// </summary>
internal static class GridFitting
{
    /// <summary>
    /// The grid and the pattern of each operand; null for an operand that fits no pattern and must be written out
    /// first.
    /// </summary>
    /// <param name="group">The shape of the group's nodes.</param>
    /// <param name="broadcastFrom">For each operand the shape before its broadcast, or null where there is
    /// none.</param>
    public static (Grid Grid, ImmutableArray<BroadcastPattern?> Patterns) For(
        Shape group, IReadOnlyList<Shape?> broadcastFrom)
    {
        if (AllFullOrScalar(group, broadcastFrom) is { } simple) return (ByLeadingAxis(group), simple);
        var best = Split(group, broadcastFrom, 0);
        for (var split = 1; split < group.Rank; split++)
        {
            var next = Split(group, broadcastFrom, split);
            if (next.Patterns.Count(pattern => pattern is null) < best.Patterns.Count(pattern => pattern is null))
            {
                best = next;
            }
        }

        return best.Patterns.All(pattern => pattern is BroadcastPattern.Full or BroadcastPattern.Scalar)
            ? (ByLeadingAxis(group), best.Patterns)
            : best;
    }

    // Most groups read only whole tensors and single numbers. Any split serves them.
    private static ImmutableArray<BroadcastPattern?>? AllFullOrScalar(Shape group, IReadOnlyList<Shape?> broadcastFrom)
    {
        var patterns = ImmutableArray.CreateBuilder<BroadcastPattern?>(broadcastFrom.Count);
        foreach (var from in broadcastFrom)
        {
            if (from is { } shape && shape.Size != 1) return null;
            patterns.Add(from is null || group.Size == 1 ? BroadcastPattern.Full : BroadcastPattern.Scalar);
        }

        return patterns.MoveToImmutable();
    }

    // Matrix products and reductions have the same rows, so the group can join their pipeline.
    private static Grid ByLeadingAxis(Shape group) =>
        group.Rank == 0 ? new(1, 1) : new(group[0], group[0] == 0 ? Product(group, 1) : group.Size / group[0]);

    private static int Product(Shape shape, int from) => shape.Skip(from).Aggregate(1, (n, axis) => n * axis);

    private static (Grid Grid, ImmutableArray<BroadcastPattern?> Patterns) Split(
        Shape group, IReadOnlyList<Shape?> broadcastFrom, int split)
    {
        var grid = new Grid(group.Take(split).Aggregate(1, (n, axis) => n * axis),
            group.Skip(split).Aggregate(1, (n, axis) => n * axis));
        return (grid,
            [.. broadcastFrom.Select(
                from => from is { } shape ? PatternOf(group, shape, split) : BroadcastPattern.Full)]);
    }

    private static BroadcastPattern? PatternOf(Shape group, Shape from, int split)
    {
        var strides = Broadcasting.Strides(from, group);
        return (RepetitionOf(group, strides, 0, split), RepetitionOf(group, strides, split, group.Rank)) switch
        {
            (Repetition.OfInnerAxes, Repetition.OfOneElement) => BroadcastPattern.Cycle,
            (Repetition.OfInnerAxes or Repetition.Irregular, _) => null,
            (_, Repetition.OfInnerAxes or Repetition.Irregular) => null,
            (Repetition.None, Repetition.OfOneElement) => BroadcastPattern.Column,
            (Repetition.OfOneElement, Repetition.None) => BroadcastPattern.Row,
            (Repetition.OfOneElement, _) or (_, Repetition.OfOneElement) => BroadcastPattern.Scalar,
            _ => BroadcastPattern.Full,
        };
    }

    // How an operand covers some neighbouring axes.
    private enum Repetition
    {
        // All these axes have length 1, so there is nothing to tell.
        Unknown,

        // An element for each position.
        None,

        // One element for all positions.
        OfOneElement,

        // An element for each position of the inner axes, repeated along the outer ones.
        OfInnerAxes,

        // Repeated in another way.
        Irregular,
    }

    private static Repetition RepetitionOf(Shape group, int[] strides, int start, int end)
    {
        var known = Repetition.Unknown;
        for (var axis = start; axis < end; axis++)
        {
            if (group[axis] == 1) continue;
            var here = strides[axis] != 0 ? Repetition.None : Repetition.OfOneElement;
            known = (known, here) switch
            {
                (Repetition.Unknown, _) => here,
                (Repetition.OfOneElement or Repetition.OfInnerAxes, Repetition.None) => Repetition.OfInnerAxes,
                (Repetition.None or Repetition.OfOneElement, _) when known == here => here,
                _ => Repetition.Irregular,
            };
            if (known == Repetition.Irregular) return known;
        }

        return known;
    }
}
