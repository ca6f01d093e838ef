using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>Where everything of a chart is, relative to its upper left corner.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Fonts">The sizes of its text.</param>
/// <param name="X">What the horizontal axis shows.</param>
/// <param name="Y">What the vertical axis shows.</param>
/// <param name="Insets">The room around the plot area.</param>
/// <param name="Plot">The plot area.</param>
internal sealed record ChartLayout(Chart Chart, Fonts Fonts, AxisRange X, AxisRange Y, Insets Insets, Box Plot)
{
    /// <summary>The room between the parts of a chart and around it.</summary>
    public const double Pad = 8;

    /// <summary>The ticks of the horizontal axis.</summary>
    public ImmutableArray<Tick> XTicks { get; init; } = [];

    /// <summary>The ticks of the vertical axis.</summary>
    public ImmutableArray<Tick> YTicks { get; init; } = [];

    /// <summary>The title, in lines.</summary>
    public ImmutableArray<string> Title { get; init; } = [];

    /// <summary>The name of the horizontal axis, in lines.</summary>
    public ImmutableArray<string> XLabel { get; init; } = [];

    /// <summary>The name of the vertical axis, in lines.</summary>
    public ImmutableArray<string> YLabel { get; init; } = [];

    /// <summary>What the picture does not show of its data, in lines; empty where it shows all.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Where the notes begin, below the plot and its names.</summary>
    public double NotesTop { get; init; }

    /// <summary>The legend; null for none.</summary>
    public Legend? Legend { get; init; }

    /// <summary>Where the legend is.</summary>
    public Box LegendPlace { get; init; }

    /// <summary>The whole width.</summary>
    public double Width => Insets.Left + Plot.Width + Insets.Right;

    /// <summary>The whole height.</summary>
    public double Height => Insets.Top + Plot.Height + Insets.Bottom;

    /// <summary>The place of a tick's label on the horizontal axis, by estimate.</summary>
    public Box XTickPlace(Tick tick)
    {
        var width = Words.Width(tick.Label, Fonts.Tick);
        return new(Plot.X + (tick.Fraction * Plot.Width) - (width / 2), Plot.Bottom + 7, width, Fonts.Tick);
    }

    /// <summary>The place of a tick's label on the vertical axis, by estimate.</summary>
    public Box YTickPlace(Tick tick)
    {
        var width = Words.Width(tick.Label, Fonts.Tick);
        return new(
            Plot.X - 7 - width, Plot.Bottom - (tick.Fraction * Plot.Height) - (Fonts.Tick / 2), width, Fonts.Tick);
    }

    /// <summary>
    /// A chart of about a size; larger where its text needs it, for the plot area never gets too small.
    /// </summary>
    public static ChartLayout In(Chart chart, double width, double height, bool legend = true)
    {
        var fonts = Fonts.For(width);
        var (plotWidth, plotHeight) = (width * 0.8, height * 0.7);
        for (var round = 0; round < 4; round++)
        {
            var insets = Around(chart, fonts, plotWidth, plotHeight, width, legend, default).Insets;
            plotWidth = Math.Max(width * 0.45, width - insets.Left - insets.Right);
            plotHeight = Math.Max(height * 0.45, height - insets.Top - insets.Bottom);
        }

        return Around(chart, fonts, plotWidth, plotHeight, width, legend, default);
    }

