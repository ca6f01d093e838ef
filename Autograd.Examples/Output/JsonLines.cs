using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Autograd.Examples.Output;

/// <summary>
/// The lines of <c>--json</c>, of one form for all commands: an object that names its kind and the command, and holds
/// the rest under the name of its kind. docs/experiments.md lists the kinds.
/// </summary>
/// <param name="output">Where the lines go.</param>
/// <param name="experiment">The command's words, e.g. <c>bench products</c>.</param>
internal sealed class JsonLines(TextWriter output, string experiment)
{
    // Not for a page of HTML: + and < may stand as they are.
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a line.</summary>
    /// <param name="kind">Its kind, e.g. <c>figure</c>.</param>
    /// <param name="body">Writes what it says.</param>
    /// <param name="command">What to type for the same results, where the line tells that.</param>
    public void Write(string kind, Action<Utf8JsonWriter> body, string? command = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteString("experiment", experiment);
            if (command is not null) json.WriteString("command", command);
            json.WriteStartObject(kind);
            body(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Flush();
    }
}

/// <summary>Members of the objects.</summary>
internal static class JsonMembers
{
    /// <summary>Writes a number; infinities and NaN, which JSON does not have, as text.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="value">The number.</param>
    public static void Number(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes an object of numbers.</summary>
    /// <param name="json">The object around it.</param>
    /// <param name="name">The member's name.</param>
    /// <param name="values">The numbers and their names.</param>
    public static void Numbers(
        this Utf8JsonWriter json, string name, ImmutableArray<(string Name, double Value)> values)
    {
        json.WriteStartObject(name);
        foreach (var (each, value) in values) json.Number(each, value);
        json.WriteEndObject();
    }

    /// <summary>Writes texts in their order.</summary>
    /// <param name="json">The object or array around them.</param>
    /// <param name="name">The member's name; null within an array.</param>
    /// <param name="texts">The texts.</param>
    public static void Texts(this Utf8JsonWriter json, string? name, ImmutableArray<string> texts)
    {
        if (name is null) json.WriteStartArray();
        else json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>Writes the value of an option, under its name in camel case.</summary>
    /// <param name="json">The object.</param>
    /// <param name="option">The option, e.g. <c>--learning-rate</c>.</param>
    /// <param name="value">The value; null where there is none.</param>
    public static void Option(this Utf8JsonWriter json, string option, object? value)
    {
        var name = string.Concat(option.TrimStart('-').Split('-')
            .Select((word, i) => i == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case int or long: json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case double number: json.Number(name, number); break;
            default: json.WriteString(name, $"{value}"); break;
        }
    }
}
