using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// What windows show of a plane, in lines: for each element of a window what it is at all places of a strip, side by
/// side, so that pooling compares whole vectors whatever the windows are.
/// </summary>
internal sealed class PoolLines
{
    // What is shown of a strip stays in the first-level cache.
    private const int StripElements = 4096;

    // Whole vectors of the widest there are.
    private const int Unit = 16;

    public PoolLines(PoolShape lengths)
    {
        Lengths = lengths;
        var (windows, places) = (lengths.Geometry, lengths.Output);
        StripRows =
            Math.Clamp(StripElements / Math.Max(1, windows.Size.Area * places.Width), 1, Math.Max(1, places.Height));
        Line = ((StripRows * places.Width) + Unit - 1) / Unit * Unit;
        ReachesOutside = windows.Padding != 0;
        ArePairs = windows is { Size.Width: 2, Stride.Width: 2, Dilation.Width: 1 }
            && windows.Size.Height <= windows.Stride.Height && windows.Dilation.Height == 1 && !ReachesOutside;
    }

    public PoolShape Lengths { get; }

    /// <summary>Rows of places of a strip.</summary>
    public int StripRows { get; }

    /// <summary>From one line to the next: whole vectors.</summary>
    public int Line { get; }

    /// <summary>Elements of all lines.</summary>
    public int Elements => checked(Lengths.Geometry.Size.Area * Line);

    /// <summary>Elements of memory that a thread needs: all lines, and one for the largest.</summary>
    public int ScratchElements => checked(Elements + Line);

    /// <summary>Whether some window shows something outside the image.</summary>
    public bool ReachesOutside { get; }

    // Whether windows lie side by side, two elements wide: then two lines are woven into rows of the image.
    private bool ArePairs { get; }

    /// <summary>Rows of the strip that begins at one.</summary>
    public int RowsFrom(int top) => Math.Min(StripRows, Lengths.Output.Height - top);

    /// <summary>Copies what the windows of a strip show of the image; what is outside stays as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Show<T>(T* plane, int top, T* lines)
        where T : unmanaged
    {
        var (windows, width) = (Lengths.Geometry, Lengths.Output.Width);
        for (var element = 0; element < windows.Size.Area; element++, lines += Line)
        {
            var (from, end) = Inside(element % windows.Size.Width);
            if (from == end) continue;
            for (int row = 0, rows = RowsFrom(top); row < rows; row++)
            {
                var line = windows.Row(top + row, element / windows.Size.Width);
                if ((uint)line >= (uint)Lengths.Image.Height) continue;
                RowCopies.Gather(plane + ((nint)line * Lengths.Image.Width) + windows.Column(from,
                    element % windows.Size.Width), windows.Stride.Width, lines + (row * width) + from, end - from);
            }
        }
    }

    /// <summary>Puts a number wherever the windows of a strip show something outside the image.</summary>
    public unsafe void FillOutside<T>(T* lines, int top, T number)
        where T : unmanaged
    {
        var (windows, width) = (Lengths.Geometry, Lengths.Output.Width);
        for (var element = 0; element < windows.Size.Area; element++, lines += Line)
        {
            var (from, end) = Inside(element % windows.Size.Width);
            for (int row = 0, rows = RowsFrom(top); row < rows; row++)
            {
                var shown = new Span<T>(lines + (row * width), width);
                if ((uint)windows.Row(top + row, element / windows.Size.Width) >= (uint)Lengths.Image.Height)
                {
                    shown.Fill(number);
                }
                else
                {
                    shown[..from].Fill(number);
                    shown[end..].Fill(number);
                }
            }
        }
    }

    /// <summary>
    /// Before any strip is added: zero where windows add to what is there, or where none of them reaches.
    /// </summary>
    public unsafe void Begin<T>(T* plane)
        where T : unmanaged
    {
        var tiled =
            ArePairs && Lengths.Geometry.Size.Height == Lengths.Geometry.Stride.Height && Lengths.Image.Width == 2
            * Lengths.Output.Width && Lengths.Image.Height == Lengths.Geometry.Size.Height * Lengths.Output.Height;
        if (!tiled) new Span<T>(plane, Lengths.Image.Area).Clear();
    }

    /// <summary>
    /// Adds the lines of a strip to the elements of the image that they show: window by window for each of them, as
    /// every sum over windows goes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Add<T>(T* lines, int top, T* plane)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var (windows, width) = (Lengths.Geometry, Lengths.Output.Width);
        for (int row = 0, rows = RowsFrom(top); row < rows; row++, lines += width)
        {
            for (var down = 0; down < windows.Size.Height; down++)
            {
                var line = windows.Row(top + row, down);
                if ((uint)line >= (uint)Lengths.Image.Height) continue;
                T* to = plane + ((nint)line * Lengths.Image.Width),
                shown = lines + ((nint)down * windows.Size.Width * Line);
                if (ArePairs) RowCopies.Weave(shown, shown + Line, to, 2 * width);
                else AddRow(shown, to);
            }
        }
    }

    // Of the windows that show an element the first shows it at its last column.
    private unsafe void AddRow<T>(T* lines, T* row)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var windows = Lengths.Geometry;
        for (var column = windows.Size.Width - 1; column >= 0; column--)
        {
            var (from, end) = Inside(column);
            T* line = lines + ((nint)column * Line), to = row + windows.Column(0, column);
            for (nint place = from; place < end; place++) to[place * windows.Stride.Width] += line[place];
        }
    }

    // The places at which a column of their windows lies inside the image.
    private (int From, int End) Inside(int column)
    {
        var (stride, first) = (Lengths.Geometry.Stride.Width, Lengths.Geometry.Column(0, column));
        var from = first >= 0 ? 0 : (-first + stride - 1) / stride;
        var end = first >= Lengths.Image.Width ? 0 : ((Lengths.Image.Width - 1 - first) / stride) + 1;
        from = Math.Min(from, Lengths.Output.Width);
        return (from, Math.Clamp(end, from, Lengths.Output.Width));
    }
}
