using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>A line of a legend.</summary>
/// <param name="Lines">The name of the series, in lines that fit.</param>
/// <param name="Series">What its swatch shows.</param>
/// <param name="Tone">Its color.</param>
/// <param name="Place">Where it is within the legend, swatch and name.</param>
internal sealed record LegendEntry(ImmutableArray<string> Lines, Series Series, int Tone, Box Place);

/// <summary>The named series of a chart, in a column or in rows.</summary>
/// <param name="Entries">One for each name and kind of mark.</param>
/// <param name="FontSize">The size of the names.</param>
internal sealed record Legend(ImmutableArray<LegendEntry> Entries, double FontSize)
{
    private const double Swatch = 28;
    private const double Gap = 14;

    /// <summary>The width of all entries.</summary>
    public double Width => Entries.Select(entry => entry.Place.Right).DefaultIfEmpty(0).Max();

    /// <summary>The height of all entries.</summary>
    public double Height => Entries.Select(entry => entry.Place.Bottom).DefaultIfEmpty(0).Max();

    /// <summary>What is named in a chart; nothing where the title already says it.</summary>
    public static ImmutableArray<(Series Series, int Tone)> Named(Chart chart)
    {
        var named = chart.Series.Zip(Tones(chart), (series, tone) => (Series: series, Tone: tone))
            .Where(entry => !string.IsNullOrWhiteSpace(entry.Series.Name))
            .DistinctBy(entry => Looks(entry.Series))
            .ToImmutableArray();
        return named.Length == 1 && named[0].Series.Name == chart.Title ? [] : named;
    }

    /// <summary>The color of each series: equal names have equal colors.</summary>
    public static ImmutableArray<int> Tones(Chart chart)
    {
        var drawn = chart.Series.Where(series => series is not Contours).Select(Key).Distinct().ToList();
        // Lines of equal height have no color, and tones of their own.
        var grids = chart.Series.OfType<Contours>().Where(grid => !string.IsNullOrWhiteSpace(grid.Name))
            .Select(Key).Distinct().ToList();
        return [.. chart.Series.Select(series =>
            Math.Max(0, series.Tone ?? (series is Contours ? grids : drawn).IndexOf(Key(series))))];

        static object Key(Series series) =>
            string.IsNullOrWhiteSpace(series.Name) ? new ReferenceKey(series) : series.Name;
    }

    /// <summary>Whether two charts have the same legend.</summary>
    public static bool Agree(Chart one, Chart other) =>
        Named(one).Select(pair => (Looks(pair.Series), pair.Tone))
            .SequenceEqual(Named(other).Select(pair => (Looks(pair.Series), pair.Tone)));

    /// <summary>Entries below each other.</summary>
    public static Legend Column(ImmutableArray<(Series Series, int Tone)> named, double fontSize) =>
        Flow(named, fontSize, 0, double.PositiveInfinity);

    /// <summary>Entries beside each other, in as many rows as a width needs.</summary>
    public static Legend Rows(ImmutableArray<(Series Series, int Tone)> named, double fontSize, double width) =>
        Flow(named, fontSize, width, width);

    /// <summary>The SVG of this legend, its upper left corner at a place.</summary>
    public string Draw(double x, double y) =>
        Entries.IsEmpty ? "" : $"<g {Theme.Text}>\n" + string.Concat(Entries.Select(entry =>
    {
        var (left, top) = (x + entry.Place.X, y + entry.Place.Y);
        return SwatchDrawing.Of(entry.Series, entry.Tone, left, top + (FontSize * 0.68), Swatch - 6)
            + Words.Elements(entry.Lines, left + Swatch, top, FontSize);
    })) + "</g>\n";

    private static Legend Flow(
        ImmutableArray<(Series Series, int Tone)> named, double fontSize, double rowWidth, double widest)
    {
        var entries = ImmutableArray.CreateBuilder<LegendEntry>();
        var (x, y, rowHeight) = (0.0, 0.0, 0.0);
        foreach (var (series, tone) in named)
        {
            var lines = Words.Wrap(series.Name, fontSize, widest - Swatch);
            var width = Swatch + lines.Select(line => Words.Width(line, fontSize)).DefaultIfEmpty(0).Max();
            var height = Math.Max(1, lines.Length) * fontSize * Words.LineHeight;
            if (x > 0 && x + width > rowWidth) (x, y, rowHeight) = (0, y + rowHeight + (fontSize * 0.25), 0);
            entries.Add(new(lines, series, tone, new(x, y, width, height)));
            (x, rowHeight) = (x + width + Gap, Math.Max(rowHeight, height));
        }

        return new(entries.ToImmutable(), fontSize);
    }

    private static (string Name, Type Kind, bool Dashed, bool Marked) Looks(Series series) =>
        (series.Name, series.GetType(), series is Line { Dashed: true }, series is Line { Marked: true });

    // Records compare by content, and two nameless series of equal content are still two.
    private sealed class ReferenceKey(Series series)
    {
        public override bool Equals(object? obj) => obj is ReferenceKey other && ReferenceEquals(other.Series, Series);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(Series);

        private Series Series => series;
    }
}
