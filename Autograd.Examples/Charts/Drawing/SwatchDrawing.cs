using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>The mark beside a name in a legend: a small piece of what the series looks like.</summary>
internal static class SwatchDrawing
{
    /// <summary>The SVG of a swatch.</summary>
    /// <param name="series">What it stands for.</param>
    /// <param name="tone">Its color.</param>
    /// <param name="x">Its left edge.</param>
    /// <param name="y">Its middle.</param>
    /// <param name="width">Its width.</param>
    public static string Of(Series series, int tone, double x, double y, double width)
    {
        var middle = new Point(x + (width / 2), y);
        var stroke = $"<path d=\"M{Px(x)} {Px(y)}H{Px(x + width)}\" fill=\"none\"";
        return series is Contours
            ? $"<g {Theme.Contour}>{stroke} {ContourMarks.Look(tone, one: true)}/></g>\n"
            : $"<g {Theme.Tone(tone)}>" + series switch
            {
                Scatter => Marker.Path([middle], tone, 4),
                Histogram =>
                    $"<rect x=\"{Px(x + (width / 2) - 6)}\" y=\"{Px(y - 6)}\" width=\"12\" height=\"12\" "
                    + $"{HistogramMarks.Look}/>",
                Trajectory => $"{stroke} {LineMarks.Look(null, tone)}/>" + Marker.Dots([middle, new(x + width, y)], 4),
                Line { Marked: true } line =>
                    $"{stroke} {LineMarks.Look(line, tone)}/>" + Marker.Path([middle], tone, 3.2),
                _ => $"{stroke} {LineMarks.Look(series as Line, tone)}/>",
            } + "</g>\n";
    }
}
