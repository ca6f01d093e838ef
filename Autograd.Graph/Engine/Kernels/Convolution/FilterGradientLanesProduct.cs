using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The loops of the gradient of a convolution's weights with its filters across: strips of places, panels of filters,
/// tiles of elements of a window.
/// </summary>
internal static unsafe class FilterGradientLanesProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Takes one image into the sums of a block of channels.</summary>
    /// <param name="blocks">What is taken at once.</param>
    /// <param name="image">The image, counted from the first of its chunk, and the images of the chunk.</param>
    /// <param name="planes">The planes of the block of channels.</param>
    /// <param name="y">The results of the image, filter by filter.</param>
    /// <param name="taps">Elements of a window in the block.</param>
    /// <param name="sums">The sums of the block.</param>
    /// <param name="scratch">Memory for a strip of results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Image(
        FilterGradientBlocking<T> blocks, (int At, int Of) image, T* planes, T* y, int taps, T* sums,
        T* scratch)
    {
        var (lengths, strip) = (blocks.Lengths, FilterGradientLanes<T>.StripLines(blocks.Lengths));
        nint whole = TapTiles.Whole(taps, blocks.Across.Tile) * (nint)blocks.Across.Row;
        for (var line = 0; line < lengths.ImageLines;)
        {
            var step = OutputStep.At(lengths, image.At, image.Of, line, strip);
            Strip(blocks, step, planes + ((nint)step.Top * blocks.Planes.Plane.Width) + step.Left,
                y + step.First(lengths.Output), taps, sums, scratch);
            for (var slot = step.Sum.To; slot > step.Sum.To - step.Sum.Joins; slot--)
                SumSlots<TLanes, TVector, T>.Add(sums + (slot * blocks.SlotElements),
                    sums + ((slot - 1) * blocks.SlotElements), whole);
            line += step.Sum.Length;
        }
    }

    private static void Strip(FilterGradientBlocking<T> blocks, in OutputStep step, T* planes, T* y, int taps, T* sums,
        T* scratch)
    {
        var (lengths, places, row, panel) =
            (blocks.Lengths, step.Places, blocks.Across.Row, FilterGradientLanes<T>.Panel);
        if (lengths.Filters == 1)
        {
            // A single filter lies as it should; the neighbours in the other lanes are summed where nobody reads them.
            Tiles<Row1<Lanes128<T>, Vector128<T>, T>>(blocks, step, planes, taps, y, sums, 1, 1);
            return;
        }

        for (var first = 0; first < row; first += panel)
        {
            var (width, filters) = (Math.Min(panel, row - first), Math.Min(panel, lengths.Filters - first));
            if (filters < width) new Span<T>(scratch, places.Area * width).Clear();
            FilterTransposition.ToPlaces(
                y + ((nint)first * lengths.Output.Area), lengths.Output.Area, scratch, width, filters, places.Area);
            if (width == Vector128<T>.Count) Tiles<Row1<Lanes128<T>, Vector128<T>, T>>(blocks, step, planes, taps,
                scratch, sums + first, width, 0);
            else if (width == TLanes.Count) Tiles<Row1<TLanes, TVector, T>>(blocks, step, planes, taps, scratch,
                sums + first, width, width - TLanes.Count);
            else Tiles<Row2<TLanes, TVector, T>>(blocks, step, planes, taps, scratch, sums + first, width,
                width - TLanes.Count);
        }
    }

    private static void Tiles<TRow>(
        FilterGradientBlocking<T> blocks, in OutputStep step, T* image, int taps, T* results,
        T* sums, nint width, nint edge)
        where TRow : struct, IRow<TRow, T>
    {
        if (step.Sum.Adds) Tiles<TRow, AddTo<TRow, T>>(blocks, step, image, taps, results, sums, width, edge);
        else Tiles<TRow, Replace<TRow, T>>(blocks, step, image, taps, results, sums, width, edge);
    }

    private static void Tiles<TRow, TStore>(
        FilterGradientBlocking<T> blocks, in OutputStep step, T* image, int taps, T* results,
        T* sums, nint width, nint edge)
        where TRow : struct, IRow<TRow, T>
        where TStore : struct, IStore<TRow, T>
    {
        T* from = sums + (step.Sum.From * blocks.SlotElements), to = sums + (step.Sum.To * blocks.SlotElements);
        var tile = blocks.Across.Tile;
        nint row = blocks.Across.Row, pitch = blocks.Planes.Plane.Width;
        var last = stackalloc int[tile];
        fixed (int* offsets = blocks.Taps)
        {
            for (nint tap = 0; tap < taps; tap += tile)
            {
                var of = offsets + tap;
                if (tap + tile > taps)
                {
                    // What there is not is summed as the last that there is, where nobody reads it.
                    for (nint i = 0; i < tile; i++) last[i] = offsets[Math.Min(tap + i, taps - 1)];
                    of = last;
                }

                TapTiles<TRow, TStore, T>.Sum(
                    tile, image, of, results, step.Places, pitch, from + (tap * row), to + (tap * row), edge, width,
                    row, step.Sum.Continues);
            }
        }
    }
}
