using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// A channel of an image, laid out for windows: with its padding and, if the stride is above 1, divided into phases. A
/// phase holds the pixels a stride apart, so that neighbouring windows find their pixels side by side.
/// </summary>
/// <param name="Image">Height and width of the image.</param>
/// <param name="Margin">Rows and columns of padding before the image.</param>
/// <param name="Step">The distance in the padded image between neighbours of a phase.</param>
/// <param name="Offsets">The number of phases in each direction: windows one element wide need one only.</param>
/// <param name="Size">Rows and columns of a phase.</param>
internal readonly record struct ImagePhases(Size2D Image, Size2D Margin, Size2D Step, Size2D Offsets, Size2D Size)
{
    /// <summary>Elements of all phases of a channel.</summary>
    public int Elements => checked(Offsets.Area * Size.Area);

    /// <summary>Whether an image needs no copy.</summary>
    public bool IsImage => Step == 1 && Margin == 0 && Size == Image;

    /// <summary>The offset of a row and a column of the padded image.</summary>
    public int OffsetOf(int row, int column) =>
        (((row % Step.Height * Offsets.Width) + (column % Step.Width)) * Size.Area)
            + (row / Step.Height * Size.Width) + (column / Step.Width);

    /// <summary>The offsets of taps in the phases of several channels, from those in one channel.</summary>
    public int[] InChannels(ImmutableArray<int> taps, int channels)
    {
        var elements = Elements;
        return [.. Enumerable.Range(0, channels)
            .SelectMany(channel => taps.Select(tap => checked((channel * elements) + tap)))];
    }

    /// <summary>
    /// Rows of output positions, and the distance between them in a phase. Rows without a gap between them are one long
    /// row.
    /// </summary>
    public (Size2D Outputs, int Pitch) Runs(Size2D outputs) =>
        outputs.Width == Size.Width ? ((1, outputs.Area), outputs.Area) : (outputs, Size.Width);

    /// <summary>Clears the phases. The padding stays zero for every image that is laid out.</summary>
    public unsafe void Clear<T>(T* phases, int channels)
        where T : unmanaged => new Span<T>(phases, channels * Elements).Clear();

    /// <summary>Lays out the channels of an image in cleared memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void LayOut<T>(T* image, T* phases, int channels)
        where T : unmanaged
    {
        for (nint channel = 0; channel < channels; channel++, image += Image.Area)
        {
            for (var down = 0; down < Offsets.Height; down++)
            {
                for (var right = 0; right < Offsets.Width; right++, phases += Size.Area)
                {
                    LayOut(image, phases, down - Margin.Height, right - Margin.Width);
                }
            }
        }
    }

    // The phase that begins at a row and a column of the image, which may lie in the padding.
    private unsafe void LayOut<T>(T* image, T* plane, int top, int left)
        where T : unmanaged
    {
        var (from, to) = Inside(top, Step.Height, Image.Height, Size.Height);
        var (before, end) = Inside(left, Step.Width, Image.Width, Size.Width);
        if (before >= end) return;
        var source = image + ((top + ((nint)from * Step.Height)) * Image.Width) + left + (before * Step.Width);
        var target = plane + ((nint)from * Size.Width) + before;
        for (var row = from; row < to; row++, source += Step.Height * Image.Width, target += Size.Width)
        {
            if (Step.Width == 1) RowCopies.Copy(source, target, end - before);
            else RowCopies.Gather(source, Step.Width, target, end - before);
        }
    }

    // The range of the elements first, first + step … that lie inside.
    private static (int From, int To) Inside(int first, int step, int length, int count)
    {
        var from = Math.Min(count, first >= 0 ? 0 : (step - 1 - first) / step);
        return (from, Math.Max(from, Math.Min(count, first >= length ? 0 : (length - first + step - 1) / step)));
    }
}
