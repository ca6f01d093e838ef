using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>Pictures side by side: charts with plot areas of one size that line up.</summary>
internal static class PanelsLayout
{
    private const double Gap = 10;
    private const double Narrow = 600;

    /// <summary>Panels as a block.</summary>
    /// <param name="panels">The panels.</param>
    /// <param name="depth">How many panels they are part of.</param>
    /// <param name="width">About how wide they may be.</param>
    public static Block Of(Panels panels, int depth, double width)
    {
        var columns = Columns(panels, depth, width);
        var part = Math.Clamp((width / columns) - Gap, Least(depth, width), depth == 0 ? 320 : 240);
        var parts = WithoutRepeatedNames(panels.Parts, columns);
        var shared = SharedLegend(parts);
        var charts = Aligned([.. parts.Select(picture => picture as Chart)], columns, part, shared.IsEmpty);
        var blocks = parts.Select((picture, i) => charts[i] ?? Picture(picture, depth + 1, part)).ToImmutableArray();

        var widths = Enumerable.Range(0, columns).Select(
            column => Every(blocks, column, columns).Select(block => block.Width).DefaultIfEmpty(160).Max()).ToList();
        var heights = blocks.Chunk(columns).Select(row => row.Max(block => block.Height)).ToList();
        var whole = widths.Sum() + (Gap * (columns - 1));
        var fonts = depth == 0 ? Fonts.Large : Fonts.Medium;
        var title = Words.Wrap(panels.Title, fonts.Title * Words.Bold, whole - (2 * ChartLayout.Pad));
        var top = title.IsEmpty ? 0 : (title.Length * fonts.Title * Words.LineHeight) + ChartLayout.Pad;
        var legend = Legend.Rows(shared, fonts.Label, whole - (2 * ChartLayout.Pad));
        var bottom = top + heights.Sum() + (Gap * Math.Max(0, heights.Count - 1));
        return new(
            Math.Max(whole, legend.Width + (2 * ChartLayout.Pad)),
            bottom + (shared.IsEmpty ? 0 : legend.Height + (2 * ChartLayout.Pad)),
            (x, y) => $"<g {Theme.Text}>\n"
                + Words.Elements(title, x + ChartLayout.Pad, y + ChartLayout.Pad, fonts.Title, " font-weight=\"600\"")
                + "</g>\n"
                + string.Concat(blocks.Select((block, i) => block.At(
                    x + widths.Take(i % columns).Sum() + (Gap * (i % columns)),
                    y + top + heights.Take(i / columns).Sum() + (Gap * (i / columns)))))
                + legend.Draw(x + ChartLayout.Pad, y + bottom + ChartLayout.Pad));
    }

    /// <summary>Any picture as a block.</summary>
    public static Block Picture(Picture picture, int depth, double width) => picture switch
    {
        Chart chart => ChartDrawing.Of(ChartLayout.In(chart, width, width * 0.625)),
        Panels panels => Of(panels, depth, width),
        ImageGrid images => ImageGridLayout.Of(images, width),
        NumberGrid numbers => NumberGridLayout.Of(numbers),
        _ => throw new ArgumentException(
            $"A {picture.GetType().Name} cannot be drawn: it is neither a Chart nor Panels nor an ImageGrid nor a "
            + $"NumberGrid."),
    };

    // A part of a narrow picture may be narrower.
    private static double Least(int depth, double width) => depth > 0 ? 120 : width < Narrow ? 160 : 200;

    // As many as were asked for, where they fit. Parts that belong together, as an image, a filter and what they give,
    // do not part in the middle of a row: of those a row has a half, a third … of the columns.
    private static int Columns(Panels panels, int depth, double width)
    {
        var most = Math.Clamp(panels.Columns, 1, Math.Max(1, panels.Parts.Length));
        if (depth > 0) return most;
        var grids = panels.Parts.OfType<NumberGrid>().ToList();
        var part = grids.Count == 0 ? Least(depth, width) : grids.Max(grid => NumberGridLayout.Of(grid).Width);
        return Enumerable.Range(1, most).Reverse().First(columns =>
            columns == 1 || ((columns * (part + Gap)) - Gap <= width && (grids.Count == 0 || most % columns == 0)));
    }

    private static ImmutableArray<Block?> Aligned(
        ImmutableArray<Chart?> charts, int columns, double width, bool legends)
    {
        var height = width >= 200 ? width * 0.75 : width * 0.9;
        var alone = charts.Select(chart => chart is null ? null : ChartLayout.In(chart, width, height, legends))
            .ToImmutableArray();
        if (alone.All(layout => layout is null)) return [.. alone.Select(_ => (Block?)null)];
        // The narrowest: what names and numbers take is then never taken from a neighbor.
        var plotWidth = alone.Min(layout => layout?.Plot.Width ?? double.PositiveInfinity);
        // Rows may be as high as they need, though: long legends must not flatten the curves.
        var plotHeight = Math.Max(alone.Min(layout => layout?.Plot.Height ?? double.PositiveInfinity), height * 0.62);
        var fonts = Fonts.For(width);
        ChartLayout Around(Chart chart, Insets insets) =>
            ChartLayout.Around(chart, fonts, plotWidth, plotHeight, width, legends, insets);
        var needs = charts.Select(chart => chart is null ? default : Around(chart, default).Insets).ToImmutableArray();
        return [.. charts.Select((chart, i) =>
        {
            if (chart is null) return null;
            var column = Every(needs, i % columns, columns).Aggregate((a, b) => a.Max(b));
            var row = needs.Chunk(columns).ElementAt(i / columns).Aggregate((a, b) => a.Max(b));
            return ChartDrawing.Of(Around(chart, new(column.Left, row.Top, column.Right, row.Bottom)));
        })];
    }

    // What all charts say of an axis is said once for each row or column.
    private static ImmutableArray<Picture> WithoutRepeatedNames(ImmutableArray<Picture> parts, int columns)
    {
        if (parts.Length < 2 || !parts.All(part => part is Chart)) return parts;
        var sameX = parts.Select(part => ((Chart)part).X.Label).Distinct().Count() == 1;
        var sameY = parts.Select(part => ((Chart)part).Y.Label).Distinct().Count() == 1;
        return [.. parts.Cast<Chart>().Select((chart, i) => chart with
        {
            X = sameX && i + columns < parts.Length ? chart.X with { Label = "" } : chart.X,
            Y = sameY && i % columns > 0 ? chart.Y with { Label = "" } : chart.Y,
        })];
    }

    private static ImmutableArray<(Series Series, int Tone)> SharedLegend(ImmutableArray<Picture> parts) =>
        parts.Length > 1 && parts[0] is Chart first
            && parts.All(part => part is Chart chart && Legend.Agree(first, chart)) ? Legend.Named(first) : [];

    private static IEnumerable<T> Every<T>(ImmutableArray<T> items, int start, int step) =>
        items.Where((_, i) => i % step == start);
}
