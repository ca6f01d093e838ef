using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>The tiles of <see cref="FilterLanesTiles{TRow, TStore, T}"/> that need many registers.</summary>
internal static unsafe class FilterLanesTilesWide<TRow, TStore, T>
    where TRow : struct, IRow<TRow, T>
    where TStore : struct, IStore<TRow, T>
    where T : unmanaged
{
    /// <summary>Twelve output positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Outputs12(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default;
        TRow x7 = default, x8 = default, x9 = default, x10 = default, x11 = default;
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
            TRow.Add(ref x8, pixel + 8, w);
            TRow.Add(ref x9, pixel + 9, w);
            TRow.Add(ref x10, pixel + 10, w);
            TRow.Add(ref x11, pixel + 11, w);
        }

        TStore.Store(x0, target, edge);
        TStore.Store(x1, target + width, edge);
        TStore.Store(x2, target + (2 * width), edge);
        TStore.Store(x3, target + (3 * width), edge);
        TStore.Store(x4, target + (4 * width), edge);
        TStore.Store(x5, target + (5 * width), edge);
        TStore.Store(x6, target + (6 * width), edge);
        TStore.Store(x7, target + (7 * width), edge);
        TStore.Store(x8, target + (8 * width), edge);
        TStore.Store(x9, target + (9 * width), edge);
        TStore.Store(x10, target + (10 * width), edge);
        TStore.Store(x11, target + (11 * width), edge);
    }

    /// <summary>Fourteen output positions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Outputs14(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default;
        TRow x7 = default, x8 = default, x9 = default, x10 = default, x11 = default, x12 = default, x13 = default;
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
            TRow.Add(ref x8, pixel + 8, w);
            TRow.Add(ref x9, pixel + 9, w);
            TRow.Add(ref x10, pixel + 10, w);
            TRow.Add(ref x11, pixel + 11, w);
            TRow.Add(ref x12, pixel + 12, w);
            TRow.Add(ref x13, pixel + 13, w);
        }

        TStore.Store(x0, target, edge);
        TStore.Store(x1, target + width, edge);
        TStore.Store(x2, target + (2 * width), edge);
        TStore.Store(x3, target + (3 * width), edge);
        TStore.Store(x4, target + (4 * width), edge);
        TStore.Store(x5, target + (5 * width), edge);
        TStore.Store(x6, target + (6 * width), edge);
        TStore.Store(x7, target + (7 * width), edge);
        TStore.Store(x8, target + (8 * width), edge);
        TStore.Store(x9, target + (9 * width), edge);
        TStore.Store(x10, target + (10 * width), edge);
        TStore.Store(x11, target + (11 * width), edge);
        TStore.Store(x12, target + (12 * width), edge);
        TStore.Store(x13, target + (13 * width), edge);
    }
}
