using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The loops of a filter gradient with filters in lanes: strips of output positions, panels of filters, tiles of taps.
/// </summary>
internal static unsafe class FilterGradientLanesProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Adds one image to the sums of a block of channels.</summary>
    /// <param name="blocks">The blocking.</param>
    /// <param name="image">The number of the image in its chunk, and the number of images of the chunk.</param>
    /// <param name="phases">The phases of the block of channels.</param>
    /// <param name="y">The results of the image, filter by filter.</param>
    /// <param name="taps">The number of taps of the block.</param>
    /// <param name="sums">The sums of the block.</param>
    /// <param name="scratch">Memory for a strip of results.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Image(
        FilterGradientBlocking<T> blocks, (int At, int Of) image, T* phases, T* y, int taps, T* sums,
        T* scratch)
    {
        var (shape, strip) = (blocks.Shape, FilterGradientLanes<T>.StripLines(blocks.Shape));
        nint whole = TapTiles.Whole(taps, blocks.FilterLanes.Tile) * (nint)blocks.FilterLanes.Row;
        for (var line = 0; line < shape.ImageLines;)
        {
            var step = OutputStep.At(shape, image.At, image.Of, line, strip);
            Strip(blocks, step, phases + ((nint)step.Top * blocks.Phases.Size.Width) + step.Left,
                y + step.First(shape.Output), taps, sums, scratch);
            for (var slot = step.Sum.To; slot > step.Sum.To - step.Sum.Joins; slot--)
                SumSlots<TLanes, TVector, T>.Add(sums + (slot * blocks.SlotElements),
                    sums + ((slot - 1) * blocks.SlotElements), whole);
            line += step.Sum.Length;
        }
    }

    private static void Strip(FilterGradientBlocking<T> blocks, in OutputStep step, T* phases, T* y, int taps, T* sums,
        T* scratch)
    {
        var (shape, outputs, row, panel) =
            (blocks.Shape, step.Outputs, blocks.FilterLanes.Row, FilterGradientLanes<T>.Panel);
        if (shape.Filters == 1)
        {
            // A single filter needs no transposition. Its neighbours in the other lanes are summed too; those sums are
            // discarded.
            Tiles<Row1<Lanes128<T>, Vector128<T>, T>>(blocks, step, phases, taps, y, sums, 1, 1);
            return;
        }

        for (var first = 0; first < row; first += panel)
        {
            var (width, filters) = (Math.Min(panel, row - first), Math.Min(panel, shape.Filters - first));
            if (filters < width) new Span<T>(scratch, outputs.Area * width).Clear();
            FilterTransposition.ToRows(
                y + ((nint)first * shape.Output.Area), shape.Output.Area, scratch, width, filters, outputs.Area);
            if (width == Vector128<T>.Count) Tiles<Row1<Lanes128<T>, Vector128<T>, T>>(blocks, step, phases, taps,
                scratch, sums + first, width, 0);
            else if (width == TLanes.Count) Tiles<Row1<TLanes, TVector, T>>(blocks, step, phases, taps, scratch,
                sums + first, width, width - TLanes.Count);
            else Tiles<Row2<TLanes, TVector, T>>(blocks, step, phases, taps, scratch, sums + first, width,
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
        var tile = blocks.FilterLanes.Tile;
        nint row = blocks.FilterLanes.Row, pitch = blocks.Phases.Size.Width;
        var last = stackalloc int[tile];
        fixed (int* offsets = blocks.Taps)
        {
            for (nint tap = 0; tap < taps; tap += tile)
            {
                var of = offsets + tap;
                if (tap + tile > taps)
                {
                    // Pads the last tile by repeating its last tap; the extra sums are discarded.
                    for (nint i = 0; i < tile; i++) last[i] = offsets[Math.Min(tap + i, taps - 1)];
                    of = last;
                }

                TapTiles<TRow, TStore, T>.Sum(
                    tile, image, of, results, step.Outputs, pitch, from + (tap * row), to + (tap * row), edge, width,
                    row, step.Sum.Continues);
            }
        }
    }
}
