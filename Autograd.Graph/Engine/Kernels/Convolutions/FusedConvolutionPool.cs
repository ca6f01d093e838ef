using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// A convolution, its bias and max pooling of 2 × 2 in one pass. Only the largest results leave the cache.
/// </summary>
internal static unsafe class FusedConvolutionPool<TLanes, TVector>
    where TLanes : struct, ILanes<TVector, float>
    where TVector : unmanaged
{
    /// <summary>Computes some images.</summary>
    /// <param name="fused">The convolution.</param>
    /// <param name="images">The number of images.</param>
    /// <param name="x">The first image.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="bias">A number for each filter; null without bias.</param>
    /// <param name="pooled">The largest results of the windows, filter by filter.</param>
    /// <param name="chosen">Which results were the largest, for each window and vector of filters.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        FusedConvolutionPoolBlocking fused, int images, float* x, float* weights, float* bias, float* pooled,
        ulong* chosen, float* scratch)
    {
        var (shape, row) = (fused.Shape, fused.Row);
        float* laidOutWeights = scratch, biases = laidOutWeights + (shape.Taps * row), results = biases + row,
        largest = results + (2 * shape.Output.Width * row);
        var phases = largest + (fused.Pooled.Area * row);
        LayOut(fused, weights, bias, laidOutWeights, biases);
        fused.Clear(phases);
        for (nint image = 0; image < images; image++)
        {
            var laidOut = fused.LayOut(x + (image * shape.Channels * shape.Image.Area), phases);
            for (var y = 0; y < fused.Pooled.Height; y++)
            {
                Rows(fused, laidOut + (2 * y * fused.Phases.Size.Width), laidOutWeights, results);
                Pool(fused, results, bias == null ? null : biases, largest + (y * fused.Pooled.Width * row),
                    chosen + (((image * fused.Pooled.Height) + y) * fused.Pooled.Width * fused.Vectors));
            }

            FilterTransposition.ToPlanes(largest, row, pooled + (image * shape.Filters * fused.Pooled.Area),
                fused.Pooled.Area, shape.Filters, fused.Pooled.Area);
        }
    }

    // A row of weights for each tap; unused lanes have zero weights.
    private static void LayOut(
        FusedConvolutionPoolBlocking fused, float* weights, float* bias, float* laidOutWeights, float* biases)
    {
        var (filters, taps, row) = (fused.Shape.Filters, fused.Shape.Taps, fused.Row);
        new Span<float>(laidOutWeights, (taps + 1) * row).Clear();
        for (var filter = 0; filter < filters; filter++)
        {
            for (var tap = 0; tap < taps; tap++) laidOutWeights[(tap * row) + filter] = weights[(filter * taps) + tap];
            if (bias != null) biases[filter] = bias[filter];
        }
    }

    // The results of two rows of output positions, panel by panel of filters.
    private static void Rows(FusedConvolutionPoolBlocking fused, float* image, float* weights, float* results)
    {
        for (var vector = 0; vector < fused.Vectors; vector += FusedConvolutionPoolBlocking.PanelVectors)
        {
            var first = vector * TLanes.Count;
            if (vector + 1 == fused.Vectors)
            {
                Rows<Row1<TLanes, TVector, float>>(fused, image, weights + first, results + first);
            }
            else Rows<Row2<TLanes, TVector, float>>(fused, image, weights + first, results + first);
        }
    }

    // The last tile of a row starts early and computes some output positions again.
    private static void Rows<TRow>(FusedConvolutionPoolBlocking fused, float* image, float* weights, float* results)
        where TRow : struct, IRow<TRow, float>
    {
        var (width, row, tile) = (fused.Shape.Output.Width, fused.Row, FusedConvolutionPoolBlocking.TileOutputs);
        fixed (int* taps = fused.Taps)
        {
            for (var line = 0; line < 2; line++, image += fused.Phases.Size.Width, results += width * row)
            {
                for (var position = 0; position < width; position += tile)
                {
                    var start = Math.Min(position, width - tile);
                    if (tile == 6) FilterLanesTiles<TRow, Replace<TRow, float>, float>.Outputs6(image + start, taps,
                        fused.Shape.Taps, weights, TLanes.Count, results + (start * row), row);
                    else FilterLanesTilesWide<TRow, Replace<TRow, float>, float>.Outputs12(image + start, taps,
                        fused.Shape.Taps, weights, TLanes.Count, results + (start * row), row);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pool(
        FusedConvolutionPoolBlocking fused, float* results, float* biases, float* largest, ulong* chosen)
    {
        nint row = fused.Row, line = fused.Shape.Output.Width * row, windows = fused.Pooled.Width,
        vectors = fused.Vectors;
        // Adding −0 changes no bit of a number.
        var nothing = -0f;
        for (nint vector = 0; vector < vectors; vector++)
        {
            var bias = biases == null ? TLanes.Broadcast(&nothing) : TLanes.Load(biases + (vector * TLanes.Count));
            // Unused lanes hold four equal zeros. Only one of them is marked, so that the gradient need not divide by
            // four.
            var filters = (int)Math.Min(TLanes.Count, fused.Shape.Filters - (vector * TLanes.Count));
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
