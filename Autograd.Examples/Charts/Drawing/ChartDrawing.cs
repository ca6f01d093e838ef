using System.Text;
using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>The SVG of a chart that is laid out.</summary>
internal static class ChartDrawing
{
    /// <summary>A layout as a block.</summary>
    public static Block Of(ChartLayout layout) => new(layout.Width, layout.Height, (x, y) => Draw(layout, x, y));

    private static string Draw(ChartLayout layout, double x, double y)
    {
        var plot = layout.Plot with { X = layout.Plot.X + x, Y = layout.Plot.Y + y };
        var projection = new Projection(layout.X, layout.Y, plot);
        var (extended, points) = Marks(layout, projection);
        return Grid(layout, plot)
            // Half a line's width more, so that a line along the edge is as wide as any.
            + Clipped(extended, plot.Grown(1))
            + Axes(layout, plot)
            + points
            + Names(layout, plot, x, y)
            + (layout.Notes.IsEmpty ? ""
                : $"<g {Theme.Soft}>\n{Elements(layout.Notes, x + NotesLeft(layout), y + layout.NotesTop,
                    layout.Fonts.Tick)}</g>\n")
            + layout.Legend?.Draw(x + layout.LegendPlace.X, y + layout.LegendPlace.Y);
    }

    // What has an extent along the axes ends with the plot; what marks a point in the plot is drawn whole.
    private static (string Extended, string Points) Marks(ChartLayout layout, Projection projection)
    {
        var width = layout.Fonts == Fonts.Large ? 1.8 : 1.5;
        var (extended, points) = (new StringBuilder(), new StringBuilder());
        foreach (var (series, tone) in layout.Chart.Series.Zip(Legend.Tones(layout.Chart)))
        {
            Add(extended, series is Contours ? Theme.Contour : Theme.Tone(tone), series switch
            {
                Contours grid => ContourMarks.Of(grid, tone, projection),
                Line line => LineMarks.Of(line, tone, projection, width),
                Trajectory walk => LineMarks.Of(walk, tone, projection, width),
                Histogram histogram => HistogramMarks.Of(
                    histogram, projection, alone: layout.Chart.Series.Count(other => other is Histogram) == 1),
                _ => "",
            });
            Add(points, Theme.Tone(tone), series switch
            {
                Line line => LineMarks.Points(line, tone, projection, width),
                Trajectory walk => LineMarks.Points(walk, projection, width),
                Scatter scatter =>
                    $"<g opacity=\"0.8\">\n{Marker.Path(projection.Inside(scatter.Points), tone, width * 1.7)}</g>\n",
                _ => "",
            });
        }

        return (extended.ToString(), points.ToString());

        static void Add(StringBuilder to, string look, string marks)
        {
            if (marks.Length > 0) to.Append($"<g {look}>\n{marks}</g>\n");
        }
    }

    private static string Grid(ChartLayout layout, Box plot)
    {
        var path = string.Concat(
            layout.XTicks.Select(tick => $"M{Px(AtX(plot, tick.Fraction))} {Px(plot.Y)}V{Px(plot.Bottom)}"))
            + string.Concat(
                layout.YTicks.Select(tick => $"M{Px(plot.X)} {Px(AtY(plot, tick.Fraction))}H{Px(plot.Right)}"));
        return path.Length == 0 ? "" : $"<path {Theme.Grid} d=\"{path}\" fill=\"none\"/>\n";
    }

    private static string Axes(ChartLayout layout, Box plot)
    {
        var lines = $"M{Px(plot.X)} {Px(plot.Y)}V{Px(plot.Bottom)}H{Px(plot.Right)}"
            + string.Concat(layout.XTicks.Select(tick => $"M{Px(AtX(plot, tick.Fraction))} {Px(plot.Bottom)}v4"))
            + string.Concat(layout.YTicks.Select(tick => $"M{Px(plot.X)} {Px(AtY(plot, tick.Fraction))}h-4"))
            + string.Concat(
                LogTicks.Minor(layout.X, plot.Width).Select(at => $"M{Px(AtX(plot, at))} {Px(plot.Bottom)}v2"))
            + string.Concat(
                LogTicks.Minor(layout.Y, plot.Height).Select(at => $"M{Px(plot.X)} {Px(AtY(plot, at))}h-2"));
        var size = layout.Fonts.Tick;
        return $"<path {Theme.Axis} d=\"{lines}\" fill=\"none\"/>\n"
            + $"<g {Theme.Soft} text-anchor=\"middle\">\n"
            + string.Concat(layout.XTicks.Select(tick =>
                Element(tick.Label, AtX(plot, tick.Fraction), plot.Bottom + 6 + size, size)))
            + "</g>\n"
            + $"<g {Theme.Soft} text-anchor=\"end\">\n"
            + string.Concat(layout.YTicks.Select(tick =>
                Element(tick.Label, plot.X - 7, AtY(plot, tick.Fraction) + (size * 0.36), size)))
            + "</g>\n";
    }

    private static string Names(ChartLayout layout, Box plot, double x, double y)
    {
        var (fonts, text) = (layout.Fonts, new StringBuilder());
        var titleWidth = layout.Title.Select(line => Width(line, fonts.Title * Bold)).DefaultIfEmpty(0).Max();
        // Over the plot where it fits there, else as far to the left as it needs.
        var left = Math.Max(x + ChartLayout.Pad, Math.Min(plot.X, x + layout.Width - ChartLayout.Pad - titleWidth));
        var titleTop = plot.Y - Math.Max(fonts.Tick / 2, 5) - (layout.Title.Length * LineHeight * fonts.Title);
        text.Append($"<g {Theme.Text}>\n")
            .Append(Elements(layout.Title, left, titleTop, fonts.Title, " font-weight=\"600\""));
        text.Append(Elements(layout.XLabel, plot.X + (plot.Width / 2), plot.Bottom + 7 + (fonts.Tick * 1.3),
            fonts.Label, " text-anchor=\"middle\""));
        var middle = plot.Y + (plot.Height / 2);
        var ticks = layout.YTicks.Select(tick => Width(tick.Label, fonts.Tick)).DefaultIfEmpty(0).Max();
        foreach (var (i, line) in layout.YLabel.Index())
        {
            var at = plot.X - 7 - ticks - 7 - ((layout.YLabel.Length - 1 - i) * LineHeight * fonts.Label);
            text.Append(Element(line, at, middle, fonts.Label,
                $" text-anchor=\"middle\" transform=\"rotate(-90 {Px(at)} {Px(middle)})\""));
        }

        return text.Append("</g>\n").ToString();
    }

    // Below the plot where they fit there, else as far to the left as they need.
    private static double NotesLeft(ChartLayout layout) => Math.Max(ChartLayout.Pad, Math.Min(
        layout.Plot.X,
        layout.Width - ChartLayout.Pad - layout.Notes.Max(line => Width(line, layout.Fonts.Tick))));

    // The name follows from what is clipped: two pictures in one page share a name only if they are the same.
    private static string Clipped(string marks, Box plot)
    {
        var box = $"x=\"{Px(plot.X)}\" y=\"{Px(plot.Y)}\" width=\"{Px(plot.Width)}\" height=\"{Px(plot.Height)}\"";
        var id = $"ag-clip-{(box + marks).Aggregate(0xcbf29ce484222325, (hash, c) => (hash ^ c) * 0x100000001b3):x16}";
        return $"<clipPath id=\"{id}\"><rect {box}/></clipPath>\n<g clip-path=\"url(#{id})\">\n{marks}</g>\n";
    }

    private static double AtX(Box plot, double fraction) => plot.X + (fraction * plot.Width);

    private static double AtY(Box plot, double fraction) => plot.Bottom - (fraction * plot.Height);
}
