using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace Autograd.Properties.Fuzzing;

/// <summary>
/// RFC 8259 to the letter, for judges: objects as lists of members, so that a name that stands twice is seen.
/// </summary>
/// <param name="text">The text.</param>
internal sealed partial class StrictJson(string text)
{
    private const int MostDepth = 64;

    private int _at;
    private int _depth;

    /// <summary>
    /// The value: a list of members, a list of values, a <c>string</c>, a <see cref="BigInteger"/> for a number without
    /// sign, point and exponent, else a number's text in an array, <c>true</c>, <c>false</c> or null in a tuple.
    /// </summary>
    /// <exception cref="FormatException">The text is no JSON.</exception>
    internal static object Parse(string text)
    {
        var json = new StrictJson(text);
        var value = json.Value();
        json.Space();
        return json._at == text.Length ? value : throw json.Wrong();
    }

    private object Value()
    {
        Space();
        if (_at == text.Length || ++_depth > MostDepth) throw Wrong();
        object value = text[_at] switch
        {
            '{' => List('}', () => new KeyValuePair<string, object>(Key(), Value())),
            '[' => List(']', Value),
            '"' => String(),
            _ => Word(),
        };
        _depth--;
        return value;
    }

    private List<T> List<T>(char end, Func<T> item)
    {
        var items = new List<T>();
        _at++;
        Space();
        if (Take(end)) return items;
        do items.Add(item());
        while (Take(','));
        return Take(end) ? items : throw Wrong();
    }

    private string Key()
    {
        Space();
        var key = String();
        return Take(':') ? key : throw Wrong();
    }

    private string String()
    {
        var match = Quoted().Match(text, _at);
        if (!match.Success) throw Wrong();
        _at += match.Length;
        var value = Escape().Replace(match.Value[1..^1], escape => escape.Value[1] switch
        {
            'u' => $"{(char)int.Parse(escape.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)}",
            'b' => "\b",
            'f' => "\f",
            'n' => "\n",
            'r' => "\r",
            't' => "\t",
            var same => $"{same}",
        });
        // Half a surrogate pair is no text.
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(value) >= 0 ? value : throw Wrong();
    }

    private object Word()
    {
        var match = Plain().Match(text, _at);
        if (!match.Success) throw Wrong();
        _at += match.Length;
        return match.Value is "true" or "false" or "null" ? ValueTuple.Create(match.Value)
            : match.Value.All(char.IsAsciiDigit) ? BigInteger.Parse(match.Value, CultureInfo.InvariantCulture)
            : match.Value.ToCharArray();
    }

    private bool Take(char wanted)
    {
        Space();
        if (_at == text.Length || text[_at] != wanted) return false;
        _at++;
        return true;
    }

    private void Space()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r') _at++;
    }

    private FormatException Wrong() => new($"no JSON at {_at}");

    [GeneratedRegex(@"\G""(?:[^""\\\x00-\x1f]|\\[""\\/bfnrt]|\\u[0-9a-fA-F]{4})*""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\\(?:u[0-9a-fA-F]{4}|.)")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\G(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)")]
    private static partial Regex Plain();
}
