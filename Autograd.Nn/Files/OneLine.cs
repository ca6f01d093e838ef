using System.Globalization;
using System.Text;

namespace Autograd.Nn.Files;

/// <summary>
/// Text from outside as a part of a message: short, in one line, without characters that one cannot see.
/// </summary>
internal static class OneLine
{
    /// <summary>How many characters of a name, or of what stands in a file, a message repeats.</summary>
    internal const int Short = 60;

    private const int Longest = 400;
    private const char Ellipsis = '…';

    /// <summary>The beginning of a text, with spaces for line ends and control characters.</summary>
    /// <param name="text">Any text; what follows its beginning is not looked at.</param>
    /// <param name="longest">The number of characters after which an ellipsis stands for the rest.</param>
    internal static string Of(string text, int longest = Longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest) + 1);
        Span<char> units = stackalloc char[2];
        // Half a surrogate pair comes out as the replacement character.
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > longest) return line.Append(Ellipsis).ToString();
            line.Append(IsSeen(rune) ? units[..rune.EncodeToUtf16(units)] : " ");
        }

        return line.ToString();
    }

    /// <summary>
    /// A text of which the middle gives way where it is too long: for a message, whose fix stands at its end.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="longest">The most characters, the ellipsis included.</param>
    internal static string BothEnds(string text, int longest = Longest)
    {
        if (text.Length <= longest) return Of(text, longest);
        var (head, tail) = (longest - (longest / 3) - 1, longest / 3);
        if (char.IsHighSurrogate(text[head - 1])) head--;
        if (char.IsLowSurrogate(text[^tail])) tail--;
        return $"{Of(text[..head])}{Ellipsis}{Of(text[^tail..])}";
    }

    /// <summary>A value that was typed, short enough for a part of a message; its ends tell most of it.</summary>
    /// <param name="text">Any text.</param>
    internal static string Value(string text) => BothEnds(text, Short);

    /// <summary>The beginning of a name, in quotes.</summary>
    /// <param name="name">Any text.</param>
    internal static string Quoted(string name) => $"\"{Of(name, Short)}\"";

    /// <summary>The first names of a list, and how many more there are: <c>a, b, c and 5 more</c>.</summary>
    /// <param name="names">The names.</param>
    internal static string Listed(IReadOnlyCollection<string> names)
    {
        const int most = 3;
        var first = string.Join(", ", names.Take(most).Select(name => name.Length == 0 ? "\"\"" : Of(name, Short)));
        return names.Count <= most ? first : $"{first} and {names.Count - most} more";
    }

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
