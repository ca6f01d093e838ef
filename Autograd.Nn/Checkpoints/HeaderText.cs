using System.Text;
using System.Text.Json;
using Autograd.Nn.Files;

namespace Autograd.Nn.Checkpoints;

/// <summary>
/// The tokens of a header, read with suspicion: what does not fit is a <see cref="HeaderException"/>.
/// </summary>
internal static class HeaderText
{
    // A letter may be written in six bytes, as \u0061.
    private const int LongestEscape = 6;

    /// <summary>The next token.</summary>
    internal static JsonTokenType Next(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType;
    }

    /// <summary>The text of a name or a string.</summary>
    internal static string Text(this ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw json.Problem("Unicode text", $"{json.Found()}, with half a surrogate pair");
        }
    }

    /// <summary>Which of some words of ASCII the name or string is; null for none of them.</summary>
    /// <param name="json">The reader, at a name or a string.</param>
    /// <param name="words">The words.</param>
    /// <param name="longest">The length of the longest of them.</param>
    internal static string? WordOf(this ref Utf8JsonReader json, string[] words, int longest)
    {
        if (json.ValueSpan.Length > longest * LongestEscape) return null;
        // Decoded first where it has escapes, which may be no text.
        var decoded = json.ValueIsEscaped ? json.Text() : null;
        foreach (var word in words)
        {
            if (decoded is null ? json.ValueTextEquals(word) : decoded == word) return word;
        }

        return null;
    }

    /// <summary>A number that counts something; null where the token is something else.</summary>
    internal static long? Count(this ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.ValueSpan[0] != '-' && json.TryGetInt64(out var number)
            ? number
            : null;

    /// <summary>The beginning of the token, as a message repeats it.</summary>
    internal static string Found(this ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.EndObject or JsonTokenType.EndArray => "its end",
        JsonTokenType.String or JsonTokenType.PropertyName => OneLine.Quoted(Beginning(json.ValueSpan)),
        _ => OneLine.Of(Beginning(json.ValueSpan), OneLine.Short),
    };

    /// <summary>The error at the token.</summary>
    internal static HeaderException Problem(this ref Utf8JsonReader json, string expected, string found) =>
        new(json.TokenStartIndex, expected, found);

    private static string Beginning(ReadOnlySpan<byte> utf8) =>
        Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 5 * OneLine.Short)]);
}
