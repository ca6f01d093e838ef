using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>What a chart does not show of its data, in words: a curve must not be missing without a word.</summary>
internal static class Unseen
{
    // A line along the edge is inside, whatever rounding says.
    private const double Edge = 1e-9;

    /// <summary>Sentences for all that is not drawn, or not wholly; empty where everything is.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="x">What its horizontal axis shows.</param>
    /// <param name="y">What its vertical axis shows.</param>
    public static string Of(Chart chart, AxisRange x, AxisRange y)
    {
        var found = chart.Series.SelectMany(series => Of(series, x, y).Select(what => (what, series)))
            .GroupBy(pair => pair.what, pair => pair.series);
        return string.Join(' ', found.Select(group => $"{group.Key}{Names(chart, [.. group])}."));
    }

    // All of a chart need no names.
    private static string Names(Chart chart, ImmutableArray<Series> concerned)
    {
        var drawn = chart.Series.Where(series => series is not Contours).ToList();
        var names = concerned.Select(series => series.Name).Where(name => !string.IsNullOrWhiteSpace(name)).Distinct();
        return drawn.Count == concerned.Length || !names.Any() ? "" : $": {string.Join(", ", names)}";
    }

    private static IEnumerable<string> Of(Series series, AxisRange x, AxisRange y) => series switch
    {
        Line line => OfPoints(line.Points, x, y),
        Scatter scatter => OfPoints(scatter.Points, x, y),
        Trajectory walk => OfPoints(walk.Points, x, y),
        Histogram bars => OfBars(bars, y),
        _ => [],
    };

    private static IEnumerable<string> OfPoints(ImmutableArray<Point> points, AxisRange x, AxisRange y)
    {
        if (points.IsEmpty) yield break;
        var numbers = points.Count(IsNumber);
        if (numbers == 0) yield return "No numbers to draw";
        else if (!IsNumber(points[^1]))
        {
            var last = points.Select((point, i) => IsNumber(point) ? i : -1).Max();
            var next = points[last + 1].X;
            yield return double.IsFinite(next) ? $"No numbers from {Written.Number(next)} on"
                : "The last numbers are missing";
        }
        else if (numbers < points.Length) yield return "Some numbers are missing";

        var finite = points.Where(IsNumber).ToList();
        if (finite.Exists(at => !HasPlace(at.X, x) || !HasPlace(at.Y, y)))
        {
            yield return "No place on a logarithmic axis for 0 or less";
        }

        var placed = finite.FindAll(at => HasPlace(at.X, x) && HasPlace(at.Y, y));
        if (placed.Exists(at => y.Fraction(at.Y) > 1 + Edge)) yield return CutOff("above", y.Value(1));
        if (placed.Exists(at => y.Fraction(at.Y) < -Edge)) yield return CutOff("below", y.Value(0));
        if (placed.Exists(at => x.Fraction(at.X) > 1 + Edge)) yield return CutOff("right of", x.Value(1));
        if (placed.Exists(at => x.Fraction(at.X) < -Edge)) yield return CutOff("left of", x.Value(0));
    }

    private static IEnumerable<string> OfBars(Histogram bars, AxisRange y)
    {
        if (bars.Counts.Length > 0 && !bars.Counts.Any(double.IsFinite)) yield return "No numbers to draw";
        if (HistogramMarks.Bars(bars).Any(bar => y.Fraction(bar.Count) > 1 + Edge))
        {
            yield return CutOff("above", y.Value(1));
        }

        if (bars.Outside > 0) yield return $"{Written.Percent(bars.Outside)} of the values lie outside";
    }

    private static string CutOff(string side, double end) => $"Cut off {side} {Written.Number(end)}";

    private static bool IsNumber(Point at) => double.IsFinite(at.X) && double.IsFinite(at.Y);

    private static bool HasPlace(double value, AxisRange range) => range.Scale == Scale.Linear || value > 0;
}
