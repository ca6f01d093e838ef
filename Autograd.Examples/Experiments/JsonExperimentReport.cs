using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Autograd.Examples.Bench;
using Autograd.Examples.Output;

namespace Autograd.Examples.Experiments;

/// <summary>For machines: one JSON object a line.</summary>
internal sealed class JsonExperimentReport(TextWriter output) : ExperimentReport
{
    // Not for a page of HTML: + and < may stand as they are.
    private static readonly JsonWriterOptions Readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public override void Start(ExperimentSetup setup) => Line("configuration", json =>
    {
        json.WriteString("experiment", setup.Experiment.Name);
        foreach (var setting in setup.Experiment.Settings)
        {
            Value(json, InCamelCase(setting.Option.Name), setting.Value(setup.Parsed));
        }

        json.WriteString("data", setup.Data ?? "mnist");
        json.WriteNumber("seed", setup.Seed);
        json.WriteNumber("threads", setup.Threads);
        json.WriteString("vectors", Machine.Vectors);
        json.WriteString("command", setup.CommandLine);
    });

    /// <inheritdoc/>
    public override void Note(Note note) => Line(note.Kind, json =>
    {
        foreach (var (name, value) in note.Values) json.Number(name, value);
    });

    /// <inheritdoc/>
    public override void Finish(ExperimentSetup setup, ExperimentRun run, ImmutableArray<string> files)
    {
        foreach (var figure in run.Findings.Figures) Line("figure", json => Write(json, figure));
        foreach (var table in run.Findings.Tables) Line("table", json => Write(json, table));
        for (var i = 0; i < files.Length; i++)
        {
            var (plate, file) = (run.Findings.Plates[i], files[i]);
            Line("picture", json =>
            {
                json.WriteString("file", file);
                json.WriteString("caption", plate.Caption);
            });
        }

        Line(run.Stopped ? "interrupted" : "result", json =>
        {
            json.WriteString("conclusion", run.Findings.Conclusion);
            json.WriteNumber("seconds", run.Seconds);
            if (run.Findings.WeightsSha256 is { } digest) json.WriteString("weightsSha256", digest);
        });
    }

    private static void Write(Utf8JsonWriter json, Figure figure)
    {
        json.WriteString("name", figure.Name);
        json.Number("value", figure.Value);
        if (figure.Book is not { } book) return;
        json.WriteStartObject("book");
        json.WriteString("text", book.Text);
        json.Number("low", book.Low);
        json.Number("high", book.High);
        json.WriteBoolean("agrees", book.Holds(figure.Value));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Table table)
    {
        json.WriteString("title", table.Title);
        Texts("header", table.Header);
        json.WriteStartArray("rows");
        foreach (var row in table.Rows) Texts(null, row);
        json.WriteEndArray();

        void Texts(string? name, ImmutableArray<string> texts)
        {
            if (name is null) json.WriteStartArray();
            else json.WriteStartArray(name);
            foreach (var text in texts) json.WriteStringValue(text);
            json.WriteEndArray();
        }
    }

    private static void Value(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case int or long: json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case double or float: json.Number(name, Convert.ToDouble(value, CultureInfo.InvariantCulture)); break;
            default: json.WriteString(name, $"{value}"); break;
        }
    }

    private static string InCamelCase(string option) => string.Concat(
        option.TrimStart('-').Split('-')
            .Select((word, i) => i == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));

    private void Line(string kind, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("event", kind);
            write(json);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
        output.Flush();
    }
}
