using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>Register tiles of convolutions whose filters lie side by side in a row of vectors.</summary>
internal static unsafe class FilterTiles<TRow>
    where TRow : struct, IRow<TRow, float>
{
    /// <summary>The results at twelve neighbouring places, a row for each.</summary>
    /// <param name="image">Where the first of them finds the first element of its window.</param>
    /// <param name="taps">From there to each element.</param>
    /// <param name="depth">How many there are.</param>
    /// <param name="weights">A row for each element.</param>
    /// <param name="target">The results.</param>
    /// <param name="width">From one row to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Places(float* image, int* taps, int depth, float* weights, float* target, nint width)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        TRow x6 = default, x7 = default, x8 = default, x9 = default, x10 = default, x11 = default;
        for (var k = 0; k < depth; k++, weights += width)
        {
            var (pixel, w) = ((nint)(image + taps[k]), TRow.Load(weights, FilterLanes.Width));
            TRow.Add(ref x0, (float*)pixel, w);
            TRow.Add(ref x1, (float*)pixel + 1, w);
            TRow.Add(ref x2, (float*)pixel + 2, w);
            TRow.Add(ref x3, (float*)pixel + 3, w);
            TRow.Add(ref x4, (float*)pixel + 4, w);
            TRow.Add(ref x5, (float*)pixel + 5, w);
            TRow.Add(ref x6, (float*)pixel + 6, w);
            TRow.Add(ref x7, (float*)pixel + 7, w);
            TRow.Add(ref x8, (float*)pixel + 8, w);
            TRow.Add(ref x9, (float*)pixel + 9, w);
            TRow.Add(ref x10, (float*)pixel + 10, w);
            TRow.Add(ref x11, (float*)pixel + 11, w);
        }

        TRow.Store(x0, target, FilterLanes.Width);
        TRow.Store(x1, target + width, FilterLanes.Width);
        TRow.Store(x2, target + (2 * width), FilterLanes.Width);
        TRow.Store(x3, target + (3 * width), FilterLanes.Width);
        TRow.Store(x4, target + (4 * width), FilterLanes.Width);
        TRow.Store(x5, target + (5 * width), FilterLanes.Width);
        TRow.Store(x6, target + (6 * width), FilterLanes.Width);
        TRow.Store(x7, target + (7 * width), FilterLanes.Width);
        TRow.Store(x8, target + (8 * width), FilterLanes.Width);
        TRow.Store(x9, target + (9 * width), FilterLanes.Width);
        TRow.Store(x10, target + (10 * width), FilterLanes.Width);
        TRow.Store(x11, target + (11 * width), FilterLanes.Width);
    }

    /// <summary>Takes rows of places into the sums of the weights of nine elements of a window.</summary>
    /// <param name="image">Where the first place finds the first element of its window.</param>
    /// <param name="taps">From there to each of the nine.</param>
    /// <param name="results">A row of filters for each place.</param>
    /// <param name="places">Rows of places and places of a row.</param>
    /// <param name="pitch">From one row of the image to the next.</param>
    /// <param name="sums">A row of filters for each of the nine.</param>
    /// <param name="width">From one row of filters to the next.</param>
    /// <param name="continues">Whether the sums start from what they hold, and not from zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Taps(float* image, int* taps, float* results, Sides places, nint pitch, float* sums, nint width, bool continues)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default, x7 = default, x8 = default;
        if (continues)
        {
            x0 = TRow.Load(sums, FilterLanes.Width);
            x1 = TRow.Load(sums + width, FilterLanes.Width);
            x2 = TRow.Load(sums + (2 * width), FilterLanes.Width);
            x3 = TRow.Load(sums + (3 * width), FilterLanes.Width);
            x4 = TRow.Load(sums + (4 * width), FilterLanes.Width);
            x5 = TRow.Load(sums + (5 * width), FilterLanes.Width);
            x6 = TRow.Load(sums + (6 * width), FilterLanes.Width);
            x7 = TRow.Load(sums + (7 * width), FilterLanes.Width);
            x8 = TRow.Load(sums + (8 * width), FilterLanes.Width);
        }

        float* a0 = image + taps[0], a1 = image + taps[1], a2 = image + taps[2], a3 = image + taps[3], a4 = image + taps[4];
        float* a5 = image + taps[5], a6 = image + taps[6], a7 = image + taps[7], a8 = image + taps[8];
        nint start = 0;
        for (var row = 0; row < places.Height; row++, start += pitch)
        {
            var end = start + places.Width;
            for (var i = start; i < end; i++, results += width)
            {
                var y = TRow.Load(results, FilterLanes.Width);
                TRow.Add(ref x0, a0 + i, y);
                TRow.Add(ref x1, a1 + i, y);
                TRow.Add(ref x2, a2 + i, y);
                TRow.Add(ref x3, a3 + i, y);
                TRow.Add(ref x4, a4 + i, y);
                TRow.Add(ref x5, a5 + i, y);
                TRow.Add(ref x6, a6 + i, y);
                TRow.Add(ref x7, a7 + i, y);
                TRow.Add(ref x8, a8 + i, y);
            }
        }

        TRow.Store(x0, sums, FilterLanes.Width);
        TRow.Store(x1, sums + width, FilterLanes.Width);
        TRow.Store(x2, sums + (2 * width), FilterLanes.Width);
        TRow.Store(x3, sums + (3 * width), FilterLanes.Width);
        TRow.Store(x4, sums + (4 * width), FilterLanes.Width);
        TRow.Store(x5, sums + (5 * width), FilterLanes.Width);
        TRow.Store(x6, sums + (6 * width), FilterLanes.Width);
        TRow.Store(x7, sums + (7 * width), FilterLanes.Width);
        TRow.Store(x8, sums + (8 * width), FilterLanes.Width);
    }
}
