using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>How many elements of a window the tiles take at once that sum the gradient of weights.</summary>
internal static class TapTiles
{
    /// <summary>Elements of a tile.</summary>
    public const int Size = 9;

    /// <summary>So many elements up to whole tiles: what a last one has too many is summed where nobody reads it.</summary>
    public static int Whole(int taps) => (taps + Size - 1) / Size * Size;

    /// <summary>Elements up to whole tiles, the last one again for those that there are not.</summary>
    public static int[] Whole(int[] taps) => [.. taps, .. Enumerable.Repeat(taps.Length == 0 ? 0 : taps[^1], Whole(taps.Length) - taps.Length)];
}

/// <summary>Register tiles of the gradient of a convolution's weights, the filters side by side in the lanes of a row of vectors.</summary>
internal static unsafe class TapTiles<TRow, T>
    where TRow : struct, IRow<TRow, T>
    where T : unmanaged
{
    /// <summary>Takes rows of places into the sums of the weights of nine elements of a window.</summary>
    /// <param name="image">Where the first place finds the first element of its window.</param>
    /// <param name="taps">From there to each of the nine.</param>
    /// <param name="results">A row of filters for each place.</param>
    /// <param name="places">Rows of places and places of a row.</param>
    /// <param name="pitch">From one row of the image to the next.</param>
    /// <param name="sums">A row of filters for each of the nine.</param>
    /// <param name="edge">From the first vector of a row of filters to its last.</param>
    /// <param name="width">From one row of results to the next.</param>
    /// <param name="sumsRow">From one row of sums to the next.</param>
    /// <param name="continues">Whether the sums start from what they hold, and not from zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Nine(T* image, int* taps, T* results, Sides places, nint pitch, T* sums, nint edge, nint width, nint sumsRow, bool continues)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default, x7 = default, x8 = default;
        if (continues)
        {
            x0 = TRow.Load(sums, edge);
            x1 = TRow.Load(sums + sumsRow, edge);
            x2 = TRow.Load(sums + (2 * sumsRow), edge);
            x3 = TRow.Load(sums + (3 * sumsRow), edge);
            x4 = TRow.Load(sums + (4 * sumsRow), edge);
            x5 = TRow.Load(sums + (5 * sumsRow), edge);
            x6 = TRow.Load(sums + (6 * sumsRow), edge);
            x7 = TRow.Load(sums + (7 * sumsRow), edge);
            x8 = TRow.Load(sums + (8 * sumsRow), edge);
        }

        T* a0 = image + taps[0], a1 = image + taps[1], a2 = image + taps[2], a3 = image + taps[3], a4 = image + taps[4];
        T* a5 = image + taps[5], a6 = image + taps[6], a7 = image + taps[7], a8 = image + taps[8];
        nint start = 0;
        for (var row = 0; row < places.Height; row++, start += pitch)
        {
            var end = start + places.Width;
            for (var i = start; i < end; i++, results += width)
            {
                var y = TRow.Load(results, edge);
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

        TRow.Store(x0, sums, edge);
        TRow.Store(x1, sums + sumsRow, edge);
        TRow.Store(x2, sums + (2 * sumsRow), edge);
        TRow.Store(x3, sums + (3 * sumsRow), edge);
        TRow.Store(x4, sums + (4 * sumsRow), edge);
        TRow.Store(x5, sums + (5 * sumsRow), edge);
        TRow.Store(x6, sums + (6 * sumsRow), edge);
        TRow.Store(x7, sums + (7 * sumsRow), edge);
        TRow.Store(x8, sums + (8 * sumsRow), edge);
    }
}
