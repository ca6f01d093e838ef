using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>From the units of two axes to pixels.</summary>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Plot">Where the plot area is.</param>
internal sealed record Projection(AxisRange X, AxisRange Y, Box Plot)
{
    // How far a line may go beyond the plot before it is cut: more than its width.
    private const double Margin = 8;

    /// <summary>The pixel of a point; NaN if it has none.</summary>
    public Point Of(Point point) =>
        new(Plot.X + (Plot.Width * X.Fraction(point.X)), Plot.Bottom - (Plot.Height * Y.Fraction(point.Y)));

    /// <summary>The pixels of those points that lie in the plot.</summary>
    public IEnumerable<Point> Inside(IEnumerable<Point> points) => points.Select(Of).Where(Plot.Grown(0.5).Holds);

    /// <summary>A line through points: its pieces between gaps, and within sight of the plot.</summary>
    public IEnumerable<ImmutableArray<Point>> Pieces(IEnumerable<Point> points)
    {
        var sight = Plot.Grown(Margin);
        var piece = ImmutableArray.CreateBuilder<Point>();
        foreach (var point in points.Select(Of).Append(new Point(double.NaN, double.NaN)))
        {
            var shown = double.IsFinite(point.X) && double.IsFinite(point.Y);
            if (shown) piece.Add(point);
            if (shown || piece.Count == 0) continue;
            foreach (var part in Cut(Thinned(piece.DrainToImmutable()), sight)) yield return part;
        }
    }

    /// <summary>The part of a segment within a box, by Liang and Barsky; null where there is none.</summary>
    public static (Point From, Point To)? Cut(Point from, Point to, Box box)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var (start, end) = (0.0, 1.0);
        foreach (var (step, room) in new[] {
            (-dx, from.X - box.X), (dx, box.Right - from.X), (-dy, from.Y - box.Y), (dy, box.Bottom - from.Y) })
        {
            if (step == 0 && room < 0) return null;
            if (step < 0) start = Math.Max(start, room / step);
            if (step > 0) end = Math.Min(end, room / step);
        }

        return start > end ? null
            : (start == 0 ? from : new(from.X + (start * dx), from.Y + (start * dy)),
                end == 1 ? to : new(from.X + (end * dx), from.Y + (end * dy)));
    }

    private static IEnumerable<ImmutableArray<Point>> Cut(ImmutableArray<Point> line, Box sight)
    {
        if (line.All(sight.Holds))
        {
            yield return line;
            yield break;
        }

        var part = ImmutableArray.CreateBuilder<Point>();
        foreach (var (from, to) in line.Zip(line.Skip(1)))
        {
            var seen = Cut(from, to, sight);
            if (part.Count > 0 && (seen is null || seen.Value.From != from)) yield return part.DrainToImmutable();
            if (seen is null) continue;
            if (part.Count == 0) part.Add(seen.Value.From);
            part.Add(seen.Value.To);
        }

        if (part.Count > 0) yield return part.ToImmutable();
    }

    // Of the points in one half of a pixel's column only the first, lowest, highest and last can be told apart.
    private static ImmutableArray<Point> Thinned(ImmutableArray<Point> line)
    {
        if (line.Length < 1000 || line.Zip(line.Skip(1), (from, to) => to.X < from.X).Contains(true)) return line;
        return [.. line.Index().GroupBy(item => Math.Floor(item.Item.X * 2)).SelectMany(column => new[]
        {
            column.First(), column.MinBy(item => item.Item.Y), column.MaxBy(item => item.Item.Y), column.Last(),
        }.Distinct().OrderBy(item => item.Index)).Select(item => item.Item)];
    }
}
