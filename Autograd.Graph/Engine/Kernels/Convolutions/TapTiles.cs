using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>The number of taps of a tile of the filter gradient.</summary>
internal static class TapTiles
{
    /// <summary>The taps of a tile: nine with 32 registers; else six, or five where that wastes fewer.</summary>
    public static int SizeFor(int taps) =>
        Registers<float>.AreMany ? 9 : Whole(taps, 5) < Whole(taps, 6) ? 5 : 6;

    /// <summary>A number of taps rounded up to whole tiles; the extra sums are discarded.</summary>
    public static int Whole(int taps, int size) => (taps + size - 1) / size * size;

    /// <summary>Taps padded to whole tiles by repeating the last one.</summary>
    public static int[] Whole(int[] taps, int size) =>
        [.. taps, .. Enumerable.Repeat(taps.Length == 0 ? 0 : taps[^1], Whole(taps.Length, size) - taps.Length)];
}

/// <summary>
/// Register tiles of the filter gradient, with filters side by side in the lanes of a row of vectors.
/// </summary>
internal static unsafe class TapTiles<TRow, TStore, T>
    where TRow : struct, IRow<TRow, T>
    where TStore : struct, IStore<TRow, T>
    where T : unmanaged
{
    /// <summary>Adds rows of output positions to the sums of five, six or nine taps.</summary>
    /// <param name="size">The number of taps.</param>
    /// <param name="image">The first pixel of the first window.</param>
    /// <param name="taps">The offset of each tap.</param>
    /// <param name="results">A row of filters for each output position.</param>
    /// <param name="outputs">Rows and columns of output positions.</param>
    /// <param name="pitch">The distance between rows of a phase.</param>
    /// <param name="from">The sums to continue from.</param>
    /// <param name="sums">A row of filters for each tap.</param>
    /// <param name="edge">The distance from the first vector of a row of filters to its last.</param>
    /// <param name="width">The distance between rows of results.</param>
    /// <param name="sumsRow">The distance between rows of sums.</param>
    /// <param name="continues">Whether the sums continue, or start from zero.</param>
    public static void Sum(
        int size, T* image, int* taps, T* results, Size2D outputs, nint pitch,
        T* from, T* sums, nint edge, nint width, nint sumsRow, bool continues)
    {
        switch (size)
        {
            case 5: Five(image, taps, results, outputs, pitch, from, sums, edge, width, sumsRow, continues); break;
            case 6: Six(image, taps, results, outputs, pitch, from, sums, edge, width, sumsRow, continues); break;
            default: Nine(image, taps, results, outputs, pitch, from, sums, edge, width, sumsRow, continues); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Five(
        T* image, int* taps, T* results, Size2D outputs, nint pitch,
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
        for (var row = 0; row < outputs.Height; row++, start += pitch)
        {
            var end = start + outputs.Width;
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
        T* image, int* taps, T* results, Size2D outputs, nint pitch,
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
        for (var row = 0; row < outputs.Height; row++, start += pitch)
        {
            var end = start + outputs.Width;
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
        T* image, int* taps, T* results, Size2D outputs, nint pitch,
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
        for (var row = 0; row < outputs.Height; row++, start += pitch)
        {
            var end = start + outputs.Width;
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
