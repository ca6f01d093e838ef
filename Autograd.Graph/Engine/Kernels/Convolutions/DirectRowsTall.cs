using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>The tiles of <see cref="DirectRows{TRow, TStore, T}"/> of six and eight rows of weights.</summary>
internal static unsafe class DirectRowsTall<TRow, TStore, T>
    where TRow : struct, IRow<TRow, T>
    where TStore : struct, IStore<TRow, T>
    where T : unmanaged
{
    /// <summary>Six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Six(in Tile<T> tile, Size2D outputs, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C, from = tile.From;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge;
        nint aRow = tile.ARow, cRow = tile.CRow, fromRow = tile.FromRow;
        for (var row = 0; row < outputs.Height; row++, b += pitch, c += outputs.Width, from += outputs.Width)
        {
            TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(from, cEdge);
                x1 = TRow.Load(from + fromRow, cEdge);
                x2 = TRow.Load(from + (2 * fromRow), cEdge);
                x3 = TRow.Load(from + (3 * fromRow), cEdge);
                x4 = TRow.Load(from + (4 * fromRow), cEdge);
                x5 = TRow.Load(from + (5 * fromRow), cEdge);
            }

            T* a0 = a, a3 = a + (3 * aRow);
            for (nint k = 0; k < depth; k++)
            {
                var y = TRow.Load(b + taps[k], bEdge);
                TRow.Add(ref x0, a0 + k, y);
                TRow.Add(ref x1, a0 + aRow + k, y);
                TRow.Add(ref x2, a0 + (2 * aRow) + k, y);
                TRow.Add(ref x3, a3 + k, y);
                TRow.Add(ref x4, a3 + aRow + k, y);
                TRow.Add(ref x5, a3 + (2 * aRow) + k, y);
            }

            TStore.Store(x0, c, cEdge);
            TStore.Store(x1, c + cRow, cEdge);
            TStore.Store(x2, c + (2 * cRow), cEdge);
            TStore.Store(x3, c + (3 * cRow), cEdge);
            TStore.Store(x4, c + (4 * cRow), cEdge);
            TStore.Store(x5, c + (5 * cRow), cEdge);
        }
    }

    /// <summary>Eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Eight(in Tile<T> tile, Size2D outputs, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C, from = tile.From;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge;
        nint aRow = tile.ARow, cRow = tile.CRow, fromRow = tile.FromRow;
        for (var row = 0; row < outputs.Height; row++, b += pitch, c += outputs.Width, from += outputs.Width)
        {
            TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default,
            x7 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(from, cEdge);
                x1 = TRow.Load(from + fromRow, cEdge);
                x2 = TRow.Load(from + (2 * fromRow), cEdge);
                x3 = TRow.Load(from + (3 * fromRow), cEdge);
                x4 = TRow.Load(from + (4 * fromRow), cEdge);
                x5 = TRow.Load(from + (5 * fromRow), cEdge);
                x6 = TRow.Load(from + (6 * fromRow), cEdge);
                x7 = TRow.Load(from + (7 * fromRow), cEdge);
            }

            T* a0 = a, a3 = a + (3 * aRow), a6 = a3 + (3 * aRow);
            for (nint k = 0; k < depth; k++)
            {
                var y = TRow.Load(b + taps[k], bEdge);
                TRow.Add(ref x0, a0 + k, y);
                TRow.Add(ref x1, a0 + aRow + k, y);
                TRow.Add(ref x2, a0 + (2 * aRow) + k, y);
                TRow.Add(ref x3, a3 + k, y);
                TRow.Add(ref x4, a3 + aRow + k, y);
                TRow.Add(ref x5, a3 + (2 * aRow) + k, y);
                TRow.Add(ref x6, a6 + k, y);
                TRow.Add(ref x7, a6 + aRow + k, y);
            }

            TStore.Store(x0, c, cEdge);
            TStore.Store(x1, c + cRow, cEdge);
            TStore.Store(x2, c + (2 * cRow), cEdge);
            TStore.Store(x3, c + (3 * cRow), cEdge);
            TStore.Store(x4, c + (4 * cRow), cEdge);
            TStore.Store(x5, c + (5 * cRow), cEdge);
            TStore.Store(x6, c + (6 * cRow), cEdge);
            TStore.Store(x7, c + (7 * cRow), cEdge);
        }
    }
}
