using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The loops of a <see cref="ConvolutionAsGemm"/>: blocks of taps, images, and panels of output positions.
/// </summary>
internal static unsafe class ImplicitGemm<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Computes some images of the result.</summary>
    /// <param name="blocks">The blocking.</param>
    /// <param name="groups">The number of groups.</param>
    /// <param name="images">The number of images.</param>
    /// <param name="source">The first image of the source.</param>
    /// <param name="weights">All weights, laid out unless they are read in place.</param>
    /// <param name="target">The first image of the result.</param>
    /// <param name="plane">Elements of a channel of the result.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        ConvolutionAsGemmBlocking<T> blocks, int groups, int images, T* source, T* weights, T* target, nint plane,
        T* scratch)
    {
        var gemm = blocks.Gemm;
        if (!gemm.Phases.IsImage)
        {
            gemm.Phases.Clear(scratch + blocks.PanelElements, (blocks.Batched?.Images ?? 1) * blocks.Channels);
        }

        nint image = gemm.Channels * gemm.Phases.Image.Area, result = gemm.Rows * plane;
        for (nint group = 0; group < groups; group++)
        {
            T* from = source + (group * image), to = target + (group * result) + gemm.Target;
            if (gemm.Channels == 0 || gemm.Taps.IsEmpty) Clear(blocks, images, to, groups * result, plane);
            if (blocks.FilterLanes is not null)
            {
                for (nint i = 0; i < images; i++)
                {
                    FilterLanesProduct<TLanes, TVector, T>.Image(blocks, from + (i * groups * image),
                        weights + (group * blocks.WeightGroup), to + (i * groups * result), plane, scratch);
                }

                continue;
            }

            nint first = 0;
            if (blocks.Batched is { } batched)
            {
                for (; first + batched.Images <= images; first += batched.Images)
                    Batched(blocks, from + (first * groups * image), groups * image, weights + (
                        group * blocks.WeightGroup), to + (first * groups * result), groups * result, plane, scratch);
            }

            // The slots for partial sums hold one image.
            var run = blocks.Slots > 1 ? 1 : images;
            for (; first < images; first += run)
                Images(blocks, from + (first * groups * image), groups * image, Math.Min(run, images - (int)first),
                    weights + (group * blocks.WeightGroup), to + (first * groups * result), groups * result, plane,
                    scratch);
        }
    }

    private static void Images(
        ConvolutionAsGemmBlocking<T> blocks, T* source, nint image, int images, T* weights, T* target,
        nint result, nint plane, T* scratch)
    {
        var gemm = blocks.Gemm;
        T* waiting = scratch + blocks.PanelElements + blocks.PhaseElements + blocks.WaitingElements;
        for (var tap = 0; tap < blocks.AllTaps;)
        {
            var step = SumStep.At(blocks.AllTaps, tap, blocks.Depth);
            for (nint i = 0; i < images; i++)
            {
                var sums = new SumSlots<TLanes, TVector, T>(target + (i * result), plane, waiting, gemm.Rows,
                    gemm.Outputs.Area);
                Image(blocks, TileOf(blocks, weights, step, sums), step, source + (i * image), scratch);
                sums.Join(step);
            }

            tap = step.End;
        }
    }

    private static Tile<T> TileOf(ConvolutionAsGemmBlocking<T> blocks, T* weights, in SumStep step,
        SumSlots<TLanes, TVector, T> sums) => new()
        {
            A = weights + step.Start,
            ARow = blocks.WeightRow,
            AStep = 1,
            C = sums.At(step.To),
            CRow = sums.Row(step.To),
            From = sums.At(step.From),
            FromRow = sums.Row(step.From),
            Depth = step.Length,
            Continues = step.Continues,
            Adds = step.Adds,
        };

    // The first channel of a block of taps, and the number of channels.
    private static (nint First, int Count) Channels(ConvolutionAsGemmBlocking<T> blocks, in SumStep step)
    {
        var (taps, first) = (blocks.Gemm.Taps.Length, step.Start / blocks.Gemm.Taps.Length);
        return (first, ((step.End - 1) / taps) - first + 1);
    }

    private static void Clear(ConvolutionAsGemmBlocking<T> blocks, int images, T* target, nint image, nint plane)
    {
        for (nint i = 0; i < images; i++)
            for (nint row = 0; row < blocks.Gemm.Rows; row++)
                new Span<T>(target + (i * image) + (row * plane), blocks.Gemm.Outputs.Area).Clear();
    }

    private static void Image(
        ConvolutionAsGemmBlocking<T> blocks, in Tile<T> tile, in SumStep step, T* source, T* scratch)
    {
        var gemm = blocks.Gemm;
        var (first, count) = Channels(blocks, step);
        source += first * gemm.Phases.Image.Area;
        var phases = source;
        if (!gemm.Phases.IsImage)
        {
            phases = scratch + blocks.PanelElements;
            gemm.Phases.LayOut(source, phases, count);
        }

        fixed (int* taps = blocks.Taps)
        {
            var of = taps + (step.Start % gemm.Taps.Length);
            if (blocks.Direct) DirectProduct<TLanes, TVector, T>.Run(tile, gemm, phases, of);
            else Panels(blocks.Outputs, tile, gemm.Rows, phases, of, scratch);
        }
    }

    // The results of a batch are computed in scratch and then copied to the target.
    private static void Batched(
        ConvolutionAsGemmBlocking<T> blocks, T* source, nint image, T* weights, T* target, nint result, nint plane,
        T* scratch)
    {
        var (gemm, batched) = (blocks.Gemm, blocks.Batched!);
        T* phases = scratch + blocks.PanelElements, waiting = phases + blocks.PhaseElements;
        var sums = new SumSlots<TLanes, TVector, T>(waiting, batched.Row, waiting + blocks.WaitingElements,
            gemm.Rows, batched.Images * (nint)gemm.Outputs.Area);
        fixed (int* taps = blocks.Taps)
        {
            for (var tap = 0; tap < blocks.AllTaps;)
            {
                var step = SumStep.At(blocks.AllTaps, tap, blocks.Depth);
                var (first, count) = Channels(blocks, step);
                for (nint i = 0; i < batched.Images; i++)
                    gemm.Phases.LayOut(source + (i * image) + (first * gemm.Phases.Image.Area),
                        phases + (i * blocks.Channels * gemm.Phases.Elements), count);
                Panels(batched.Outputs, TileOf(blocks, weights, step, sums), gemm.Rows, phases,
                    taps + (tap % gemm.Taps.Length), scratch);
                sums.Join(step);
                tap = step.End;
            }
        }

        nint area = gemm.Outputs.Area;
        for (nint i = 0; i < batched.Images; i++)
            for (nint row = 0; row < gemm.Rows; row++)
                RowCopies.Copy(
                    waiting + (row * batched.Row) + (i * area), target + (i * result) + (row * plane), area);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panels(OutputVectors<T> outputs, Tile<T> tile, int rows, T* phases, int* taps, T* packed)
    {
        var panels = outputs.Panels;
        T* c = tile.C, partial = tile.From;
        var part = panels.Columns < TLanes.Count;
        for (var panel = 0; panel < panels.Count; panel++)
        {
            var first = panels.FirstVector(panel);
            var vectors = panels.FirstVector(panel + 1) - first;
            nint width = vectors * TLanes.Count;
            Im2ColPacking<TLanes, TVector, T>.Pack(
                outputs, first, vectors, phases, taps, (int)tile.Depth, packed, width);
            var start = panels.Start(first);
            tile.B = packed;
            tile.BStep = width;
            tile.C = c + start;
            tile.From = partial + start;
            tile.BEdge = part ? panels.Columns : width - TLanes.Count;
            tile.CEdge = part ? panels.Columns : panels.Start(first + vectors - 1) - start;
            MatrixBlocks<TLanes, TVector, T>.Strip(tile, rows, vectors, part);
        }
    }
}
