using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// A channel of an image laid out for windows: with the zeros around it, and where windows are more than one element
/// apart as several planes, so that what neighbouring windows show at one of their elements lies side by side.
/// </summary>
/// <param name="Image">Height and width of the image.</param>
/// <param name="Margin">Rows and columns of zeros before the image.</param>
/// <param name="Step">How far apart the elements of a plane are in the image with its zeros.</param>
/// <param name="Offsets">For how many offsets below the step there is a plane: windows of one element need one
/// only.</param>
/// <param name="Plane">Rows and columns of a plane.</param>
internal readonly record struct ImagePhases(Size2D Image, Size2D Margin, Size2D Step, Size2D Offsets, Size2D Plane)
{
    /// <summary>Elements of all planes of a channel.</summary>
    public int Elements => checked(Offsets.Area * Plane.Area);

    /// <summary>Whether a channel lies in memory as it is wanted.</summary>
    public bool IsImage => Step == 1 && Margin == 0 && Plane == Image;

    /// <summary>Where a row and a column of the image with its zeros lie.</summary>
    public int OffsetOf(int row, int column) =>
        (((row % Step.Height * Offsets.Width) + (column % Step.Width)) * Plane.Area)
            + (row / Step.Height * Plane.Width) + (column / Step.Width);

    /// <summary>
    /// Where elements of a window lie in the planes of several channels, from where they lie in those of one.
    /// </summary>
    public int[] InChannels(ImmutableArray<int> taps, int channels)
    {
        var elements = Elements;
        return [.. Enumerable.Range(0, channels)
            .SelectMany(channel => taps.Select(tap => checked((channel * elements) + tap)))];
    }

    /// <summary>
    /// Rows of places, and from one to the next in a plane; where they follow each other without a gap they are one.
    /// </summary>
    public (Size2D Places, int Pitch) Runs(Size2D places) =>
        places.Width == Plane.Width ? ((1, places.Area), places.Area) : (places, Plane.Width);

    /// <summary>Zeros everywhere: what lies around an image stays so, whichever images are laid out.</summary>
    public unsafe void Clear<T>(T* planes, int channels)
        where T : unmanaged => new Span<T>(planes, channels * Elements).Clear();

    /// <summary>Lays out the channels of an image, where all is zero around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void LayOut<T>(T* image, T* planes, int channels)
        where T : unmanaged
    {
        for (nint channel = 0; channel < channels; channel++, image += Image.Area)
        {
            for (var down = 0; down < Offsets.Height; down++)
            {
                for (var across = 0; across < Offsets.Width; across++, planes += Plane.Area)
                {
                    LayOut(image, planes, down - Margin.Height, across - Margin.Width);
                }
            }
        }
    }

    // The plane that begins at a row and a column of the image, which may lie before its first.
    private unsafe void LayOut<T>(T* image, T* plane, int top, int left)
        where T : unmanaged
    {
        var (from, to) = Inside(top, Step.Height, Image.Height, Plane.Height);
        var (before, end) = Inside(left, Step.Width, Image.Width, Plane.Width);
        if (before >= end) return;
        var source = image + ((top + ((nint)from * Step.Height)) * Image.Width) + left + (before * Step.Width);
        var target = plane + ((nint)from * Plane.Width) + before;
        for (var row = from; row < to; row++, source += Step.Height * Image.Width, target += Plane.Width)
        {
            if (Step.Width == 1) RowCopies.Copy(source, target, end - before);
            else RowCopies.Gather(source, Step.Width, target, end - before);
        }
    }

    // Which of so many elements first, first + step … lie inside.
    private static (int From, int To) Inside(int first, int step, int length, int count)
    {
        var from = Math.Min(count, first >= 0 ? 0 : (step - 1 - first) / step);
        return (from, Math.Max(from, Math.Min(count, first >= length ? 0 : (length - first + step - 1) / step)));
    }
}
