using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>
/// Text in a picture. Nothing here knows the reader's font, so widths are estimates on the wide side.
/// </summary>
internal static class Words
{
    /// <summary>The height of a line, in font sizes.</summary>
    public const double LineHeight = 1.3;

    /// <summary>How much wider bold text is.</summary>
    public const double Bold = 1.1;

    private static readonly SearchValues<char> Narrow = SearchValues.Create(" .,:;'|!()[]{}/\\ijlftrI-\u207b");
    private static readonly SearchValues<char> Broad = SearchValues.Create("mwMW@%&→×+=<>~±");

    /// <summary>The most that a text is likely to take, in pixels.</summary>
    public static double Width(string text, double size) => size * text.EnumerateRunes().Sum(Ems);

    /// <summary>
    /// A text in lines that fit a width: broken between words, and within one only where it alone does not fit.
    /// </summary>
    public static ImmutableArray<string> Wrap(string text, double size, double width)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var line = "";
        foreach (var word in Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => Broken(word, size, width)))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        if (line.Length > 0) lines.Add(line);
        return lines.ToImmutable();
    }

    /// <summary>A text on one line, without what XML or a terminal cannot show.</summary>
    public static string Clean(string text) =>
        string.Concat(
            text.EnumerateRunes().Select(rune => Rune.IsControl(rune) || !Shown(rune) ? " " : rune.ToString()));

    /// <summary>A text as the content of an XML element or attribute.</summary>
    public static string Escape(string text) =>
        Clean(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    /// <summary>A length or a place in SVG: two decimals are finer than a screen.</summary>
    public static string Px(double value) => Math.Round(value, 2) is var rounded && rounded == 0 ? "0"
        : rounded.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>One line of text as an SVG element.</summary>
    /// <param name="text">The text, not escaped.</param>
    /// <param name="x">Where its anchor is.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="size">The size of the font.</param>
    /// <param name="attributes">Further attributes, each after a space.</param>
    public static string Element(string text, double x, double y, double size, string attributes = "") =>
        $"<text x=\"{Px(x)}\" y=\"{Px(y)}\" font-size=\"{Px(size)}\"{attributes}>{Escape(text)}</text>\n";

    /// <summary>Lines of text below each other, the first one's top at a place.</summary>
    public static string Elements(
        ImmutableArray<string> lines, double x, double top, double size, string attributes = "") =>
        string.Concat(
            lines.Select((line, i) => Element(line, x, top + (size * ((i * LineHeight) + 1)), size, attributes)));

    private static double Ems(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format ? 0
        : IsWide(rune.Value) ? 1.05
        : rune.IsBmp && Narrow.Contains((char)rune.Value) ? 0.42
        : rune.IsBmp && Broad.Contains((char)rune.Value) ? 1
        : Rune.IsUpper(rune) ? 0.74
        : 0.65;

    // East Asian scripts and pictographs fill a square.
    private static bool IsWide(int value) =>
        value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (
            >= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or >= 0x1F000;

    private static bool Shown(Rune rune) => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value);

    private static IEnumerable<string> Broken(string word, double size, double width)
    {
        var (part, taken) = (new StringBuilder(), 0.0);
        foreach (var rune in word.EnumerateRunes())
        {
            taken += size * Ems(rune);
            if (part.Length > 0 && taken > width)
            {
                yield return part.ToString();
                part.Clear();
                taken = size * Ems(rune);
            }

            part.Append(rune.ToString());
        }

        yield return part.ToString();
    }
}
