using System.Collections.Immutable;
using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>The marks of lines and walks.</summary>
internal static class LineMarks
{
    /// <summary>The stroke of a line; colors that come around again come with dashes.</summary>
    public static string Look(Line? line, int tone, double width = 1.8)
    {
        var dashes = line is { Dashed: true } ? " stroke-dasharray=\"6 3.5\"" : (tone / Theme.Tones % 3) switch
        {
            1 => " stroke-dasharray=\"2 2.5\"",
            2 => " stroke-dasharray=\"9 3 2 3\"",
            _ => "",
        };
        return $"stroke=\"currentColor\" stroke-width=\"{Px(width)}\" stroke-linejoin=\"round\"{dashes}";
    }

    /// <summary>The SVG of a line without its points.</summary>
    public static string Of(Line line, int tone, Projection to, double width)
    {
        // Points closer than the stroke is wide are noise more often than not: a finer one leaves its shape.
        if (line.Points.Length > 1.5 * to.Plot.Width) width *= 0.6;
        return Stroke(to.Pieces(line.Points), Look(line, tone, width));
    }

    /// <summary>The SVG of the points of a line: all if they are marked, else those that no line shows.</summary>
    public static string Points(Line line, int tone, Projection to, double width)
    {
        if (line.Marked) return Marker.Path(to.Inside(line.Points), tone, width + 1.2);
        // A point between two gaps has no line to be seen by.
        var alone = to.Pieces(line.Points).Where(piece => piece.Distinct().Count() == 1).Select(piece => piece[0]);
        return Marker.Dots(alone.Where(to.Plot.Grown(0.5).Holds), (2 * width) + 1);
    }

    /// <summary>The SVG of the way of a walk.</summary>
    public static string Of(Trajectory walk, int tone, Projection to, double width) =>
        Stroke(to.Pieces(walk.Points), Look(null, tone, width * 0.8));

    /// <summary>
    /// The SVG of the points of a walk: a ring at its start, a dot for each step, an arrow at its end.
    /// </summary>
    public static string Points(Trajectory walk, Projection to, double width)
    {
        var places =
            walk.Points.Select(to.Of).Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToList();
        var sight = to.Plot.Grown(0.5);
        return Marker.Dots(to.Inside(walk.Points), width + 1.6)
            + string.Concat(places.Take(1).Where(sight.Holds).Select(start =>
                $"<circle cx=\"{Px(start.X)}\" cy=\"{Px(start.Y)}\" r=\"{Px((width * 2) + 1.4)}\" fill=\"none\" "
                    + $"stroke=\"currentColor\" stroke-width=\"{Px(width)}\"/>\n"))
            + Arrow(places, sight, width);
    }

    /// <summary>The SVG of polylines as one path.</summary>
    public static string Stroke(IEnumerable<ImmutableArray<Point>> pieces, string look)
    {
        var path = string.Concat(pieces.Where(piece => piece.Length > 1).Select(piece =>
            "M" + string.Join('L', piece.Select(point => $"{Px(point.X)} {Px(point.Y)}"))));
        return path.Length == 0 ? "" : $"<path d=\"{path}\" fill=\"none\" {look}/>\n";
    }

    private static string Arrow(List<Point> places, Box sight, double width)
    {
        if (places.Count < 2 || !sight.Holds(places[^1])) return "";
        var end = places[^1];
        // The direction of the last step that is long enough to have one on the screen.
        var from = places.FindLast(place => Math.Abs(place.X - end.X) + Math.Abs(place.Y - end.Y) > 1.5);
        if (from == default) return "";
        var length = Math.Sqrt(Math.Pow(end.X - from.X, 2) + Math.Pow(end.Y - from.Y, 2));
        var (dx, dy) = ((end.X - from.X) / length * width * 4.2, (end.Y - from.Y) / length * width * 4.2);
        Point[] corners = [new(end.X + (0.45 * dx), end.Y + (0.45 * dy)), new(end.X - (0.75 * dx) - (0.6 * dy),
            end.Y - (0.75 * dy) + (0.6 * dx)), new(end.X - (0.75 * dx) + (0.6 * dy), end.Y - (0.75 * dy) - (0.6 * dx))];
        return $"<path d=\"M{string.Join('L', corners.Select(corner => $"{Px(corner.X)} {Px(corner.Y)}"))}Z\" "
            + $"fill=\"currentColor\"/>\n";
    }
}
