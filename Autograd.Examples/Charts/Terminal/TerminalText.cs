using System.Globalization;
using Autograd.Examples.Charts.Drawing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Autograd.Examples.Charts.Terminal;

/// <summary>
/// The text around a chart in a terminal. Nothing here is parsed as markup, so any name may stand in it.
/// </summary>
internal static class TerminalText
{
    // The palette of the pictures in its tones for dark pages, which light terminals show well enough.
    private static readonly Color[] Colors =
    [
        new(78, 163, 224), new(245, 139, 75), new(53, 196, 146), new(226, 139, 192), new(227, 179, 65),
        new(147, 210, 250), new(179, 157, 243), new(150, 158, 168),
    ];

    /// <summary>The color of a series.</summary>
    public static Style Tone(int? tone) => tone is { } number ? new Style(Colors[number % Colors.Length]) : Style.Plain;

    /// <summary>The text of axes.</summary>
    public static Style Soft { get; } = new(Color.Grey);

    /// <summary>How many cells a text takes.</summary>
    public static int Cells(string text) => new Segment(text).CellCount();

    /// <summary>A number in few signs, for the end of an axis.</summary>
    public static string Number(double value) =>
        value == 0 ? "0"
            : value.ToString(Math.Abs(value) is >= 1e-4 and < 1e6 ? "G5" : "0.###e0", CultureInfo.InvariantCulture);

    /// <summary>A text that takes no more than a number of cells; what is left out shows as a dot.</summary>
    public static string Fit(string text, int cells)
    {
        text = Words.Clean(text);
        if (Cells(text) <= cells) return text;
        var (kept, used) = ("", 0);
        foreach (var rune in text.EnumerateRunes())
        {
            used += Cells(rune.ToString());
            if (used >= cells) break;
            kept += rune;
        }

        return cells < 1 ? "" : $"{kept}.";
    }

    /// <summary>The names of series with their colors, in as many rows as a width needs.</summary>
    public static IEnumerable<Segment> Legend(Chart chart, int width, bool unicode)
    {
        var used = 0;
        foreach (var (series, tone) in Drawing.Legend.Named(chart))
        {
            if (series is Contours) continue;
            var (sign, name) = (unicode ? "■ " : "* ", Fit(series.Name, width - 2));
            var cells = 2 + Cells(name);
            if (used > 0 && used + 3 + cells > width)
            {
                yield return Segment.LineBreak;
                used = 0;
            }

            if (used > 0) yield return new Segment("   ");
            yield return new Segment(sign, Tone(tone));
            yield return new Segment(name);
            used += cells + (used > 0 ? 3 : 0);
        }

        if (used > 0) yield return Segment.LineBreak;
    }
}
