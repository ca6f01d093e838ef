using static Autograd.Examples.Charts.Drawing.Words;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>The marks of a histogram: bars that touch, clear enough to see another histogram behind them.</summary>
internal static class HistogramMarks
{
    /// <summary>The look of a bar.</summary>
    public const string Look = "fill=\"currentColor\" fill-opacity=\"0.45\" stroke=\"currentColor\" stroke-width=\"1\"";

    /// <summary>The bars that can be drawn: their edges and heights.</summary>
    public static IEnumerable<(double From, double To, double Count)> Bars(Histogram histogram) =>
        histogram.Counts.Take(Math.Max(0, histogram.Edges.Length - 1))
            .Select((count, i) => (histogram.Edges[i], histogram.Edges[i + 1], count))
            .Where(bar => double.IsFinite(bar.count) && bar.count != 0);

    /// <summary>The SVG of the bars; fainter if they are not alone.</summary>
    public static string Of(Histogram histogram, Projection to, bool alone)
    {
        var ground = to.Y.Fraction(0) is var zero && double.IsFinite(zero) ? Math.Clamp(zero, 0, 1) : 0;
        var bottom = to.Plot.Bottom - (to.Plot.Height * ground);
        var sight = to.Plot.Grown(4);
        var (bars, outline) = ("", "");
        var last = double.NaN;
        foreach (var (from, until, count) in Bars(histogram))
        {
            var (one, other) = (to.Of(new(from, count)), to.Of(new(until, count)));
            if (!double.IsFinite(one.X) || !double.IsFinite(other.X) || !double.IsFinite(one.Y)) continue;
            var (left, right) = (Math.Clamp(one.X, sight.X, sight.Right), Math.Clamp(other.X, sight.X, sight.Right));
            if (left == right) continue;
            var top = Px(Math.Clamp(one.Y, sight.Y, sight.Bottom));
            bars += $"M{Px(left)} {Px(bottom)}V{top}H{Px(right)}V{Px(bottom)}z";
            outline += last == left ? $"V{top}H{Px(right)}"
                : $"{(outline.Length > 0 ? $"V{Px(bottom)}" : "")}M{Px(left)} {Px(bottom)}V{top}H{Px(right)}";
            last = right;
        }

        return bars.Length == 0 ? ""
            : $"<path d=\"{bars}\" fill=\"currentColor\" fill-opacity=\"{(alone ? "0.45" : "0.2")}\"/>\n"
            + $"<path d=\"{outline}V{Px(bottom)}\" fill=\"none\" stroke=\"currentColor\" "
                + $"stroke-width=\"{(alone ? "1" : "1.4")}\"/>\n";
    }
}
