using System.Text.Json;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <summary>For programs: one JSON object a line.</summary>
/// <param name="output">Where the lines go.</param>
internal sealed class JsonReport(TextWriter output) : ExperimentReport
{
    private JsonLines _lines = new(output, "");

    /// <inheritdoc/>
    public override void Start(ExperimentSetup setup)
    {
        _lines = new(output, setup.Experiment.Name);
        _lines.Write("configuration", json =>
        {
            foreach (var setting in setup.Experiment.Settings)
            {
                json.Option(setting.Option.Name, setting.Value(setup.Parsed));
            }

            json.WriteString("data", setup.Data ?? "mnist");
            json.WriteNumber("seed", setup.Seed);
            json.WriteNumber("threads", setup.Threads);
            json.WriteString("vectors", Machine.Vectors);
        }, setup.CommandLine);
    }

    /// <inheritdoc/>
    public override void Note(Note note) => _lines.Write("note", json =>
    {
        json.WriteString("about", note.About);
        json.WriteString("text", note.Text);
        json.Numbers("values", note.Values);
    });

    /// <inheritdoc/>
    public override void Finish(ExperimentSetup setup, ExperimentRun run, WrittenFiles files)
    {
        foreach (var figure in run.Findings.Figures) _lines.Write("figure", json => Write(json, figure));
        foreach (var table in run.Findings.Tables) _lines.Write("table", json => Write(json, table));
        foreach (var (plate, file) in run.Findings.Plates.Zip(files.Pictures))
        {
            _lines.Write("picture", json =>
            {
                json.WriteString("file", file);
                json.WriteString("caption", plate.Caption);
            });
        }

        _lines.Write("result", json =>
        {
            json.WriteString("conclusion", run.Findings.Conclusion);
            json.WriteBoolean("stopped", run.Stopped);
            json.WriteNumber("seconds", run.Seconds);
            json.Numbers("measurements", run.Findings.Measurements);
            if (run.Findings.Weights is not { } weights) return;
            json.WriteString("weightsSha256", weights.Sha256);
            if (files.Weights is { } file) json.WriteString("weightsFile", file);
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
        json.Texts("header", table.Header);
        json.WriteStartArray("rows");
        foreach (var row in table.Rows) json.Texts(null, row);
        json.WriteEndArray();
    }
}
