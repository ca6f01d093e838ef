using Autograd.Examples.Charts.Drawing;

namespace Autograd.Examples.Charts.Terminal;

/// <summary>The marks of a chart in characters.</summary>
internal static class TerminalPlot
{
    /// <summary>
    /// The plot area of a chart. Lines of equal height are left out: at this size they would be all there is.
    /// </summary>
    /// <param name="chart">The chart.</param>
    /// <param name="x">What its horizontal axis shows.</param>
    /// <param name="y">What its vertical axis shows.</param>
    /// <param name="columns">How many characters in a row.</param>
    /// <param name="rows">How many rows.</param>
    public static BrailleCanvas Of(Chart chart, AxisRange x, AxisRange y, int columns, int rows)
    {
        var canvas = new BrailleCanvas(columns, rows);
        var projection = new Projection(x, y, canvas.Plot);
        var series = chart.Series.Zip(Legend.Tones(chart), (series, tone) => (series, tone)).ToList();
        foreach (var (part, tone) in series)
        {
            if (part is Histogram histogram) Bars(canvas, histogram, tone, projection, columns);
        }

        foreach (var (part, tone) in series)
        {
            if (part is Line line) Stroke(canvas, projection, line.Points, tone);
            if (part is Trajectory walk) Stroke(canvas, projection, walk.Points, tone);
            if (part is Scatter scatter)
            {
                foreach (var point in projection.Inside(scatter.Points)) canvas.Dot(point, tone);
            }
        }

        return canvas;
    }

    /// <summary>Whether anything of a chart can be shown in characters.</summary>
    public static bool Shows(Chart chart) => chart.Series.Any(series => series is not Contours);

    private static void Stroke(BrailleCanvas canvas, Projection projection, IEnumerable<Point> points, int tone)
    {
        foreach (var piece in projection.Pieces(points))
        {
            canvas.Dot(piece[0], tone);
            for (var i = 1; i < piece.Length; i++) canvas.Segment(piece[i - 1], piece[i], tone);
        }
    }

    // Several bars in one column of characters: the longest of them, so that no peak is lost.
    private static void Bars(BrailleCanvas canvas, Histogram histogram, int tone, Projection projection, int columns)
    {
        var ground = projection.Y.Fraction(0) is var zero && double.IsFinite(zero) ? Math.Clamp(zero, 0, 1) : 0;
        var heights = new double[columns];
        Array.Fill(heights, ground);
        foreach (var (from, to, count) in HistogramMarks.Bars(histogram))
        {
            var (left, right) = (projection.X.Fraction(from) * columns, projection.X.Fraction(to) * columns);
            var height = projection.Y.Fraction(count);
            if (!double.IsFinite(left) || !double.IsFinite(right) || !double.IsFinite(height)) continue;
            // The column whose middle is in the bar; a bar between two middles takes the one it begins in.
            var first = (int)Math.Clamp(Math.Ceiling(left - 0.5), 0, columns - 1);
            var last = (int)Math.Clamp(Math.Ceiling(right - 0.5) - 1, first, columns - 1);
            for (var column = first; column <= last; column++)
            {
                if (Math.Abs(height - ground) > Math.Abs(heights[column] - ground)) heights[column] = height;
            }
        }

        for (var column = 0; column < columns; column++) canvas.Bar(column, ground, heights[column], tone);
    }
}
