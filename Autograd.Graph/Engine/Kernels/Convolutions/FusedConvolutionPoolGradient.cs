using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// The gradients of a <see cref="FusedConvolutionPool{TLanes, TVector}"/>: computes the cotangents of a few rows of
/// results, adds them to the gradients of weights and bias, and discards them.
/// </summary>
internal static unsafe class FusedConvolutionPoolGradient<TLanes, TVector>
    where TLanes : struct, ILanes<TVector, float>
    where TVector : unmanaged
{
    /// <summary>Adds some images of one chunk.</summary>
    /// <param name="fused">The convolution.</param>
    /// <param name="images">The number of images.</param>
    /// <param name="x">The first image.</param>
    /// <param name="cotangents">Cotangents of the pooled results, filter by filter.</param>
    /// <param name="chosen">Which results were the largest.</param>
    /// <param name="sums">The sums of the chunk, a row of filters for each tap.</param>
    /// <param name="first">The number of the first image in its chunk, and the number of images of the chunk.</param>
    /// <param name="biases">For each image and filter the sum of the cotangents of its results; null if it is not
    /// needed.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        FusedConvolutionPoolBlocking fused, int images, float* x, float* cotangents, ulong* chosen, float* sums,
        (int At, int Of) first, float* biases, float* scratch)
    {
        var (shape, row) = (fused.Shape, fused.Row);
        float* passed = scratch, results = passed + (fused.Pooled.Area * row),
        added = results + (fused.RowsPerBlock * 2 * shape.Output.Width * row);
        var phases = added + ((FusedConvolutionPoolBlocking.SumLanes + fused.SumSlots) * row);
        new Span<float>(passed, fused.Pooled.Area * row).Clear();
        fused.Clear(phases);
        for (nint image = 0; image < images; image++)
        {
            var laidOut = fused.LayOut(x + (image * shape.Channels * shape.Image.Area), phases);
            FilterTransposition.ToRows(cotangents + (image * shape.Filters * fused.Pooled.Area), fused.Pooled.Area,
                passed, row, shape.Filters, fused.Pooled.Area);
            new Span<float>(added, FusedConvolutionPoolBlocking.SumLanes * row).Clear();
            for (var y = 0; y < fused.Pooled.Height; y += fused.RowsPerBlock)
            {
                var rows = Math.Min(fused.RowsPerBlock, fused.Pooled.Height - y);
                var windows = (nint)y * fused.Pooled.Width;
                for (var line = 0; line < rows; line++)
                {
                    var window = windows + ((nint)line * fused.Pooled.Width);
                    Spread(fused, passed + (window * row), chosen + (((image * fused.Pooled.Area) + window)
                        * fused.Vectors), results + ((nint)line * 2 * shape.Output.Width * row));
                }

                if (biases != null) Add(fused, results, 2 * y * shape.Output.Width, rows * 2 * shape.Output.Width,
                    added);
                Sum(fused, (first.At + (int)image, first.Of), 2 * y, 2 * (y + rows), laidOut, results, sums);
            }

            if (biases == null) continue;
            var sum = added + (FusedConvolutionPoolBlocking.SumLanes * row);
            RowCopies.Copy(sum, biases + (image * shape.Filters), shape.Filters);
        }
    }

    // The cotangents of two rows of results.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(FusedConvolutionPoolBlocking fused, float* passed, ulong* chosen, float* results)
    {
        nint row = fused.Row, line = fused.Shape.Output.Width * row, windows = fused.Pooled.Width,
        vectors = fused.Vectors;
        for (nint window = 0; window < windows; window++)
        {
            for (nint vector = 0; vector < vectors; vector++)
            {
                var which = chosen[(window * vectors) + vector];
                var share = LaneMasks<TLanes, TVector>.Share(
                    TLanes.Load(passed + (window * row) + (vector * TLanes.Count)), which);
                var at = results + (2 * window * row) + (vector * TLanes.Count);
                TLanes.Store(LaneMasks<TLanes, TVector>.Given(share, which, 0), at);
                TLanes.Store(LaneMasks<TLanes, TVector>.Given(share, which, 1), at + row);
                TLanes.Store(LaneMasks<TLanes, TVector>.Given(share, which, 2), at + line);
                TLanes.Store(LaneMasks<TLanes, TVector>.Given(share, which, 3), at + line + row);
            }
        }
    }

    // Adds some output positions of an image to the sums over all of them, block after block, in 16 lanes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(FusedConvolutionPoolBlocking fused, float* results, int first, int count, float* added)
    {
        var (all, row) = (fused.Shape.Output.Area, (nint)fused.Row);
        var joined = added + (FusedConvolutionPoolBlocking.SumLanes * row);
        var sums = new SumSlots<TLanes, TVector, float>(joined, row, joined + row, 1, row);
        for (int at = first, end = first + count; at < end;)
        {
            var step = SumStep.At(all, at / SumTree.Block * SumTree.Block, SumTree.Block);
            var next = Math.Min(end, step.End);
            InLanes(results + ((nint)(at - first) * row), next - at, row, added, at);
            if (next == step.End)
            {
                Join(added, row, sums.At(step.To), step.Adds);
                sums.Join(step);
            }

            at = next;
        }
    }

    // Each lane adds its elements in their order.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InLanes(float* results, int outputs, nint row, float* added, int first)
    {
        for (nint lane = 0; lane < FusedConvolutionPoolBlocking.SumLanes; lane++)
        {
            nint start = (FusedConvolutionPoolBlocking.SumLanes + lane
                - (first % FusedConvolutionPoolBlocking.SumLanes)) % FusedConvolutionPoolBlocking.SumLanes;
            for (nint i = 0; i < row; i += TLanes.Count)
            {
                var sum = TLanes.Load(added + (lane * row) + i);
                for (var position = start; position < outputs; position += FusedConvolutionPoolBlocking.SumLanes)
                {
                    sum = TLanes.Add(sum, TLanes.Load(results + (position * row) + i));
                }

                TLanes.Store(sum, added + (lane * row) + i);
            }
        }
    }

    // Joins the lanes of a block, and clears them for the next.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Join(float* added, nint row, float* sums, bool adds)
    {
        for (var half = FusedConvolutionPoolBlocking.SumLanes / 2; half > 0; half /= 2)
        {
            for (nint i = 0; i < half * row; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Add(TLanes.Load(added + i), TLanes.Load(added + (half * row) + i)), added + i);
            }
        }

        if (adds) SumSlots<TLanes, TVector, float>.Add(added, sums, row);
        else new ReadOnlySpan<float>(added, (int)row).CopyTo(new Span<float>(sums, (int)row));
        new Span<float>(added, FusedConvolutionPoolBlocking.SumLanes * (int)row).Clear();
    }

    // Adds rows of output positions to the filter gradient.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(
        FusedConvolutionPoolBlocking fused, (int At, int Of) image, int from, int end, float* laidOut, float* results,
        float* sums)
    {
        var (shape, outputs) = (fused.Shape, fused.Shape.Output);
        nint slot = shape.Chunks * (nint)fused.Sums;
        for (int line = from * shape.LinesPerRow, last = end * shape.LinesPerRow; line < last;)
        {
            var step = OutputStep.At(shape, image.At, image.Of, line, last - line);
            var pixels = laidOut + ((nint)step.Top * fused.Phases.Size.Width) + step.Left;
            Sum(fused, step, pixels, results + ((step.First(outputs) - ((nint)from * outputs.Width)) * fused.Row), sums,
                slot);
            for (var joined = step.Sum.To; joined > step.Sum.To - step.Sum.Joins; joined--)
                SumSlots<TLanes, TVector, float>.Add(sums + (joined * slot), sums + ((joined - 1) * slot), fused.Sums);
            line += step.Sum.Length;
        }
    }

    private static void Sum(
        FusedConvolutionPoolBlocking fused, in OutputStep step, float* image, float* results, float* sums, nint slot)
    {
        for (var vector = 0; vector < fused.Vectors; vector += FusedConvolutionPoolBlocking.PanelVectors)
        {
            var first = vector * TLanes.Count;
            if (vector + 1 == fused.Vectors) Sum<Row1<TLanes, TVector, float>>(fused, step, image, results + first,
                sums + first, slot);
            else Sum<Row2<TLanes, TVector, float>>(fused, step, image, results + first, sums + first, slot);
        }
    }

    private static void Sum<TRow>(
        FusedConvolutionPoolBlocking fused, in OutputStep step, float* image, float* results, float* sums,
        nint slot)
        where TRow : struct, IRow<TRow, float>
    {
        if (step.Sum.Adds) Sum<TRow, AddTo<TRow, float>>(fused, step, image, results, sums, slot);
        else Sum<TRow, Replace<TRow, float>>(fused, step, image, results, sums, slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TRow, TStore>(
        FusedConvolutionPoolBlocking fused, in OutputStep step, float* image, float* results,
        float* sums, nint slot)
        where TRow : struct, IRow<TRow, float>
        where TStore : struct, IStore<TRow, float>
    {
        float* from = sums + (step.Sum.From * slot), to = sums + (step.Sum.To * slot);
        fixed (int* taps = fused.Taps)
        {
            for (var tap = 0; tap < fused.Taps.Length; tap += fused.TapTile)
            {
                TapTiles<TRow, TStore, float>.Sum(
                    fused.TapTile, image, taps + tap, results, step.Outputs, fused.Phases.Size.Width,
                    from + (tap * fused.Row), to + (tap * fused.Row), TLanes.Count, fused.Row, fused.Row,
                    step.Sum.Continues);
            }
        }
    }
}
