using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Formulas;
using Autograd.Graph;

namespace Autograd.Examples.Experiments.Descend;

/// <summary>A function of two numbers from above, with walks on it.</summary>
internal static class Landscape
{
    private const int Lines = 12;

    // A walk that goes this many times further than its start is far has left for good.
    private const double Far = 5;

    /// <summary>The chart of walks between limits; a walk that leaves them is cut where it does.</summary>
    public static Chart Of(string title, Formula f, (double Min, double Max) x, (double Min, double Max) y,
        params ImmutableArray<(string Name, ImmutableArray<ImmutableArray<double>> Walk)> walks) => new(
        title, new("x0", Min: x.Min, Max: x.Max), new("x1", Min: y.Min, Max: y.Max),
        [new Surface(points => Prelude.Vectorize(f.At)(points), x, y).EvenContours("", Lines),
            .. walks.Select(walk =>
            {
                var (points, isWhole) = Within(walk.Walk, x, y);
                return new Trajectory(isWhole ? walk.Name : $"{walk.Name}: leaves the picture", points);
            })]);

    /// <summary>Limits around a walk, without the part of it that is far away.</summary>
    public static (double Min, double Max) Around(ImmutableArray<ImmutableArray<double>> walk, int coordinate)
    {
        var start = walk[0][coordinate];
        var reach = Far * (1 + Math.Abs(start));
        ImmutableArray<double> near = [.. walk.Select(at => at[coordinate]).Where(at => Math.Abs(at - start) <= reach)];
        var margin = Math.Max(0.5, 0.25 * (near.Max() - near.Min()));
        return (near.Min() - margin, near.Max() + margin);
    }

    // The part of a walk within limits, and whether that is all of it.
    private static (ImmutableArray<Point> Points, bool IsWhole) Within(
        ImmutableArray<ImmutableArray<double>> walk, (double Min, double Max) x, (double Min, double Max) y)
    {
        var (points, isWhole) = (ImmutableArray.CreateBuilder<Point>(), true);
        foreach (var at in walk)
        {
            var next = new Point(at[0], at[1]);
            if (next.X >= x.Min && next.X <= x.Max && next.Y >= y.Min && next.Y <= y.Max)
            {
                points.Add(next);
                continue;
            }

            isWhole = false;
            if (points.Count > 0 && double.IsFinite(next.X) && double.IsFinite(next.Y))
            {
                points.Add(Exit(points[^1], next, x, y));
            }

            break;
        }

        return (points.ToImmutable(), isWhole);
    }

    // Where the way to a place outside crosses the limits.
    private static Point Exit(Point from, Point to, (double Min, double Max) x, (double Min, double Max) y)
    {
        static double Share(double from, double to, (double Min, double Max) limits) =>
            to > limits.Max ? (limits.Max - from) / (to - from)
                : to < limits.Min ? (limits.Min - from) / (to - from)
                : 1;
        var share = Math.Min(Share(from.X, to.X, x), Share(from.Y, to.Y, y));
        return new(from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y)));
    }
}
