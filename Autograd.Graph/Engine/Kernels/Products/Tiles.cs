using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// Register tiles of up to eight rows. Each keeps its part of C in registers while it walks over k. Three rows of A
/// share one pointer and are reached by 0, 1 and 2 strides: a pointer for each row would need more registers than x64
/// has.
/// </summary>
internal static unsafe partial class Tiles<TRow, TStore, T>
    where TRow : struct, IRow<TRow, T>
    where TStore : struct, IStore<TRow, T>
    where T : unmanaged
{
    /// <summary>One row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows1(in Tile<T> tile)
    {
        TRow x0 = default;
        T* c = tile.C;
        nint edge = tile.CEdge;
        if (tile.Continues)
            x0 = TRow.Load(tile.From, edge);

        nint row = tile.ARow, aStep = tile.AStep, bStep = tile.BStep, bEdge = tile.BEdge;
        T* a0 = tile.A;
        T* b = tile.B;
        for (var k = tile.Depth; k > 0; k--)
        {
            var y = TRow.Load(b, bEdge);
            TRow.Add(ref x0, a0, y);
            a0 += aStep;
            b += bStep;
        }

        TStore.Store(x0, c, edge);
    }

    /// <summary>Two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows2(in Tile<T> tile)
    {
        TRow x0 = default, x1 = default;
        T* c = tile.C;
        nint stride = tile.CRow, edge = tile.CEdge;
        if (tile.Continues)
        {
            T* from = tile.From;
            nint fromRow = tile.FromRow;
            x0 = TRow.Load(from, edge);
            x1 = TRow.Load(from + fromRow, edge);
        }

        nint row = tile.ARow, aStep = tile.AStep, bStep = tile.BStep, bEdge = tile.BEdge;
        T* a0 = tile.A;
        T* b = tile.B;
        for (var k = tile.Depth; k > 0; k--)
        {
            var y = TRow.Load(b, bEdge);
            TRow.Add(ref x0, a0, y);
            TRow.Add(ref x1, a0 + row, y);
            a0 += aStep;
            b += bStep;
        }

        TStore.Store(x0, c, edge);
        TStore.Store(x1, c + stride, edge);
    }

    /// <summary>Eight rows: a full tile of three vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows8(in Tile<T> tile)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        TRow x6 = default, x7 = default;
        T* c = tile.C;
        nint stride = tile.CRow, edge = tile.CEdge;
        if (tile.Continues)
        {
            T* from = tile.From;
            nint fromRow = tile.FromRow;
            x0 = TRow.Load(from, edge);
            x1 = TRow.Load(from + fromRow, edge);
            x2 = TRow.Load(from + 2 * fromRow, edge);
            x3 = TRow.Load(from + 3 * fromRow, edge);
            x4 = TRow.Load(from + 4 * fromRow, edge);
            x5 = TRow.Load(from + 5 * fromRow, edge);
            x6 = TRow.Load(from + 6 * fromRow, edge);
            x7 = TRow.Load(from + 7 * fromRow, edge);
        }

        nint row = tile.ARow, aStep = tile.AStep, bStep = tile.BStep, bEdge = tile.BEdge;
        T* a0 = tile.A, a3 = a0 + 3 * row, a6 = a3 + 3 * row;
        T* b = tile.B;
        for (var k = tile.Depth; k > 0; k--)
        {
            var y = TRow.Load(b, bEdge);
            TRow.Add(ref x0, a0, y);
            TRow.Add(ref x1, a0 + row, y);
            TRow.Add(ref x2, a0 + 2 * row, y);
            TRow.Add(ref x3, a3, y);
            TRow.Add(ref x4, a3 + row, y);
            TRow.Add(ref x5, a3 + 2 * row, y);
            TRow.Add(ref x6, a6, y);
            TRow.Add(ref x7, a6 + row, y);
            a0 += aStep;
            a3 += aStep;
            a6 += aStep;
            b += bStep;
        }

        TStore.Store(x0, c, edge);
        TStore.Store(x1, c + stride, edge);
        TStore.Store(x2, c + 2 * stride, edge);
        TStore.Store(x3, c + 3 * stride, edge);
        TStore.Store(x4, c + 4 * stride, edge);
        TStore.Store(x5, c + 5 * stride, edge);
        TStore.Store(x6, c + 6 * stride, edge);
        TStore.Store(x7, c + 7 * stride, edge);
    }
}
