using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// From the cotangents of what <see cref="PooledForward{TLanes, TVector}"/> gives to the gradients of weights and bias: the cotangents of the
/// results are made a few rows at a time, summed, and forgotten.
/// </summary>
internal static unsafe class PooledBackward<TLanes, TVector>
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
    /// <param name="continues">Whether the chunk has begun.</param>
    /// <param name="biases">For each image and filter the sum of the cotangents of its results; null where nobody asks.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(FilterLanes lanes, int images, float* x, float* cotangents, ulong* chosen, float* sums, bool continues, float* biases, float* scratch)
    {
        var (lengths, row) = (lanes.Lengths, lanes.Row);
        float* passed = scratch, results = passed + (lanes.Pooled.Area * row), added = results + (lanes.RowsPerBlock * 2 * lengths.Places.Width * row);
        var planes = added + (FilterLanes.SumLanes * row);
        new Span<float>(passed, lanes.Pooled.Area * row).Clear();
        lanes.Clear(planes);
        for (nint image = 0; image < images; image++)
        {
            var shown = lanes.LayOut(x + (image * lengths.Channels * lengths.Image.Area), planes);
            FilterTransposition.ToPlaces(cotangents + (image * lengths.Filters * lanes.Pooled.Area), lanes.Pooled.Area, passed, row, lengths.Filters, lanes.Pooled.Area);
            new Span<float>(added, FilterLanes.SumLanes * row).Clear();
            for (var y = 0; y < lanes.Pooled.Height; y += lanes.RowsPerBlock)
            {
                var rows = Math.Min(lanes.RowsPerBlock, lanes.Pooled.Height - y);
                var windows = (nint)y * lanes.Pooled.Width;
                for (var line = 0; line < rows; line++)
                {
                    var first = windows + ((nint)line * lanes.Pooled.Width);
                    Spread(lanes, passed + (first * row), chosen + (((image * lanes.Pooled.Area) + first) * lanes.Vectors), results + ((nint)line * 2 * lengths.Places.Width * row));
                }

                if (biases != null) Add(results, rows * 2 * lengths.Places.Width, row, added, 2 * y * lengths.Places.Width);
                Sum(lanes, shown + ((nint)2 * y * lanes.Planes.Plane.Width), results, 2 * rows, sums, continues || image > 0 || y > 0);
            }

            if (biases != null) Join(added, row, biases + (image * lengths.Filters), lengths.Filters);
        }
    }

    // The cotangents of two rows of results.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread(FilterLanes lanes, float* passed, ulong* chosen, float* results)
    {
        nint row = lanes.Row, line = lanes.Lengths.Places.Width * row, windows = lanes.Pooled.Width, vectors = lanes.Vectors;
        for (nint window = 0; window < windows; window++)
        {
            for (nint vector = 0; vector < vectors; vector++)
            {
                var which = chosen[(window * vectors) + vector];
                var share = LaneMasks<TLanes, TVector>.Share(TLanes.Load(passed + (window * row) + (vector * TLanes.Count)), which);
                var at = results + (2 * window * row) + (vector * TLanes.Count);
                TLanes.Store(LaneMasks<TLanes, TVector>.Given(share, which, 0), at);
                TLanes.Store(LaneMasks<TLanes, TVector>.Given(share, which, 1), at + row);
                TLanes.Store(LaneMasks<TLanes, TVector>.Given(share, which, 2), at + line);
                TLanes.Store(LaneMasks<TLanes, TVector>.Given(share, which, 3), at + line + row);
            }
        }
    }

    // Each sum takes its elements in their order; sums that need nothing of each other are taken at once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(float* results, int places, nint row, float* added, int first)
    {
        for (nint lane = 0; lane < FilterLanes.SumLanes; lane++)
        {
            nint start = (FilterLanes.SumLanes + lane - (first % FilterLanes.SumLanes)) % FilterLanes.SumLanes;
            for (nint i = 0; i < row; i += TLanes.Count)
            {
                var sum = TLanes.Load(added + (lane * row) + i);
                for (var place = start; place < places; place += FilterLanes.SumLanes) sum = TLanes.Add(sum, TLanes.Load(results + (place * row) + i));
                TLanes.Store(sum, added + (lane * row) + i);
            }
        }
    }

    private static void Join(float* added, nint row, float* sums, int filters)
    {
        for (var half = FilterLanes.SumLanes / 2; half > 0; half /= 2)
        {
            for (nint i = 0; i < half * row; i += TLanes.Count) TLanes.Store(TLanes.Add(TLanes.Load(added + i), TLanes.Load(added + (half * row) + i)), added + i);
        }

        new ReadOnlySpan<float>(added, filters).CopyTo(new Span<float>(sums, filters));
    }

    private static void Sum(FilterLanes lanes, float* image, float* results, int rows, float* sums, bool continues)
    {
        for (var vector = 0; vector < lanes.Vectors; vector += FilterLanes.PanelVectors)
        {
            var first = vector * TLanes.Count;
            if (vector + 1 == lanes.Vectors) Sum<Row1<TLanes, TVector, float>>(lanes, image, results + first, rows, sums + first, continues);
            else Sum<Row2<TLanes, TVector, float>>(lanes, image, results + first, rows, sums + first, continues);
        }
    }

    private static void Sum<TRow>(FilterLanes lanes, float* image, float* results, int rows, float* sums, bool continues)
        where TRow : struct, IRow<TRow, float>
    {
        Sides places = (rows, lanes.Lengths.Places.Width);
        fixed (int* taps = lanes.Taps)
        {
            for (var tap = 0; tap < lanes.Taps.Length; tap += lanes.TapTile)
                TapTiles<TRow, float>.Sum(lanes.TapTile, image, taps + tap, results, places, lanes.Planes.Plane.Width, sums + (tap * lanes.Row), TLanes.Count, lanes.Row, lanes.Row, continues);
        }
    }
}
