using System.Collections.Immutable;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>How an operand covers the rows × columns of an elementwise region.</summary>
internal enum BroadcastPattern
{
    /// <summary>An element for each element.</summary>
    Full,

    /// <summary>One row, repeated for each row.</summary>
    Row,

    /// <summary>One element for each row, repeated along it.</summary>
    Column,

    /// <summary>
    /// One element for each of so many rows, again and again, repeated along them: a bias for each channel of images.
    /// </summary>
    Cycle,

    /// <summary>One element for all.</summary>
    Scalar,
}

/// <summary>A shape seen as rows × columns: the axes before a split, and those from it on.</summary>
internal readonly record struct Grid(int Rows, int Columns)
{
    /// <summary>
    /// The split of a region's axes that lets the most broadcast operands be read in place, and how each is read;
    /// null for an operand that fits no split and must be written out first.
    /// </summary>
    public static (Grid Grid, ImmutableArray<BroadcastPattern?> Spreads) For(
        Shape region, IReadOnlyList<Shape?> broadcastFrom)
    {
        if (AllFullOrSingle(region, broadcastFrom) is { } simple) return (ByLeadingAxis(region), simple);
        var best = Split(region, broadcastFrom, 0);
        for (var split = 1; split < region.Rank; split++)
        {
            var next = Split(region, broadcastFrom, split);
            if (next.Spreads.Count(spread => spread is null) < best.Spreads.Count(spread => spread is null))
            {
                best = next;
            }
        }

        return best.Spreads.All(spread => spread is BroadcastPattern.Full or BroadcastPattern.Scalar)
            ? (ByLeadingAxis(region), best.Spreads)
            : best;
    }

    // Most regions read whole tensors and single numbers alone: any split will do for them.
    private static ImmutableArray<BroadcastPattern?>? AllFullOrSingle(Shape region, IReadOnlyList<Shape?> broadcastFrom)
    {
        var spreads = ImmutableArray.CreateBuilder<BroadcastPattern?>(broadcastFrom.Count);
        foreach (var from in broadcastFrom)
        {
            if (from is { } shape && shape.Size != 1) return null;
            spreads.Add(from is null || region.Size == 1 ? BroadcastPattern.Full : BroadcastPattern.Scalar);
        }

        return spreads.MoveToImmutable();
    }

    // Any split will do, and this one is that of the matrix products and reductions around.
    private static Grid ByLeadingAxis(Shape region) =>
        region.Rank == 0 ? new(1, 1) : new(region[0], region[0] == 0 ? Product(region, 1) : region.Size / region[0]);

    private static int Product(Shape shape, int from) => shape.Skip(from).Aggregate(1, (n, axis) => n * axis);

    private static (Grid Grid, ImmutableArray<BroadcastPattern?> Spreads) Split(
        Shape region, IReadOnlyList<Shape?> broadcastFrom, int split)
    {
        var grid = new Grid(region.Take(split).Aggregate(1, (n, axis) => n * axis),
            region.Skip(split).Aggregate(1, (n, axis) => n * axis));
        return (grid,
            [.. broadcastFrom.Select(
                from => from is { } shape ? SpreadOf(region, shape, split) : BroadcastPattern.Full)]);
    }

    private static BroadcastPattern? SpreadOf(Shape region, Shape from, int split)
    {
        var strides = Broadcasting.Strides(from, region);
        return (Covers(region, strides, 0, split), Covers(region, strides, split, region.Rank)) switch
        {
            (Cover.Again, Cover.One) => BroadcastPattern.Cycle,
            (Cover.Again or Cover.Mixed, _) or (_, Cover.Again or Cover.Mixed) => null,
            (Cover.Each, Cover.One) => BroadcastPattern.Column,
            (Cover.One, Cover.Each) => BroadcastPattern.Row,
            (Cover.One, _) or (_, Cover.One) => BroadcastPattern.Scalar,
            _ => BroadcastPattern.Full,
        };
    }

    private enum Cover
    {
        Nothing,
        Each,
        One,
        Again,
        Mixed,
    }

    // Whether the operand has an element for each along some axes, repeats one, or repeats those of the inner ones;
    // axes of length 1 do not tell.
    private static Cover Covers(Shape region, int[] strides, int start, int end)
    {
        var covers = Cover.Nothing;
        for (var axis = start; axis < end; axis++)
        {
            if (region[axis] == 1) continue;
            var here = strides[axis] != 0 ? Cover.Each : Cover.One;
            covers = (covers, here) switch
            {
                (Cover.Nothing, _) => here,
                (Cover.One or Cover.Again, Cover.Each) => Cover.Again,
                (Cover.Each or Cover.One, _) when covers == here => here,
                _ => Cover.Mixed,
            };
            if (covers == Cover.Mixed) return covers;
        }

        return covers;
    }
}
