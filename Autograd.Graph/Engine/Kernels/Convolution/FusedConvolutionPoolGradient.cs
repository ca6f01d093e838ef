using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// From the cotangents of what <see cref="FusedConvolutionPool{TLanes, TVector}"/> gives to the gradients of weights
/// and bias: the cotangents of the results are made a few rows at a time, summed, and forgotten.
/// </summary>
internal static unsafe class FusedConvolutionPoolGradient<TLanes, TVector>
    where TLanes : struct, ILanes<TVector, float>
    where TVector : unmanaged
{
    /// <summary>Some images of one chunk.</summary>
    /// <param name="lanes">The convolution.</param>
    /// <param name="images">How many images.</param>
    /// <param name="x">The first of them.</param>
    /// <param name="cotangents">Cotangents of the pooled results, filter by filter.</param>
    /// <param name="chosen">Which results were the largest.</param>
    /// <param name="sums">The sums of the chunk, a row of filters for each element of a window.</param>
    /// <param name="first">The first of them, counted from the first of the chunk, and the images of the chunk.</param>
    /// <param name="biases">For each image and filter the sum of the cotangents of its results; null where nobody
    /// asks.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        FusedConvolutionPoolBlocking lanes, int images, float* x, float* cotangents, ulong* chosen, float* sums,
        (int At, int Of) first, float* biases, float* scratch)
    {
        var (lengths, row) = (lanes.Lengths, lanes.Row);
        float* passed = scratch, results = passed + (lanes.Pooled.Area * row),
        added = results + (lanes.RowsPerBlock * 2 * lengths.Output.Width * row);
        var planes = added + ((FusedConvolutionPoolBlocking.SumLanes + lanes.SumSlots) * row);
        new Span<float>(passed, lanes.Pooled.Area * row).Clear();
        lanes.Clear(planes);
        for (nint image = 0; image < images; image++)
        {
            var shown = lanes.LayOut(x + (image * lengths.Channels * lengths.Image.Area), planes);
            FilterTransposition.ToPlaces(cotangents + (image * lengths.Filters * lanes.Pooled.Area), lanes.Pooled.Area,
                passed, row, lengths.Filters, lanes.Pooled.Area);
            new Span<float>(added, FusedConvolutionPoolBlocking.SumLanes * row).Clear();
            for (var y = 0; y < lanes.Pooled.Height; y += lanes.RowsPerBlock)
            {
                var rows = Math.Min(lanes.RowsPerBlock, lanes.Pooled.Height - y);
                var windows = (nint)y * lanes.Pooled.Width;
                for (var line = 0; line < rows; line++)
                {
                    var window = windows + ((nint)line * lanes.Pooled.Width);
                    Spread(lanes, passed + (window * row), chosen + (((image * lanes.Pooled.Area) + window)
                        * lanes.Vectors), results + ((nint)line * 2 * lengths.Output.Width * row));
                }

                if (biases != null) Add(lanes, results, 2 * y * lengths.Output.Width, rows * 2 * lengths.Output.Width,
                    added);
                Sum(lanes, (first.At + (int)image, first.Of), 2 * y, 2 * (y + rows), shown, results, sums);
            }

            if (biases == null) continue;
            var sum = added + (FusedConvolutionPoolBlocking.SumLanes * row);
            RowCopies.Copy(sum, biases + (image * lengths.Filters), lengths.Filters);
        }
    }

    // The cotangents of two rows of results.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(FusedConvolutionPoolBlocking lanes, float* passed, ulong* chosen, float* results)
    {
        nint row = lanes.Row, line = lanes.Lengths.Output.Width * row, windows = lanes.Pooled.Width,
        vectors = lanes.Vectors;
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

    // Some places of an image into the sums over all of them: a block after another, in 16 lanes each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(FusedConvolutionPoolBlocking lanes, float* results, int first, int count, float* added)
    {
        var (all, row) = (lanes.Lengths.Output.Area, (nint)lanes.Row);
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

    // Each lane takes its elements in their order; lanes that need nothing of each other are taken at once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void InLanes(float* results, int places, nint row, float* added, int first)
    {
        for (nint lane = 0; lane < FusedConvolutionPoolBlocking.SumLanes; lane++)
        {
            nint start = (FusedConvolutionPoolBlocking.SumLanes + lane
                - (first % FusedConvolutionPoolBlocking.SumLanes)) % FusedConvolutionPoolBlocking.SumLanes;
            for (nint i = 0; i < row; i += TLanes.Count)
            {
                var sum = TLanes.Load(added + (lane * row) + i);
                for (var place = start; place < places; place += FusedConvolutionPoolBlocking.SumLanes)
                {
                    sum = TLanes.Add(sum, TLanes.Load(results + (place * row) + i));
                }

                TLanes.Store(sum, added + (lane * row) + i);
            }
        }
    }

    // The lanes of a block joined, and empty for the next.
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

    // Rows of places from one up to another, of which these are the results.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum(
        FusedConvolutionPoolBlocking lanes, (int At, int Of) image, int from, int end, float* shown, float* results,
        float* sums)
    {
        var (lengths, places) = (lanes.Lengths, lanes.Lengths.Output);
        nint slot = lengths.Chunks * (nint)lanes.Sums;
        for (int line = from * lengths.LinesPerRow, last = end * lengths.LinesPerRow; line < last;)
        {
            var step = OutputStep.At(lengths, image.At, image.Of, line, last - line);
            var pixels = shown + ((nint)step.Top * lanes.Planes.Plane.Width) + step.Left;
            Sum(lanes, step, pixels, results + ((step.First(places) - ((nint)from * places.Width)) * lanes.Row), sums,
                slot);
            for (var joined = step.Sum.To; joined > step.Sum.To - step.Sum.Joins; joined--)
                SumSlots<TLanes, TVector, float>.Add(sums + (joined * slot), sums + ((joined - 1) * slot), lanes.Sums);
            line += step.Sum.Length;
        }
    }

    private static void Sum(
        FusedConvolutionPoolBlocking lanes, in OutputStep step, float* image, float* results, float* sums, nint slot)
    {
        for (var vector = 0; vector < lanes.Vectors; vector += FusedConvolutionPoolBlocking.PanelVectors)
        {
            var first = vector * TLanes.Count;
            if (vector + 1 == lanes.Vectors) Sum<Row1<TLanes, TVector, float>>(lanes, step, image, results + first,
                sums + first, slot);
            else Sum<Row2<TLanes, TVector, float>>(lanes, step, image, results + first, sums + first, slot);
        }
    }

    private static void Sum<TRow>(
        FusedConvolutionPoolBlocking lanes, in OutputStep step, float* image, float* results, float* sums,
        nint slot)
        where TRow : struct, IRow<TRow, float>
    {
        if (step.Sum.Adds) Sum<TRow, AddTo<TRow, float>>(lanes, step, image, results, sums, slot);
        else Sum<TRow, Replace<TRow, float>>(lanes, step, image, results, sums, slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum<TRow, TStore>(
        FusedConvolutionPoolBlocking lanes, in OutputStep step, float* image, float* results,
        float* sums, nint slot)
        where TRow : struct, IRow<TRow, float>
        where TStore : struct, IStore<TRow, float>
    {
        float* from = sums + (step.Sum.From * slot), to = sums + (step.Sum.To * slot);
        fixed (int* taps = lanes.Taps)
        {
            for (var tap = 0; tap < lanes.Taps.Length; tap += lanes.TapTile)
            {
                TapTiles<TRow, TStore, float>.Sum(
                    lanes.TapTile, image, taps + tap, results, step.Places, lanes.Planes.Plane.Width,
                    from + (tap * lanes.Row), to + (tap * lanes.Row), TLanes.Count, lanes.Row, lanes.Row,
                    step.Sum.Continues);
            }
        }
    }
}
