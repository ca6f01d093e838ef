using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>Lines of equal height of a function that is known on a grid.</summary>
internal static class MarchingSquares
{
    /// <summary>The lines at one height, each as joined points, in the units of the grid.</summary>
    /// <param name="grid">The grid; cells with a corner that is not finite have no line.</param>
    /// <param name="level">The height.</param>
    public static IEnumerable<ImmutableArray<Point>> Lines(Contours grid, double level)
    {
        var segments = Segments(grid, level).ToList();
        // An edge of the grid is crossed at most once, and belongs to at most two cells: each crossing has at most two
        // neighbors.
        var ends = segments.SelectMany((segment, i) => new[] { (Edge: segment.From, i), (Edge: segment.To, i) })
            .ToLookup(end => end.Edge, end => end.i);
        var used = new bool[segments.Count];
        // Open lines first, from one of their ends; what is left are rings.
        foreach (var start in Enumerable.Range(0, segments.Count)
            .OrderBy(i => ends[segments[i].From].Count() > 1 && ends[segments[i].To].Count() > 1))
        {
            if (used[start]) continue;
            var at = ends[segments[start].From].Count() > 1 ? segments[start].To : segments[start].From;
            var line = ImmutableArray.CreateBuilder<Point>();
            line.Add(Crossing(grid, at, level));
            for (int? next = start; next is { } i; next = ends[at].Where(other => !used[other]).Cast<int?>()
                .FirstOrDefault())
            {
                used[i] = true;
                at = segments[i].From == at ? segments[i].To : segments[i].From;
                line.Add(Crossing(grid, at, level));
            }

            yield return line.ToImmutable();
        }
    }

    // An edge of the grid, from a corner to the next one in its row or in its column.
    private readonly record struct GridEdge(int Row, int Column, bool Down);

    private static IEnumerable<(GridEdge From, GridEdge To)> Segments(Contours grid, double level)
    {
        var columns = grid.Xs.Length;
        var rows = columns == 0 ? 0 : Math.Min(grid.Ys.Length, grid.Heights.Length / columns);
        for (var row = 0; row + 1 < rows; row++)
        {
            for (var column = 0; column + 1 < columns; column++)
            {
                var at = (row * columns) + column;
                var (a, b, c, d) = (
                    grid.Heights[at], grid.Heights[at + 1], grid.Heights[at + columns + 1], grid.Heights[at + columns]);
                if (!double.IsFinite(a) || !double.IsFinite(b) || !double.IsFinite(c) || !double.IsFinite(d)) continue;
                GridEdge top = new(row, column, false), right = new(row, column + 1, true),
                bottom = new(row + 1, column, false), left = new(row, column, true);
                var corners = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0);
                // Where opposite corners are high, the height in the middle says which of them are joined.
                var joined = (a / 4) + (b / 4) + (c / 4) + (d / 4) >= level;
                (GridEdge, GridEdge)[] lines = corners switch
                {
                    1 or 14 => [(left, top)],
                    2 or 13 => [(top, right)],
                    4 or 11 => [(right, bottom)],
                    8 or 7 => [(bottom, left)],
                    3 or 12 => [(left, right)],
                    6 or 9 => [(top, bottom)],
                    5 => joined ? [(top, right), (bottom, left)] : [(left, top), (right, bottom)],
                    10 => joined ? [(left, top), (right, bottom)] : [(top, right), (bottom, left)],
                    _ => [],
                };
                foreach (var line in lines) yield return line;
            }
        }
    }

    private static Point Crossing(Contours grid, GridEdge edge, double level)
    {
        var (row, column) = edge.Down ? (edge.Row + 1, edge.Column) : (edge.Row, edge.Column + 1);
        var (from, to) =
            (grid.Heights[(edge.Row * grid.Xs.Length) + edge.Column], grid.Heights[(row * grid.Xs.Length) + column]);
        // Halves, because the difference of two numbers may be larger than the largest one.
        var part = Math.Clamp(((level / 2) - (from / 2)) / ((to / 2) - (from / 2)), 0, 1);
        return new(
            Between(grid.Xs[edge.Column], grid.Xs[column], part), Between(grid.Ys[edge.Row], grid.Ys[row], part));
    }

    private static double Between(double from, double to, double part) =>
        from == to ? from : (from * (1 - part)) + (to * part);
}