    /// <summary>A chart around a plot area of a given size.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="fonts">The sizes of its text.</param>
    /// <param name="plotWidth">The width of the plot area.</param>
    /// <param name="plotHeight">The height of the plot area.</param>
    /// <param name="width">How wide it should be, about.</param>
    /// <param name="withLegend">Whether a legend is part of it.</param>
    /// <param name="atLeast">Room to leave in any case, so that charts beside each other line up.</param>
    public static ChartLayout Around(
        Chart chart, Fonts fonts, double plotWidth, double plotHeight, double width, bool withLegend, Insets atLeast)
    {
        var (x, y) = DataRange.Of(chart);
        var line = Words.LineHeight * fonts.Label;
        var yTicks = Ticks.Of(chart.Y, y, plotHeight, (int)(plotHeight / 30), _ => fonts.Tick * 1.7);
        var xTicks = Ticks.Of(chart.X, x, plotWidth, (int)Math.Min(10, plotWidth / 42),
            label => Words.Width(label, fonts.Tick) + (chart.X.Names.IsEmpty ? fonts.Tick : fonts.Tick / 2));
        var xLabel = Words.Wrap(chart.X.Label, fonts.Label, plotWidth);
        var yLabel = Words.Wrap(chart.Y.Label, fonts.Label, plotHeight);

        var yTickWidth = yTicks.Select(tick => Words.Width(tick.Label, fonts.Tick)).DefaultIfEmpty(0).Max();
        var overhangLeft = xTicks.Select(
            tick => (Words.Width(tick.Label, fonts.Tick) / 2) - (tick.Fraction * plotWidth)).DefaultIfEmpty(0).Max();
        var overhangRight = xTicks.Select(tick =>
            (Words.Width(tick.Label, fonts.Tick) / 2) - ((1 - tick.Fraction) * plotWidth)).DefaultIfEmpty(0).Max();
        var left = Math.Max(atLeast.Left,
            Math.Max(Pad + (yLabel.Length * line) + (yLabel.IsEmpty ? 0 : 4) + yTickWidth + 7, Pad + overhangLeft));
        var right = Math.Max(atLeast.Right, Pad + Math.Max(0, overhangRight));
        var whole = left + plotWidth + right - (2 * Pad);
        var (legend, beside) = withLegend ? LegendOf(chart, fonts, width, whole, plotHeight) : (null, false);
        var below = legend is { } rows && !beside ? rows.Height + Pad : 0;
        var title = Words.Wrap(chart.Title, fonts.Title * Words.Bold, whole);
        var notes = Words.Wrap(Unseen.Of(chart, x, y), fonts.Tick, whole);
        var named = (fonts.Tick * 1.3) + 7 + (xLabel.IsEmpty ? 0 : (xLabel.Length * line) + 3);
        var insets = atLeast.Max(new(
            left,
            Pad + (title.Length * Words.LineHeight * fonts.Title) + Math.Max(fonts.Tick / 2, title.IsEmpty ? 0 : 5),
            Math.Max(right, beside ? (3 * Pad) + legend!.Width : 0),
            named + (notes.IsEmpty ? 0 : (notes.Length * Words.LineHeight * fonts.Tick) + 4) + below + Pad));

        var plot = new Box(insets.Left, insets.Top, plotWidth, plotHeight);
        var place = legend is null ? default
            : beside ? new Box(plot.Right + (2 * Pad), plot.Y, legend.Width, legend.Height)
            : new Box(
                Math.Max(Pad, Math.Min(plot.X, insets.Left + plotWidth + insets.Right - Pad - legend.Width)),
                insets.Top + plotHeight + insets.Bottom - Pad - legend.Height, legend.Width, legend.Height);
        return new(chart, fonts, x, y, insets, plot)
        {
            XTicks = xTicks,
            YTicks = yTicks,
            Title = title,
            XLabel = xLabel,
            YLabel = yLabel,
            Notes = notes,
            NotesTop = plot.Bottom + named + 2,
            Legend = legend,
            LegendPlace = place,
        };
    }

    // Beside the plot where that costs little of its width, else below it.
    private static (Legend? Legend, bool Beside) LegendOf(
        Chart chart, Fonts fonts, double width, double room, double plotHeight)
    {
        var named = Legend.Named(chart);
        if (named.IsEmpty) return (null, false);
        var column = Legend.Column(named, fonts.Tick);
        return width >= 480 && column.Width <= width * 0.28 && column.Height <= plotHeight ? (column, true)
            : (Legend.Rows(named, fonts.Tick, room), false);
    }
}
