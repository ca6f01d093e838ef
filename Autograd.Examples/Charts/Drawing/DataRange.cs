namespace Autograd.Examples.Charts.Drawing;

/// <summary>What the axes of a chart show of its data.</summary>
internal static class DataRange
{
    /// <summary>The ranges of both axes.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="margin">How much more than the data they show at their ends, as a part of the range.</param>
    public static (AxisRange X, AxisRange Y) Of(Chart chart, double margin = 0.05)
    {
        var points = chart.Series.SelectMany(Points)
            .Where(point => HasPlace(point.X, chart.X) && HasPlace(point.Y, chart.Y)).ToList();
        var grids = chart.Series.OfType<Contours>().ToList();
        var bars = chart.Series.OfType<Histogram>().SelectMany(HistogramMarks.Bars).ToList();
        var edges = chart.Series.OfType<Histogram>()
            .SelectMany(histogram => histogram.Edges.IsEmpty ? [] : new[] { histogram.Edges[0], histogram.Edges[^1] });
        // On a logarithmic axis bars have no ground; half of the shortest one leaves it something to stand on.
        var ground = bars.Count == 0 ? []
            : chart.Y.Scale == Scale.Linear ? new[] { 0.0 }
            : [bars.Select(bar => bar.Count).Where(count => count > 0).DefaultIfEmpty(1).Min() / 2];
        return (
            AxisRange.Of(chart.X, points.Select(point => point.X).Concat(edges), grids.SelectMany(grid => grid.Xs),
                margin * 0.6),
            AxisRange.Of(chart.Y, points.Select(point => point.Y).Concat(bars.Select(bar => bar.Count)),
                grids.SelectMany(grid => grid.Ys).Concat(ground), margin));
    }

    private static IEnumerable<Point> Points(Series series) => series switch
    {
        Line line => line.Points,
        Scatter scatter => scatter.Points,
        Trajectory walk => walk.Points,
        _ => [],
    };

    // A point that cannot be drawn must not stretch the other axis either.
    private static bool HasPlace(double value, Axis axis) =>
        double.IsFinite(value) && (axis.Scale == Scale.Linear || value > 0);
}
