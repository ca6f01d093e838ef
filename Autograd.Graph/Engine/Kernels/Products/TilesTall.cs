using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>Register tiles of twelve and of twenty-four rows.</summary>
internal static unsafe partial class Tiles<TRow, TStore, T>
{
    /// <summary>Twelve rows: a full tile of two vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows12(in Tile<T> tile)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        TRow x6 = default, x7 = default;
        TRow x8 = default, x9 = default, x10 = default, x11 = default;
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
            x8 = TRow.Load(from + 8 * fromRow, edge);
            x9 = TRow.Load(from + 9 * fromRow, edge);
            x10 = TRow.Load(from + 10 * fromRow, edge);
            x11 = TRow.Load(from + 11 * fromRow, edge);
        }

        nint row = tile.ARow, aStep = tile.AStep, bStep = tile.BStep, bEdge = tile.BEdge;
        T* a0 = tile.A, a3 = a0 + 3 * row, a6 = a3 + 3 * row, a9 = a6 + 3 * row;
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
            TRow.Add(ref x8, a6 + 2 * row, y);
            TRow.Add(ref x9, a9, y);
            TRow.Add(ref x10, a9 + row, y);
            TRow.Add(ref x11, a9 + 2 * row, y);
            a0 += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
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
        TStore.Store(x8, c + 8 * stride, edge);
        TStore.Store(x9, c + 9 * stride, edge);
        TStore.Store(x10, c + 10 * stride, edge);
        TStore.Store(x11, c + 11 * stride, edge);
    }

    /// <summary>Twenty-four rows: a full tile of one vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows24(in Tile<T> tile)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
        TRow x6 = default, x7 = default;
        TRow x8 = default, x9 = default, x10 = default, x11 = default, x12 = default, x13 = default;
        TRow x14 = default, x15 = default;
        TRow x16 = default, x17 = default, x18 = default, x19 = default, x20 = default, x21 = default;
        TRow x22 = default, x23 = default;
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
            x8 = TRow.Load(from + 8 * fromRow, edge);
            x9 = TRow.Load(from + 9 * fromRow, edge);
            x10 = TRow.Load(from + 10 * fromRow, edge);
            x11 = TRow.Load(from + 11 * fromRow, edge);
            x12 = TRow.Load(from + 12 * fromRow, edge);
            x13 = TRow.Load(from + 13 * fromRow, edge);
            x14 = TRow.Load(from + 14 * fromRow, edge);
            x15 = TRow.Load(from + 15 * fromRow, edge);
            x16 = TRow.Load(from + 16 * fromRow, edge);
            x17 = TRow.Load(from + 17 * fromRow, edge);
            x18 = TRow.Load(from + 18 * fromRow, edge);
            x19 = TRow.Load(from + 19 * fromRow, edge);
            x20 = TRow.Load(from + 20 * fromRow, edge);
            x21 = TRow.Load(from + 21 * fromRow, edge);
            x22 = TRow.Load(from + 22 * fromRow, edge);
            x23 = TRow.Load(from + 23 * fromRow, edge);
        }

        nint row = tile.ARow, aStep = tile.AStep, bStep = tile.BStep, bEdge = tile.BEdge;
        T* a0 = tile.A, a3 = a0 + 3 * row, a6 = a3 + 3 * row, a9 = a6 + 3 * row;
        T* a12 = a9 + 3 * row, a15 = a12 + 3 * row, a18 = a15 + 3 * row, a21 = a18 + 3 * row;
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
            TRow.Add(ref x8, a6 + 2 * row, y);
            TRow.Add(ref x9, a9, y);
            TRow.Add(ref x10, a9 + row, y);
            TRow.Add(ref x11, a9 + 2 * row, y);
            TRow.Add(ref x12, a12, y);
            TRow.Add(ref x13, a12 + row, y);
            TRow.Add(ref x14, a12 + 2 * row, y);
            TRow.Add(ref x15, a15, y);
            TRow.Add(ref x16, a15 + row, y);
            TRow.Add(ref x17, a15 + 2 * row, y);
            TRow.Add(ref x18, a18, y);
            TRow.Add(ref x19, a18 + row, y);
            TRow.Add(ref x20, a18 + 2 * row, y);
            TRow.Add(ref x21, a21, y);
            TRow.Add(ref x22, a21 + row, y);
            TRow.Add(ref x23, a21 + 2 * row, y);
            a0 += aStep;
            a3 += aStep;
            a6 += aStep;
            a9 += aStep;
            a12 += aStep;
            a15 += aStep;
            a18 += aStep;
            a21 += aStep;
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
        TStore.Store(x8, c + 8 * stride, edge);
        TStore.Store(x9, c + 9 * stride, edge);
        TStore.Store(x10, c + 10 * stride, edge);
        TStore.Store(x11, c + 11 * stride, edge);
        TStore.Store(x12, c + 12 * stride, edge);
        TStore.Store(x13, c + 13 * stride, edge);
        TStore.Store(x14, c + 14 * stride, edge);
        TStore.Store(x15, c + 15 * stride, edge);
        TStore.Store(x16, c + 16 * stride, edge);
        TStore.Store(x17, c + 17 * stride, edge);
        TStore.Store(x18, c + 18 * stride, edge);
        TStore.Store(x19, c + 19 * stride, edge);
        TStore.Store(x20, c + 20 * stride, edge);
        TStore.Store(x21, c + 21 * stride, edge);
        TStore.Store(x22, c + 22 * stride, edge);
        TStore.Store(x23, c + 23 * stride, edge);
    }
}
