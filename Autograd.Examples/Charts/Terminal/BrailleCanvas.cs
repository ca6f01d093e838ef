using Autograd.Examples.Charts.Drawing;

namespace Autograd.Examples.Charts.Terminal;

/// <summary>A character of a terminal and the number of its color; none for the terminal's own.</summary>
internal readonly record struct Cell(char Sign, int? Tone);

/// <summary>Dots, two across and four down in each character.</summary>
/// <param name="columns">How many characters in a row.</param>
/// <param name="rows">How many rows.</param>
internal sealed class BrailleCanvas(int columns, int rows)
{
    // The bits of Unicode's braille patterns: the lowest row was added later.
    private static readonly byte[,] Bits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };
    private const string Blocks = " ▁▂▃▄▅▆▇█";

    private readonly byte[] _dots = new byte[columns * rows];
    private readonly Cell[] _cells = [.. Enumerable.Repeat(new Cell(' ', null), columns * rows)];

    /// <summary>The place of its dots: a plot area to project into, whose pixels are dots.</summary>
    public Box Plot => new(0, 0, (2 * columns) - 1, (4 * rows) - 1);

    /// <summary>Sets the dot nearest to a place, if there is one.</summary>
    public void Dot(Point at, int tone)
    {
        var (x, y) = ((int)Math.Round(at.X), (int)Math.Round(at.Y));
        if (x < 0 || y < 0 || x >= 2 * columns || y >= 4 * rows) return;
        var cell = (y / 4 * columns) + (x / 2);
        _dots[cell] |= Bits[y % 4, x % 2];
        _cells[cell] = new((char)(0x2800 + _dots[cell]), tone);
    }

    /// <summary>Sets the dots between two places.</summary>
    public void Segment(Point from, Point to, int tone)
    {
        var steps = (int)Math.Ceiling(Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)));
        for (var i = 0; i <= steps; i++)
        {
            var part = steps == 0 ? 0 : i / (double)steps;
            Dot(new(from.X + (part * (to.X - from.X)), from.Y + (part * (to.Y - from.Y))), tone);
        }
    }

    /// <summary>
    /// Fills a column of characters from the ground, which is between two rows: up in eighths of a character, down in
    /// halves.
    /// </summary>
    /// <param name="column">The column.</param>
    /// <param name="ground">Where the bar stands or hangs, as a part of the height.</param>
    /// <param name="fraction">Where it ends.</param>
    /// <param name="tone">The number of its color.</param>
    public void Bar(int column, double ground, double fraction, int tone)
    {
        var floor = (int)Math.Round(Math.Clamp(ground, 0, 1) * rows);
        var eighths = (int)Math.Round(Math.Clamp(fraction, 0, 1) * rows * 8) - (floor * 8);
        // What is not nothing is seen.
        if (fraction > ground) eighths = Math.Max(eighths, 1);
        if (fraction < ground) eighths = Math.Min(eighths, -1);
        var (rest, step) = (Math.Abs(eighths), Math.Sign(eighths));
        for (var row = step > 0 ? rows - 1 - floor : rows - floor; row >= 0 && row < rows && rest > 0; row -= step,
            rest -= 8)
            _cells[(row * columns) + column] =
                new(step > 0 ? Blocks[Math.Min(rest, 8)] : rest > 5 ? '█' : rest > 2 ? '▀' : '▔', tone);
    }

    /// <summary>The characters of a row, where a terminal has no more than ASCII in signs that it has.</summary>
    public IEnumerable<Cell> Row(int row, bool unicode) =>
        Enumerable.Range(row * columns, columns).Select(i => unicode || _cells[i].Sign == ' '
        ? _cells[i]
        : _cells[i] with { Sign = _dots[i] != 0 ? '*' : '#' });
}
