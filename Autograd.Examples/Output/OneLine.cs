namespace Autograd.Examples.Output;

/// <summary>What the program says of a trouble: one line of bounded length, whatever was typed.</summary>
internal static class OneLine
{
    /// <summary>The most characters of such a line.</summary>
    public const int Most = 400;

    private const int MostOfValue = 60;

    /// <summary>A message as one line; what is too long loses its middle, since the fix stands at the end.</summary>
    public static string Of(string message) => Plain(Clip(message, Most));

    /// <summary>A value that was typed, short enough for a message.</summary>
    public static string Value(string text) => Plain(Clip(text, MostOfValue));

    /// <summary>Writes a message as one line.</summary>
    public static void WriteTo(TextWriter errors, string message) => errors.WriteLine(Of(message));

    private static string Clip(string text, int most)
    {
        if (text.Length <= most) return text;
        var (head, tail) = (most - (most / 3) - 1, most / 3);
        if (char.IsHighSurrogate(text[head - 1])) head--;
        if (char.IsLowSurrogate(text[^tail])) tail--;
        return $"{text[..head]}…{text[^tail..]}";
    }

    private static string Plain(string text) =>
        string.Concat(
            text.Select(character => char.IsControl(character) || character is '\u2028' or '\u2029' ? ' ' : character));
}
