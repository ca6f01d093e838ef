using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// A convolution, its bias and max pooling of 2 × 2 in one pass: of the results only the largest leave the cache.
/// </summary>
internal static unsafe class FusedConvolutionPool<TLanes, TVector>
    where TLanes : struct, ILanes<TVector, float>
    where TVector : unmanaged
{
    /// <summary>Some images.</summary>
    /// <param name="lanes">The convolution.</param>
    /// <param name="images">How many images.</param>
    /// <param name="x">The first of them.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="bias">A number for each filter, or null for none.</param>
    /// <param name="pooled">The largest results of the windows, filter by filter.</param>
    /// <param name="chosen">Which they were, for each window and vector of filters.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        FusedConvolutionPoolBlocking lanes, int images, float* x, float* weights, float* bias, float* pooled,
        ulong* chosen, float* scratch)
    {
        var (lengths, row) = (lanes.Lengths, lanes.Row);
        float* across = scratch, biases = across + (lengths.Taps * row), results = biases + row,
        largest = results + (2 * lengths.Output.Width * row);
        var planes = largest + (lanes.Pooled.Area * row);
        LayOut(lanes, weights, bias, across, biases);
        lanes.Clear(planes);
        for (nint image = 0; image < images; image++)
        {
            var shown = lanes.LayOut(x + (image * lengths.Channels * lengths.Image.Area), planes);
            for (var y = 0; y < lanes.Pooled.Height; y++)
            {
                Rows(lanes, shown + (2 * y * lanes.Planes.Plane.Width), across, results);
                Pool(lanes, results, bias == null ? null : biases, largest + (y * lanes.Pooled.Width * row),
                    chosen + (((image * lanes.Pooled.Height) + y) * lanes.Pooled.Width * lanes.Vectors));
            }

            FilterTransposition.ToFilters(largest, row, pooled + (image * lengths.Filters * lanes.Pooled.Area),
                lanes.Pooled.Area, lengths.Filters, lanes.Pooled.Area);
        }
    }

    // A row of weights for each element of a window; filters that there are not have weights of 0.
    private static void LayOut(
        FusedConvolutionPoolBlocking lanes, float* weights, float* bias, float* across, float* biases)
    {
        var (filters, taps, row) = (lanes.Lengths.Filters, lanes.Lengths.Taps, lanes.Row);
        new Span<float>(across, (taps + 1) * row).Clear();
        for (var filter = 0; filter < filters; filter++)
        {
            for (var tap = 0; tap < taps; tap++) across[(tap * row) + filter] = weights[(filter * taps) + tap];
            if (bias != null) biases[filter] = bias[filter];
        }
    }

    // The results of two rows of places, panel by panel of filters.
    private static void Rows(FusedConvolutionPoolBlocking lanes, float* image, float* weights, float* results)
    {
        for (var vector = 0; vector < lanes.Vectors; vector += FusedConvolutionPoolBlocking.PanelVectors)
        {
            var first = vector * TLanes.Count;
            if (vector + 1 == lanes.Vectors)
            {
                Rows<Row1<TLanes, TVector, float>>(lanes, image, weights + first, results + first);
            }
            else Rows<Row2<TLanes, TVector, float>>(lanes, image, weights + first, results + first);
        }
    }

    // The last tile of a row starts early, over places that it computes again.
    private static void Rows<TRow>(FusedConvolutionPoolBlocking lanes, float* image, float* weights, float* results)
        where TRow : struct, IRow<TRow, float>
    {
        var (width, row, tile) = (lanes.Lengths.Output.Width, lanes.Row, FusedConvolutionPoolBlocking.TilePlaces);
        fixed (int* taps = lanes.Taps)
        {
            for (var line = 0; line < 2; line++, image += lanes.Planes.Plane.Width, results += width * row)
            {
                for (var place = 0; place < width; place += tile)
                {
                    var start = Math.Min(place, width - tile);
                    if (tile == 6) FilterLanesTiles<TRow, Replace<TRow, float>, float>.Places6(image + start, taps,
                        lanes.Lengths.Taps, weights, TLanes.Count, results + (start * row), row);
                    else FilterLanesTilesWide<TRow, Replace<TRow, float>, float>.Places12(image + start, taps,
                        lanes.Lengths.Taps, weights, TLanes.Count, results + (start * row), row);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pool(
        FusedConvolutionPoolBlocking lanes, float* results, float* biases, float* largest, ulong* chosen)
    {
        nint row = lanes.Row, line = lanes.Lengths.Output.Width * row, windows = lanes.Pooled.Width,
        vectors = lanes.Vectors;
        // Added to a number, it leaves every bit of it.
        var nothing = -0f;
        for (nint vector = 0; vector < vectors; vector++)
        {
            var bias = biases == null ? TLanes.Broadcast(&nothing) : TLanes.Load(biases + (vector * TLanes.Count));
            // Lanes without a filter hold four equal zeros: one is chosen, or each would be divided among all.
            var filters = (int)Math.Min(TLanes.Count, lanes.Lengths.Filters - (vector * TLanes.Count));
            var (all, first) = (LaneMasks<TLanes, TVector>.Elements(filters),
                LaneMasks<TLanes, TVector>.Lanes(TLanes.Count) & ~LaneMasks<TLanes, TVector>.Lanes(filters));
            for (nint window = 0; window < windows; window++)
            {
                var at = results + (2 * window * row) + (vector * TLanes.Count);
                TVector a = Biased(at, bias), b = Biased(at + row, bias), c = Biased(at + line, bias),
                d = Biased(at + line + row, bias);
                TLanes.Store(LaneMasks<TLanes, TVector>.Largest(a, b, c, d, out var which),
                    largest + (window * row) + (vector * TLanes.Count));
                chosen[(window * vectors) + vector] = (which & all) | first;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Biased(float* result, TVector bias) => TLanes.Add(TLanes.Load(result), bias);
}
