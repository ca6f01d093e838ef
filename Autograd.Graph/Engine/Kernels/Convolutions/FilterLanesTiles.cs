using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// Register tiles with filters in lanes: for some neighbouring output positions, a row of vectors each. Pixels are read
/// in place, one at a time.
/// </summary>
/// <remarks>
/// Arguments: the first pixel of the first window, the offset of each tap, the number of taps, a row of weights for
/// each tap, the distance from the first vector of a row to its last, the results, and the distance between rows.
/// </remarks>
internal static unsafe class FilterLanesTiles<TRow, TStore, T>
    where TRow : struct, IRow<TRow, T>
    where TStore : struct, IStore<TRow, T>
    where T : unmanaged
{
    /// <summary>Four output positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Outputs4(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default;
        for (nint k = 0; k < depth; k++, weights += width)
        {
            var pixel = image + taps[k];
            var w = TRow.Load(weights, edge);
            TRow.Add(ref x0, pixel, w);
            TRow.Add(ref x1, pixel + 1, w);
            TRow.Add(ref x2, pixel + 2, w);
            TRow.Add(ref x3, pixel + 3, w);
        }

        TStore.Store(x0, target, edge);
        TStore.Store(x1, target + width, edge);
        TStore.Store(x2, target + (2 * width), edge);
        TStore.Store(x3, target + (3 * width), edge);
    }

    /// <summary>Five output positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Outputs5(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default;
        for (nint k = 0; k < depth; k++, weights += width)
        {
            var pixel = image + taps[k];
            var w = TRow.Load(weights, edge);
            TRow.Add(ref x0, pixel, w);
            TRow.Add(ref x1, pixel + 1, w);
            TRow.Add(ref x2, pixel + 2, w);
            TRow.Add(ref x3, pixel + 3, w);
            TRow.Add(ref x4, pixel + 4, w);
        }

        TStore.Store(x0, target, edge);
        TStore.Store(x1, target + width, edge);
        TStore.Store(x2, target + (2 * width), edge);
        TStore.Store(x3, target + (3 * width), edge);
        TStore.Store(x4, target + (4 * width), edge);
    }

    /// <summary>Six output positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Outputs6(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        for (nint k = 0; k < depth; k++, weights += width)
        {
            var pixel = image + taps[k];
            var w = TRow.Load(weights, edge);
            TRow.Add(ref x0, pixel, w);
            TRow.Add(ref x1, pixel + 1, w);
            TRow.Add(ref x2, pixel + 2, w);
            TRow.Add(ref x3, pixel + 3, w);
            TRow.Add(ref x4, pixel + 4, w);
            TRow.Add(ref x5, pixel + 5, w);
        }

        TStore.Store(x0, target, edge);
        TStore.Store(x1, target + width, edge);
        TStore.Store(x2, target + (2 * width), edge);
        TStore.Store(x3, target + (3 * width), edge);
        TStore.Store(x4, target + (4 * width), edge);
        TStore.Store(x5, target + (5 * width), edge);
    }

    /// <summary>Seven output positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Outputs7(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default;
        for (nint k = 0; k < depth; k++, weights += width)
        {
            var pixel = image + taps[k];
            var w = TRow.Load(weights, edge);
            TRow.Add(ref x0, pixel, w);
            TRow.Add(ref x1, pixel + 1, w);
            TRow.Add(ref x2, pixel + 2, w);
            TRow.Add(ref x3, pixel + 3, w);
            TRow.Add(ref x4, pixel + 4, w);
            TRow.Add(ref x5, pixel + 5, w);
            TRow.Add(ref x6, pixel + 6, w);
        }

        TStore.Store(x0, target, edge);
        TStore.Store(x1, target + width, edge);
        TStore.Store(x2, target + (2 * width), edge);
        TStore.Store(x3, target + (3 * width), edge);
        TStore.Store(x4, target + (4 * width), edge);
        TStore.Store(x5, target + (5 * width), edge);
        TStore.Store(x6, target + (6 * width), edge);
    }

    /// <summary>Eight output positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Outputs8(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default;
        TRow x7 = default;
        for (nint k = 0; k < depth; k++, weights += width)
        {
            var pixel = image + taps[k];
            var w = TRow.Load(weights, edge);
            TRow.Add(ref x0, pixel, w);
            TRow.Add(ref x1, pixel + 1, w);
            TRow.Add(ref x2, pixel + 2, w);
            TRow.Add(ref x3, pixel + 3, w);
            TRow.Add(ref x4, pixel + 4, w);
            TRow.Add(ref x5, pixel + 5, w);
            TRow.Add(ref x6, pixel + 6, w);
            TRow.Add(ref x7, pixel + 7, w);
        }

        TStore.Store(x0, target, edge);
        TStore.Store(x1, target + width, edge);
        TStore.Store(x2, target + (2 * width), edge);
        TStore.Store(x3, target + (3 * width), edge);
        TStore.Store(x4, target + (4 * width), edge);
        TStore.Store(x5, target + (5 * width), edge);
        TStore.Store(x6, target + (6 * width), edge);
        TStore.Store(x7, target + (7 * width), edge);
    }
}
