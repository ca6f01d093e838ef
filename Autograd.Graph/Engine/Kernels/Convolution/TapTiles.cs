using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>How many elements of a window the tiles take at once that sum the gradient of weights.</summary>
internal static class TapTiles
{
    /// <summary>Elements of a tile: nine, or with few registers six, or five where that leaves fewer over.</summary>
    public static int SizeFor(int taps) =>
        MatrixPanels<float>.HasManyRegisters ? 9 : Whole(taps, 5) < Whole(taps, 6) ? 5 : 6;

    /// <summary>
    /// So many elements up to whole tiles: what a last one has too many is summed where nobody reads it.
    /// </summary>
    public static int Whole(int taps, int size) => (taps + size - 1) / size * size;

    /// <summary>Elements up to whole tiles, the last one again for those that there are not.</summary>
    public static int[] Whole(int[] taps, int size) =>
        [.. taps, .. Enumerable.Repeat(taps.Length == 0 ? 0 : taps[^1], Whole(taps.Length, size) - taps.Length)];
}

/// <summary>
/// Register tiles of the gradient of a convolution's weights, the filters side by side in the lanes of a row of
/// vectors.
/// </summary>
internal static unsafe class TapTiles<TRow, TStore, T>
    where TRow : struct, IRow<TRow, T>
    where TStore : struct, IStore<TRow, T>
    where T : unmanaged
{
    /// <summary>Takes rows of places into the sums of the weights of five, six or nine elements of a window.</summary>
    /// <param name="size">How many elements.</param>
    /// <param name="image">Where the first place finds the first element of its window.</param>
    /// <param name="taps">From there to each element of the tile.</param>
    /// <param name="results">A row of filters for each place.</param>
    /// <param name="places">Rows of places and places of a row.</param>
    /// <param name="pitch">From one row of the image to the next.</param>
    /// <param name="from">Where the sums were left, if they continue.</param>
    /// <param name="sums">A row of filters for each element of the tile.</param>
    /// <param name="edge">From the first vector of a row of filters to its last.</param>
    /// <param name="width">From one row of results to the next.</param>
    /// <param name="sumsRow">From one row of sums to the next.</param>
    /// <param name="continues">Whether the sums start from what was left, and not from zero.</param>
    public static void Sum(
        int size, T* image, int* taps, T* results, Size2D places, nint pitch,
        T* from, T* sums, nint edge, nint width, nint sumsRow, bool continues)
    {
        switch (size)
        {
            case 5: Five(image, taps, results, places, pitch, from, sums, edge, width, sumsRow, continues); break;
            case 6: Six(image, taps, results, places, pitch, from, sums, edge, width, sumsRow, continues); break;
            default: Nine(image, taps, results, places, pitch, from, sums, edge, width, sumsRow, continues); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Five(
        T* image, int* taps, T* results, Size2D places, nint pitch,
        T* from, T* sums, nint edge, nint width, nint sumsRow, bool continues)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default;
        if (continues)
        {
            x0 = TRow.Load(from, edge);
            x1 = TRow.Load(from + sumsRow, edge);
            x2 = TRow.Load(from + (2 * sumsRow), edge);
            x3 = TRow.Load(from + (3 * sumsRow), edge);
            x4 = TRow.Load(from + (4 * sumsRow), edge);
        }

        T* a0 = image + taps[0], a1 = image + taps[1], a2 = image + taps[2], a3 = image + taps[3], a4 = image + taps[4];
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
            }
        }

        TStore.Store(x0, sums, edge);
        TStore.Store(x1, sums + sumsRow, edge);
        TStore.Store(x2, sums + (2 * sumsRow), edge);
        TStore.Store(x3, sums + (3 * sumsRow), edge);
        TStore.Store(x4, sums + (4 * sumsRow), edge);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Six(
        T* image, int* taps, T* results, Size2D places, nint pitch,
        T* from, T* sums, nint edge, nint width, nint sumsRow, bool continues)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        if (continues)
        {
            x0 = TRow.Load(from, edge);
            x1 = TRow.Load(from + sumsRow, edge);
            x2 = TRow.Load(from + (2 * sumsRow), edge);
            x3 = TRow.Load(from + (3 * sumsRow), edge);
            x4 = TRow.Load(from + (4 * sumsRow), edge);
            x5 = TRow.Load(from + (5 * sumsRow), edge);
        }

        T* a0 = image + taps[0], a1 = image + taps[1], a2 = image + taps[2], a3 = image + taps[3], a4 = image + taps[4];
        T* a5 = image + taps[5];
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
            }
        }

        TStore.Store(x0, sums, edge);
        TStore.Store(x1, sums + sumsRow, edge);
        TStore.Store(x2, sums + (2 * sumsRow), edge);
        TStore.Store(x3, sums + (3 * sumsRow), edge);
        TStore.Store(x4, sums + (4 * sumsRow), edge);
        TStore.Store(x5, sums + (5 * sumsRow), edge);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Nine(
        T* image, int* taps, T* results, Size2D places, nint pitch,
        T* from, T* sums, nint edge, nint width, nint sumsRow, bool continues)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default,
        x7 = default, x8 = default;
        if (continues)
        {
            x0 = TRow.Load(from, edge);
            x1 = TRow.Load(from + sumsRow, edge);
            x2 = TRow.Load(from + (2 * sumsRow), edge);
            x3 = TRow.Load(from + (3 * sumsRow), edge);
            x4 = TRow.Load(from + (4 * sumsRow), edge);
            x5 = TRow.Load(from + (5 * sumsRow), edge);
            x6 = TRow.Load(from + (6 * sumsRow), edge);
            x7 = TRow.Load(from + (7 * sumsRow), edge);
            x8 = TRow.Load(from + (8 * sumsRow), edge);
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

        TStore.Store(x0, sums, edge);
        TStore.Store(x1, sums + sumsRow, edge);
        TStore.Store(x2, sums + (2 * sumsRow), edge);
        TStore.Store(x3, sums + (3 * sumsRow), edge);
        TStore.Store(x4, sums + (4 * sumsRow), edge);
        TStore.Store(x5, sums + (5 * sumsRow), edge);
        TStore.Store(x6, sums + (6 * sumsRow), edge);
        TStore.Store(x7, sums + (7 * sumsRow), edge);
        TStore.Store(x8, sums + (8 * sumsRow), edge);
    }
}
