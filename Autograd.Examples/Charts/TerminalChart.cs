using Autograd.Examples.Charts.Drawing;
using Autograd.Examples.Charts.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Autograd.Examples.Charts;

/// <summary>A chart in the characters of a terminal, as wide as there is room.</summary>
/// <param name="chart">The chart.</param>
/// <param name="rows">How many rows the curves take.</param>
internal sealed class TerminalChart(Chart chart, int rows = TerminalChart.UsualRows) : Renderable
{
    private const int UsualRows = 14;
    private const int Widest = 110;

    /// <summary>
    /// A picture for a terminal; null for one that a terminal cannot show. Of panels the first two that it can.
    /// </summary>
    public static IRenderable? Of(Picture picture) => picture switch
    {
        Chart chart => TerminalPlot.Shows(chart) ? new TerminalChart(chart) : null,
        Panels panels => panels.Parts.Select(Of).OfType<IRenderable>().Take(2).ToList() is { Count: > 0 } parts
            ? new Rows([new Text(Words.Clean(panels.Title), new Style(decoration: Decoration.Bold)), .. parts])
            : null,
        _ => null,
    };

    /// <summary>How many lines it takes on a console.</summary>
    public int Lines(IAnsiConsole console) => this.GetSegments(console).Count(segment => segment.IsLineBreak);

    /// <inheritdoc/>
    protected override Measurement Measure(RenderOptions options, int maxWidth) =>
        new(Math.Min(maxWidth, 30), Math.Min(maxWidth, Widest));

    /// <inheritdoc/>
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var width = Math.Clamp(maxWidth, 1, Widest);
        var (x, y) = DataRange.Of(chart, margin: 0);
        var (top, bottom) = (TerminalText.Number(y.Value(1)), TerminalText.Number(y.Value(0)));
        var gutter = Math.Max(TerminalText.Cells(top), TerminalText.Cells(bottom)) + 1;
        var columns = width - gutter - 1;
        if (columns < 8) return [new Segment(TerminalText.Fit(chart.Title, width)), Segment.LineBreak];

        var canvas = TerminalPlot.Of(chart, x, y, columns, rows);
        var (wall, corner, floor) = options.Unicode ? ("│", "└", '─') : ("|", "+", '-');
        var segments = new List<Segment>();
        void Line(params Segment[] parts) => segments.AddRange([.. parts, Segment.LineBreak]);

        if (!string.IsNullOrWhiteSpace(chart.Title))
        {
            Line(new Segment(TerminalText.Fit(chart.Title, width), new Style(decoration: Decoration.Bold)));
        }

        if (!string.IsNullOrWhiteSpace(chart.Y.Label))
        {
            Line(new Segment(TerminalText.Fit(Named(chart.Y), width), TerminalText.Soft));
        }

        for (var row = 0; row < rows; row++)
        {
            var label = row == 0 ? top : row == rows - 1 ? bottom : "";
            Line([new Segment($"{label.PadLeft(gutter - 1)} {wall}", TerminalText.Soft),
                .. Runs(canvas.Row(row, options.Unicode))]);
        }

        Line(new Segment(new string(' ', gutter) + corner + new string(floor, columns), TerminalText.Soft));
        Line(new Segment(new string(' ', gutter + 1) + Floor(x, columns), TerminalText.Soft));
        if (Unseen.Of(chart, x, y) is { Length: > 0 } note)
        {
            Line(new Segment(TerminalText.Fit(note, width), TerminalText.Soft));
        }

        segments.AddRange(TerminalText.Legend(chart, width, options.Unicode));
        return segments;
    }

    // Both ends, and the name between them where it fits.
    private string Floor(AxisRange x, int columns)
    {
        var (low, high) = chart.X.Names.IsEmpty
            ? (TerminalText.Number(x.Value(0)), TerminalText.Number(x.Value(1)))
            : (Words.Clean(chart.X.Names[0]), Words.Clean(chart.X.Names[^1]));
        var room = columns - TerminalText.Cells(low) - TerminalText.Cells(high);
        if (room < 1) return TerminalText.Fit(low, columns);
        var name = room > 4 ? TerminalText.Fit(Named(chart.X), room - 2) : "";
        var left = (room - TerminalText.Cells(name)) / 2;
        return low + new string(' ', left) + name + new string(' ', room - left - TerminalText.Cells(name)) + high;
    }

    private static string Named(Axis axis) =>
        axis.Scale == Scale.Log && axis.Label.Length > 0 ? $"{axis.Label} (log)" : axis.Label;

    private static IEnumerable<Segment> Runs(IEnumerable<Cell> cells)
    {
        var (text, tone) = ("", (int?)null);
        foreach (var cell in cells)
        {
            if (text.Length > 0 && cell.Sign != ' ' && cell.Tone != tone)
            {
                yield return new Segment(text, TerminalText.Tone(tone));
                text = "";
            }

            // A space has no color to change.
            if (cell.Sign != ' ') tone = cell.Tone;
            text += cell.Sign;
        }

        yield return new Segment(text, TerminalText.Tone(tone));
    }
}
