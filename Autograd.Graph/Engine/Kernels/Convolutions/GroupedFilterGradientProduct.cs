using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The loops of a filter gradient of many small groups: images, each transposed so that groups lie side by side.
/// </summary>
internal static unsafe class GroupedFilterGradientProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Adds some images of a chunk to its sums, for one vector of groups.</summary>
    /// <param name="blocks">The convolution.</param>
    /// <param name="vector">Which vector of groups.</param>
    /// <param name="images">The first image and the image after the last.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="x">All images.</param>
    /// <param name="y">All results.</param>
    /// <param name="sums">The sums of the chunk.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(
        FilterGradientBlocking<T> blocks, int vector, (int First, int End) images, int chunk, T* x, T* y,
        T* sums, T* scratch)
    {
        var (shape, phases) = (blocks.Shape, blocks.Phases);
        var (first, start) = (vector * TLanes.Count, shape.FirstImage(chunk));
        var of = shape.FirstImage(chunk + 1) - start;
        var count = Math.Min(TLanes.Count, shape.Groups - first);
        var (channels, filters, area) = (shape.Channels, shape.Filters, shape.Output.Area);
        T* image = scratch, results = image + ((nint)channels * phases.Elements * TLanes.Count),
        laidOut = scratch + blocks.BlockElements;
        if (count < TLanes.Count) new Span<T>(scratch, blocks.BlockElements).Clear();
        if (!phases.IsImage) phases.Clear(laidOut, count * channels);
        if (images.First == images.End) new Span<T>(sums, blocks.Sums).Clear();
        for (nint i = images.First; i < images.End; i++)
        {
            var group = (i * shape.Groups) + first;
            var from = x + (group * channels * shape.Image.Area);
            if (!phases.IsImage)
            {
                phases.LayOut(from, laidOut, count * channels);
                from = laidOut;
            }

            for (nint c = 0; c < channels; c++)
                FilterTransposition.ToRows(from + (c * phases.Elements), (nint)channels * phases.Elements,
                    image + (c * phases.Elements * TLanes.Count), TLanes.Count, count, phases.Elements);
            for (nint f = 0; f < filters; f++)
                FilterTransposition.ToRows(y + (((group * filters) + f) * area), (nint)filters * area,
                    results + (f * area * TLanes.Count), TLanes.Count, count, area);
            Image(blocks, ((int)i - start, of), image, results, sums + first);
        }
    }

    private static void Image(FilterGradientBlocking<T> blocks, (int At, int Of) at, T* image, T* results, T* sums)
    {
        var shape = blocks.Shape;
        for (var line = 0; line < shape.ImageLines;)
        {
            var step = OutputStep.At(shape, at.At, at.Of, line, shape.ImageLines);
            var phases = image + ((((nint)step.Top * blocks.Phases.Size.Width) + step.Left) * TLanes.Count);
            Tiles(blocks, step, phases, results + (step.First(shape.Output) * TLanes.Count), sums);
            Join(blocks, step.Sum, sums);
            line += step.Sum.Length;
        }
    }

    private static void Join(FilterGradientBlocking<T> blocks, in SumStep step, T* sums)
    {
        nint row = blocks.Groups!.Value.Row, rows = blocks.Shape.Filters * blocks.Taps.Length;
        for (var slot = step.To; slot > step.To - step.Joins; slot--)
        {
            T* from = sums + (slot * blocks.SlotElements), to = from - blocks.SlotElements;
            for (nint i = 0; i < rows; i++) SumSlots<TLanes, TVector, T>.Add(from + (i * row), to + (i * row),
                TLanes.Count);
        }
    }

    private static void Tiles(FilterGradientBlocking<T> blocks, in OutputStep step, T* image, T* results, T* sums)
    {
        var (area, row, taps) = (blocks.Shape.Output.Area, blocks.Groups!.Value.Row, blocks.Taps.Length);
        T* from = sums + (step.Sum.From * blocks.SlotElements), to = sums + (step.Sum.To * blocks.SlotElements);
        fixed (int* offsets = blocks.Taps)
        {
            for (nint filter = 0; filter < blocks.Shape.Filters; filter++)
            {
                for (nint tap = 0; tap < taps; tap += GroupedFilterGradient<T>.Tile)
                {
                    var at = ((filter * taps) + tap) * row;
                    GroupTiles<TLanes, TVector, T>.Nine(
                        image, offsets + tap, results + (filter * area * TLanes.Count), step.Outputs,
                        blocks.Phases.Size.Width,
                        from + at, to + at, row, step.Sum.Continues, step.Sum.Adds);
                }
            }
        }
    }
}
