using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// Register tiles of sums of what windows show, whose rows lie side by side in the lanes: for some neighbouring
/// places, a row of vectors each. What windows show is read where it lies, a pixel at a time.
/// </summary>
/// <remarks>
/// Arguments: where the first place finds the first element of its window, from there to each element, how many there
/// are, a row of weights for each, from the first vector of a row to its last, the results, and from one row to the
/// next.
/// </remarks>
internal static unsafe class FilterLanesTiles<TRow, TStore, T>
    where TRow : struct, IRow<TRow, T>
    where TStore : struct, IStore<TRow, T>
    where T : unmanaged
{
    /// <summary>Four places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Places4(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
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

    /// <summary>Five places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Places5(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
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

    /// <summary>Six places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Places6(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
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

    /// <summary>Seven places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Places7(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
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

    /// <summary>Eight places.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Places8(T* image, int* taps, nint depth, T* weights, nint edge, T* target, nint width)
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
