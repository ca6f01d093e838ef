using System.Diagnostics;
using Autograd.Examples.Charts;
using Autograd.Examples.Output;
using Spectre.Console;

namespace Autograd.Examples.Harness;

/// <summary>A chart on a terminal, drawn anew in its place above a <see cref="LiveLine"/>.</summary>
/// <param name="console">The terminal.</param>
/// <param name="below">The line below it.</param>
internal sealed class LiveChart(IAnsiConsole console, LiveLine below)
{
    private const int Rows = 8;

    // Title, names of the axes, and the line below it: what does not fit into the window could not be rewritten.
    private const int Others = 6;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private long _shown;
    private int _lines;

    /// <summary>Shows a chart in the place of the last one, unless that was a moment ago.</summary>
    public void Show(Chart chart)
    {
        if (!console.Profile.Capabilities.Ansi || console.Profile.Height < Rows + Others) return;
        if (_shown != 0 && Stopwatch.GetElapsedTime(_shown) < Pause) return;
        var shown = new TerminalChart(chart, Rows);
        Clear();
        console.Write(shown);
        _lines = shown.Lines(console);
        _shown = Stopwatch.GetTimestamp();
    }

    /// <summary>Takes the chart and the line away.</summary>
    public void Clear()
    {
        below.Clear();
        if (_lines > 0) console.Write(new ControlCode($"\e[{_lines}A\e[J"));
        (_lines, _shown) = (0, 0);
    }
}
