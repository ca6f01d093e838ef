using System.Collections.Immutable;
using System.Globalization;
using Autograd.Examples.Charts;
using Autograd.Examples.Output;
using Spectre.Console;

namespace Autograd.Examples.Experiments;

/// <summary>For people: tables, charts where the terminal can show them, and on a terminal a line that moves.</summary>
internal sealed class TextExperimentReport : ExperimentReport
{
    // Lines in a file are as long as they need to be.
    private const int NoLimit = 10_000;

    private readonly TextWriter _output;
    private readonly bool _terminal;
    private readonly IAnsiConsole _console;
    private readonly LiveLine _line;
    private readonly LiveChart _curve;

    public TextExperimentReport(TextWriter output)
    {
        _output = output;
        _terminal = output == Console.Out && !Console.IsOutputRedirected;
        _console = Terminal();
        _line = new(output);
        _curve = new(_console, _line);
    }

    /// <inheritdoc/>
    public override void Progress(string stage, double done)
    {
        if (_terminal) _line.Show($"  {stage}  {Math.Clamp(done, 0, 1),4:P0}");
    }

    /// <inheritdoc/>
    public override void Curve(Chart curve)
    {
        if (_terminal) _curve.Show(curve);
    }

    /// <inheritdoc/>
    public override void Note(Note note)
    {
        _curve.Clear();
        _output.WriteLine(
            $"{note.Kind}  "
            + string.Join("   ", note.Values.Select(value =>
                $"{value.Name} {value.Value.ToString("G6", CultureInfo.InvariantCulture)}")));
    }

    /// <inheritdoc/>
    public override void Abandon() => _curve.Clear();

    /// <inheritdoc/>
    public override void Finish(ExperimentSetup setup, ExperimentRun run, ImmutableArray<string> files)
    {
        _curve.Clear();
        var console = _console;
        var findings = run.Findings;
        console.Write(
            new Text($"{run.Experiment.Name}: {run.Experiment.Summary}\n", new Style(decoration: Decoration.Bold)));
        console.WriteLine($"Deep Learning from Scratch, {run.Experiment.Section}; seed {setup.Seed}; {run.Seconds:F2} "
            + $"s{(run.Stopped ? "; stopped before its end" : "")}");
        if (!findings.Figures.IsEmpty)
        {
            console.Write(Rows(["figure", "here", "the book"], findings.Figures.Select(Cells),
                findings.Figures.Any(figure => figure.Book is not null) ? 3 : 2));
        }

        foreach (var table in findings.Tables)
        {
            console.WriteLine();
            console.WriteLine(table.Title);
            console.Write(
                Rows(table.Header, table.Rows.Select(row => row.Select(text => new Text(text))), table.Header.Length));
        }

        for (var i = 0; i < files.Length; i++)
        {
            console.WriteLine();
            if (_terminal && TerminalChart.Of(findings.Plates[i].Picture) is { } chart) console.Write(chart);
            console.WriteLine(findings.Plates[i].Caption);
            console.WriteLine($"  {files[i]}");
        }

        console.WriteLine();
        console.WriteLine(findings.Conclusion);
    }

    private static IEnumerable<Text> Cells(Figure figure) =>
    [
        new(figure.Name),
        new(figure.Text),
        figure.Book is not { } book ? new("")
        : book.Holds(figure.Value) ? new(book.Text)
        : new($"{book.Text} (differs)", new Style(Color.Red)),
    ];

    private Spectre.Console.Table Rows(IEnumerable<string> header, IEnumerable<IEnumerable<Text>> rows, int columns)
    {
        var table = new Spectre.Console.Table { Border = _terminal ? TableBorder.Rounded : TableBorder.Simple };
        foreach (var name in header.Take(columns)) table.AddColumn(new TableColumn(new Text(name)));
        foreach (var row in rows) table.AddRow(row.Take(columns));
        return table;
    }

    private IAnsiConsole Terminal()
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = _terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = _terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_output),
        });
        if (!_terminal) console.Profile.Width = NoLimit;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
