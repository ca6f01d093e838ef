using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Output;
using Spectre.Console;

namespace Autograd.Examples.Harness;

/// <summary>Tables, and charts where the terminal can show them.</summary>
internal sealed class ConsoleFigures
{
    // Lines in a file are as long as they need to be.
    private const int NoLimit = 10_000;

    private readonly bool _terminal;
    private readonly IAnsiConsole _console;
    private readonly LiveChart _live;

    /// <summary>Shows tables and charts.</summary>
    /// <param name="output">Where they are shown.</param>
    /// <param name="terminal">Whether that is a terminal.</param>
    /// <param name="line">The line below a chart that grows.</param>
    public ConsoleFigures(TextWriter output, bool terminal, LiveLine line)
    {
        _terminal = terminal;
        _console = AnsiConsole.Create(new()
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!terminal) _console.Profile.Width = NoLimit;
        _console.Profile.Capabilities.Unicode = true;
        _live = new(_console, line);
    }

    /// <summary>Shows a curve in the place of the last one.</summary>
    /// <param name="curve">The curve, as far as it goes.</param>
    public void ShowLive(Chart curve) => _live.Show(curve);

    /// <summary>Takes the curve away.</summary>
    public void ClearLive() => _live.Clear();

    /// <summary>Shows numbers, those of the book beside them.</summary>
    /// <param name="figures">The numbers.</param>
    public void Write(ImmutableArray<Figure> figures)
    {
        if (figures.IsEmpty) return;
        Write(["figure", "here", "the book"], figures.Select(Cells),
            figures.Any(figure => figure.Book is not null) ? 3 : 2);
    }

    /// <summary>Shows a table.</summary>
    /// <param name="table">The table.</param>
    public void Write(Table table) =>
        Write(table.Header, table.Rows.Select(row => row.Select(text => new Text(text))), table.Header.Length);

    /// <summary>Shows a picture, if it is one that characters can show.</summary>
    /// <param name="picture">The picture.</param>
    public void Write(Picture picture)
    {
        if (TerminalChart.Of(picture) is { } chart) _console.Write(chart);
    }

    private static IEnumerable<Text> Cells(Figure figure) =>
    [
        new(figure.Name),
        new(figure.Text),
        figure.Book is not { } book ? new("")
        : book.Holds(figure.Value) ? new(book.Text)
        : new($"{book.Text} (differs)", new Style(Color.Red)),
    ];

    private void Write(IEnumerable<string> header, IEnumerable<IEnumerable<Text>> rows, int columns)
    {
        var table = new Spectre.Console.Table { Border = _terminal ? TableBorder.Rounded : TableBorder.Simple };
        foreach (var name in header.Take(columns)) table.AddColumn(new TableColumn(new Text(name)));
        foreach (var row in rows) table.AddRow(row.Take(columns));
        _console.Write(table);
    }
}
