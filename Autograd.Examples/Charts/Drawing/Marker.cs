using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>Small shapes at points: a second way, besides color, to tell series apart.</summary>
internal static class Marker
{
    /// <summary>
    /// All markers of a series as one path: round, square, triangle or diamond by its color's number.
    /// </summary>
    public static string Path(IEnumerable<Point> points, int tone, double radius) => (tone % 4) switch
    {
        0 => Dots(points, 2 * radius),
        1 => Shape(points, (0.88 * radius, 0.88 * radius), (0.88 * radius, -0.88 * radius),
            (-0.88 * radius, -0.88 * radius), (-0.88 * radius, 0.88 * radius)),
        2 => Shape(points, (0, -1.15 * radius), (1.05 * radius, 0.8 * radius), (-1.05 * radius, 0.8 * radius)),
        _ => Shape(points, (0, -1.25 * radius), (1.25 * radius, 0), (0, 1.25 * radius), (-1.25 * radius, 0)),
    };

    /// <summary>Round dots as one path: strokes of no length with round ends are the shortest text for a dot.</summary>
    public static string Dots(IEnumerable<Point> points, double diameter)
    {
        var path = string.Concat(points.Select(point => $"M{Px(point.X)} {Px(point.Y)}h0"));
        return path.Length == 0 ? ""
            : $"<path d=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"{Px(diameter)}\" "
                + $"stroke-linecap=\"round\"/>\n";
    }

    private static string Shape(IEnumerable<Point> points, params (double X, double Y)[] corners)
    {
        var rest =
            string.Concat(corners.Zip(corners.Skip(1), (from, to) => $"l{Px(to.X - from.X)} {Px(to.Y - from.Y)}"));
        var path =
            string.Concat(points.Select(point => $"M{Px(point.X + corners[0].X)} {Px(point.Y + corners[0].Y)}{rest}z"));
        return path.Length == 0 ? "" : $"<path d=\"{path}\" fill=\"currentColor\" stroke=\"none\"/>\n";
    }
}
