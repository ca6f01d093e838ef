using Autograd.Examples.Charts;
using Autograd.Examples.Charts.Terminal;
using Autograd.Examples.Harness;
using Spectre.Console;
using Spectre.Console.Rendering;
using Xunit;

namespace Autograd.Properties.Examples.Charts.Terminal;

/// <summary>Charts in a terminal fit it, whatever they show.</summary>
[Laws(Arbitrary = [typeof(PictureArbitraries)], MaxTest = 100)]
public sealed class TerminalLaws
{
    [Law]
    public void No_line_is_wider_than_the_terminal(ChartCase chart, byte width)
    {
        var columns = 10 + (width / 2);
        var lines = Lines(chart.Chart, columns);
        Assert.All(lines, line => Assert.True(new Segment(line).CellCount() <= columns, $"'{line}' in {columns}"));
        Assert.DoesNotContain(lines, line =>
            line.Contains("NaN", StringComparison.Ordinal) || line.Contains('\u001b', StringComparison.Ordinal));
        // A title, an axis, 14 rows, 2 below it and a legend: not more than a screen.
        if (chart.Chart.Series.Length <= 3) Assert.InRange(lines.Length, 0, 24);
    }

    [Fact]
    public void A_line_that_rises_rises()
    {
        var rows = Lines(new Chart("", new(""), new(""), new Line("", [new(0, 0), new(1, 1)])), 40);
        var first = rows.Select(row => row.Index()
            .FirstOrDefault(sign => sign.Item is > '\u2800' and <= '\u28ff').Index).Where(at => at > 0).ToList();
        Assert.Equal(14, first.Count);
        Assert.Equal(first.OrderDescending(), first);
        Assert.True(first[0] > first[^1] + 30);
    }

    [Fact]
    public void Bars_are_as_high_as_their_counts()
    {
        var rows = Lines(new Chart("", new(""), new(""), new Histogram("", [0, 1, 2], [1, 2])), 40);
        Assert.Equal(14, rows.Count(row => row.TrimEnd().EndsWith('█')));
        Assert.Equal(7, rows.Count(row => row.Contains("███████████████████████", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bars_below_zero_hang_from_it()
    {
        var rows =
            Lines(new Chart("", new(""), new(""), new Histogram("", [0, 1, 2, 3], [3, -4, -0.01])), 40)
            .Where(row => row.Contains('│', StringComparison.Ordinal))
            .Select(row => row[(row.IndexOf('│', StringComparison.Ordinal) + 1)..]).ToArray();
        string Column(double part) => string.Concat(rows.Select(row => row[(int)(part * row.Length)]));
        Assert.Equal("██████        ", Column(0.1));
        Assert.Equal("      ████████", Column(0.5));
        Assert.Equal("      ▔       ", Column(0.9));
    }

    [Fact]
    public void A_live_chart_is_taken_away_line_by_line_and_is_nowhere_but_on_a_terminal()
    {
        var chart = new Chart("Loss", new("epoch"), new("loss"), new Line("", [new(0, 1), new(1, 0)]));
        string Shown(AnsiSupport ansi, int height = 40)
        {
            var output = new StringWriter();
            var console = AnsiConsole.Create(
                new() { Ansi = ansi, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(output) });
            (console.Profile.Width, console.Profile.Height) = (60, height);
            var live = new LiveChart(console, new(output));
            live.Show(chart);
            // Too soon to be seen.
            live.Show(chart);
            live.Clear();
            live.Clear();
            return output.ToString();
        }

        var shown = Shown(AnsiSupport.Yes);
        Assert.Contains(shown, sign => sign is > '⠀' and <= '⣿' or '*');
        Assert.EndsWith($"\e[{shown.Count(sign => sign == '\n')}A\e[J", shown, StringComparison.Ordinal);
        Assert.Equal(2, shown.Split("Loss").Length);
        Assert.Empty(Shown(AnsiSupport.No));
        Assert.Empty(Shown(AnsiSupport.Yes, height: 10));
    }

    [Fact]
    public void A_terminal_without_Unicode_gets_ASCII()
    {
        var chart = new Chart(
            "", new("x"), new("y"), new Histogram("bars", [0, 1, 2], [1, 2]), new Line("line", [new(0, 0), new(2, 2)]));
        var lines = Lines(chart, 40, unicode: false);
        Assert.All(lines, line => Assert.DoesNotContain(line, sign => sign > '~'));
        Assert.Contains(lines,
            line => line.Contains("##", StringComparison.Ordinal) && line.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void Markup_is_shown_as_it_is() =>
        Assert.Contains(Lines(new Chart("[red]a[/] ]", new("[x"), new("y]"), new Line("[bold", [new(0, 0)])), 60),
            line => line.StartsWith("[red]a[/] ]", StringComparison.Ordinal));

    [Fact]
    public void What_a_terminal_cannot_show_is_nothing()
    {
        Assert.Null(TerminalChart.Of(new ImageGrid("", 1)));
        Assert.Null(
            TerminalChart.Of(new Chart("", new(""), new(""), new Contours("", [0, 1], [0, 1], [0, 0, 1, 1], [0.5]))));
        Assert.Null(TerminalChart.Of(new Panels("", 1, new ImageGrid("", 1))));
        Assert.NotNull(TerminalChart.Of(
            new Panels("", 1, new ImageGrid("", 1), new Chart("", new(""), new(""), new Line("", [])))));
    }

    private static string[] Lines(Picture picture, int width, bool unicode = true)
    {
        if (TerminalChart.Of(picture) is not { } chart) return [];
        using var text = new StringWriter();
        var console = Screen.Of(text, redirected: true);
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = unicode;
        console.Write(chart);
        return text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
