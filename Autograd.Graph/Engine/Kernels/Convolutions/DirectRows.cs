using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// Register tiles that read pixels in place, for one row of output positions after another: A holds the weights, B
/// points to the window of the first output position, and C is the result.
/// </summary>
internal static unsafe class DirectRows<TRow, TStore, T>
    where TRow : struct, IRow<TRow, T>
    where TStore : struct, IStore<TRow, T>
    where T : unmanaged
{
    /// <summary>One row of weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void One(in Tile<T> tile, Size2D outputs, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C, from = tile.From;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge;
        for (var row = 0; row < outputs.Height; row++, b += pitch, c += outputs.Width, from += outputs.Width)
        {
            TRow x0 = default;
            if (tile.Continues) x0 = TRow.Load(from, cEdge);
            for (nint k = 0; k < depth; k++) TRow.Add(ref x0, a + k, TRow.Load(b + taps[k], bEdge));
            TStore.Store(x0, c, cEdge);
        }
    }

    /// <summary>Two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Two(in Tile<T> tile, Size2D outputs, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C, from = tile.From;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge;
        nint aRow = tile.ARow, cRow = tile.CRow, fromRow = tile.FromRow;
        for (var row = 0; row < outputs.Height; row++, b += pitch, c += outputs.Width, from += outputs.Width)
        {
            TRow x0 = default, x1 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(from, cEdge);
                x1 = TRow.Load(from + fromRow, cEdge);
            }

            for (nint k = 0; k < depth; k++)
            {
                var y = TRow.Load(b + taps[k], bEdge);
                TRow.Add(ref x0, a + k, y);
                TRow.Add(ref x1, a + aRow + k, y);
            }

            TStore.Store(x0, c, cEdge);
            TStore.Store(x1, c + cRow, cEdge);
        }
    }

    /// <summary>Three rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Three(in Tile<T> tile, Size2D outputs, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C, from = tile.From;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge;
        nint aRow = tile.ARow, cRow = tile.CRow, fromRow = tile.FromRow;
        for (var row = 0; row < outputs.Height; row++, b += pitch, c += outputs.Width, from += outputs.Width)
        {
            TRow x0 = default, x1 = default, x2 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(from, cEdge);
                x1 = TRow.Load(from + fromRow, cEdge);
                x2 = TRow.Load(from + (2 * fromRow), cEdge);
            }

            for (nint k = 0; k < depth; k++)
            {
                var y = TRow.Load(b + taps[k], bEdge);
                TRow.Add(ref x0, a + k, y);
                TRow.Add(ref x1, a + aRow + k, y);
                TRow.Add(ref x2, a + (2 * aRow) + k, y);
            }

            TStore.Store(x0, c, cEdge);
            TStore.Store(x1, c + cRow, cEdge);
            TStore.Store(x2, c + (2 * cRow), cEdge);
        }
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Four(in Tile<T> tile, Size2D outputs, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C, from = tile.From;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge;
        nint aRow = tile.ARow, cRow = tile.CRow, fromRow = tile.FromRow;
        for (var row = 0; row < outputs.Height; row++, b += pitch, c += outputs.Width, from += outputs.Width)
        {
            TRow x0 = default, x1 = default, x2 = default, x3 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(from, cEdge);
                x1 = TRow.Load(from + fromRow, cEdge);
                x2 = TRow.Load(from + (2 * fromRow), cEdge);
                x3 = TRow.Load(from + (3 * fromRow), cEdge);
            }

            for (nint k = 0; k < depth; k++)
            {
                var y = TRow.Load(b + taps[k], bEdge);
                TRow.Add(ref x0, a + k, y);
                TRow.Add(ref x1, a + aRow + k, y);
                TRow.Add(ref x2, a + (2 * aRow) + k, y);
                TRow.Add(ref x3, a + (3 * aRow) + k, y);
            }

            TStore.Store(x0, c, cEdge);
            TStore.Store(x1, c + cRow, cEdge);
            TStore.Store(x2, c + (2 * cRow), cEdge);
            TStore.Store(x3, c + (3 * cRow), cEdge);
        }
    }
}
