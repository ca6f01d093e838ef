using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// Register tiles of up to eight rows. Each keeps its part of C in registers while it walks over k. Rows of A are
/// reached in threes from one pointer, by 0, 1 and 2 strides: a pointer for each would not fit into the registers of
/// x64.
/// </summary>
internal static unsafe partial class Tiles<TRow, T>
    where TRow : struct, IRow<TRow, T>
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
            x0 = TRow.Load(c, edge);

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

        TRow.Store(x0, c, edge);
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
            x0 = TRow.Load(c, edge);
            x1 = TRow.Load(c + stride, edge);
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

        TRow.Store(x0, c, edge);
        TRow.Store(x1, c + stride, edge);
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
            x0 = TRow.Load(c, edge);
            x1 = TRow.Load(c + stride, edge);
            x2 = TRow.Load(c + 2 * stride, edge);
            x3 = TRow.Load(c + 3 * stride, edge);
            x4 = TRow.Load(c + 4 * stride, edge);
            x5 = TRow.Load(c + 5 * stride, edge);
            x6 = TRow.Load(c + 6 * stride, edge);
            x7 = TRow.Load(c + 7 * stride, edge);
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

        TRow.Store(x0, c, edge);
        TRow.Store(x1, c + stride, edge);
        TRow.Store(x2, c + 2 * stride, edge);
        TRow.Store(x3, c + 3 * stride, edge);
        TRow.Store(x4, c + 4 * stride, edge);
        TRow.Store(x5, c + 5 * stride, edge);
        TRow.Store(x6, c + 6 * stride, edge);
        TRow.Store(x7, c + 7 * stride, edge);
    }
}
