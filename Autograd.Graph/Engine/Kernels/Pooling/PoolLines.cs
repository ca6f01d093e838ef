using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Pooling;

/// <summary>
/// The pixels under the windows of a strip of a plane, in lines: for each element of a window a line with its pixel at
/// every output position. Pooling then compares whole vectors, for windows of any size, stride and dilation.
/// </summary>
internal sealed class PoolLines
{
    // The lines of a strip stay in the first-level cache.
    private const int StripElements = 4096;

    // The widest vectors have 16 floats; lines are whole vectors.
    private const int Unit = 16;

    public PoolLines(PoolShape shape)
    {
        Shape = shape;
        var (geometry, outputs) = (shape.Geometry, shape.Output);
        StripRows =
            Math.Clamp(StripElements / Math.Max(1, geometry.Size.Area * outputs.Width), 1, Math.Max(1, outputs.Height));
        Line = ((StripRows * outputs.Width) + Unit - 1) / Unit * Unit;
        ReachesOutside = geometry.Padding != 0;
        ArePairs = geometry is { Size.Width: 2, Stride.Width: 2, Dilation.Width: 1 }
            && geometry.Size.Height <= geometry.Stride.Height && geometry.Dilation.Height == 1 && !ReachesOutside;
    }

    public PoolShape Shape { get; }

    /// <summary>Rows of output positions in a strip.</summary>
    public int StripRows { get; }

    /// <summary>The distance between lines, in whole vectors.</summary>
    public int Line { get; }

    /// <summary>Elements of all lines.</summary>
    public int Elements => checked(Shape.Geometry.Size.Area * Line);

    /// <summary>Elements of scratch that a thread needs: all lines, and one for the largest.</summary>
    public int ScratchElements => checked(Elements + Line);

    /// <summary>Whether some window reaches into the padding.</summary>
    public bool ReachesOutside { get; }

    // Whether windows are two elements wide and lie side by side. Then two lines are interleaved into a row of the
    // image.
    private bool ArePairs { get; }

    /// <summary>Rows of the strip that begins at a row.</summary>
    public int RowsFrom(int top) => Math.Min(StripRows, Shape.Output.Height - top);

    /// <summary>Copies the pixels under the windows of a strip; elements for the padding stay as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Load<T>(T* plane, int top, T* lines)
        where T : unmanaged
    {
        var (geometry, width) = (Shape.Geometry, Shape.Output.Width);
        for (var element = 0; element < geometry.Size.Area; element++, lines += Line)
        {
            var (from, end) = Inside(element % geometry.Size.Width);
            if (from == end) continue;
            for (int row = 0, rows = RowsFrom(top); row < rows; row++)
            {
                var line = geometry.Row(top + row, element / geometry.Size.Width);
                if ((uint)line >= (uint)Shape.Image.Height) continue;
                RowCopies.Gather(plane + ((nint)line * Shape.Image.Width) + geometry.Column(from,
                    element % geometry.Size.Width), geometry.Stride.Width, lines + (row * width) + from, end - from);
            }
        }
    }

    /// <summary>Sets the elements that lie in the padding to a number.</summary>
    public unsafe void FillOutside<T>(T* lines, int top, T number)
        where T : unmanaged
    {
        var (geometry, width) = (Shape.Geometry, Shape.Output.Width);
        for (var element = 0; element < geometry.Size.Area; element++, lines += Line)
        {
            var (from, end) = Inside(element % geometry.Size.Width);
            for (int row = 0, rows = RowsFrom(top); row < rows; row++)
            {
                var pixels = new Span<T>(lines + (row * width), width);
                if ((uint)geometry.Row(top + row, element / geometry.Size.Width) >= (uint)Shape.Image.Height)
                {
                    pixels.Fill(number);
                }
                else
                {
                    pixels[..from].Fill(number);
                    pixels[end..].Fill(number);
                }
            }
        }
    }

    /// <summary>Clears a plane before its strips are added, if windows overlap or leave gaps.</summary>
    public unsafe void Begin<T>(T* plane)
        where T : unmanaged
    {
        var tiled =
            ArePairs && Shape.Geometry.Size.Height == Shape.Geometry.Stride.Height && Shape.Image.Width == 2
            * Shape.Output.Width && Shape.Image.Height == Shape.Geometry.Size.Height * Shape.Output.Height;
        if (!tiled) new Span<T>(plane, Shape.Image.Area).Clear();
    }

    /// <summary>
    /// Adds the lines of a strip to the pixels of the image, window by window for each pixel, in the order of every sum
    /// over windows.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Add<T>(T* lines, int top, T* plane)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var (geometry, width) = (Shape.Geometry, Shape.Output.Width);
        for (int row = 0, rows = RowsFrom(top); row < rows; row++, lines += width)
        {
            for (var down = 0; down < geometry.Size.Height; down++)
            {
                var line = geometry.Row(top + row, down);
                if ((uint)line >= (uint)Shape.Image.Height) continue;
                T* to = plane + ((nint)line * Shape.Image.Width),
                pixels = lines + ((nint)down * geometry.Size.Width * Line);
                if (ArePairs) RowCopies.Weave(pixels, pixels + Line, to, 2 * width);
                else AddRow(pixels, to);
            }
        }
    }

    // The first window that covers a pixel covers it with its last column.
    private unsafe void AddRow<T>(T* lines, T* row)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var geometry = Shape.Geometry;
        for (var column = geometry.Size.Width - 1; column >= 0; column--)
        {
            var (from, end) = Inside(column);
            T* line = lines + ((nint)column * Line), to = row + geometry.Column(0, column);
            for (nint output = from; output < end; output++) to[output * geometry.Stride.Width] += line[output];
        }
    }

    // The range of output positions at which a column of the window lies inside the image.
    private (int From, int End) Inside(int column)
    {
        var (stride, first) = (Shape.Geometry.Stride.Width, Shape.Geometry.Column(0, column));
        var from = first >= 0 ? 0 : (-first + stride - 1) / stride;
        var end = first >= Shape.Image.Width ? 0 : ((Shape.Image.Width - 1 - first) / stride) + 1;
        from = Math.Min(from, Shape.Output.Width);
        return (from, Math.Clamp(end, from, Shape.Output.Width));
    }
}
