using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// The tiles of four and six rows, which do most of the work where registers are few: their loops are unrolled, so that
/// little but multiply-adds is left in them. It shows where two threads share a core, and so its decoder.
/// </summary>
internal static unsafe partial class Tiles<TRow, TStore, T>
{
    /// <summary>Four rows: a full tile of three vectors where registers are few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows4(in Tile<T> tile)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default;
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
        }

        nint row = tile.ARow, aStep = tile.AStep, bStep = tile.BStep, bEdge = tile.BEdge;
        T* a0 = tile.A, a3 = a0 + 3 * row;
        T* b = tile.B;
        var k = tile.Depth;
        // Where neighbours along k or along rows lie side by side, their distances are part of the instructions.
        if (aStep == 1)
        {
            for (; k >= 4; k -= 4)
            {
                Add(ref x0, ref x1, ref x2, ref x3, a0, a3, row, b, bEdge);
                b += bStep;
                Add(ref x0, ref x1, ref x2, ref x3, a0 + 1, a3 + 1, row, b, bEdge);
                b += bStep;
                Add(ref x0, ref x1, ref x2, ref x3, a0 + 2, a3 + 2, row, b, bEdge);
                b += bStep;
                Add(ref x0, ref x1, ref x2, ref x3, a0 + 3, a3 + 3, row, b, bEdge);
                b += bStep;
                a0 += 4;
                a3 += 4;
            }
        }
        else if (row == 1)
        {
            for (; k >= 2; k -= 2)
            {
                Add(ref x0, ref x1, ref x2, ref x3, a0, a0 + 3, 1, b, bEdge);
                a0 += aStep;
                b += bStep;
                Add(ref x0, ref x1, ref x2, ref x3, a0, a0 + 3, 1, b, bEdge);
                a0 += aStep;
                b += bStep;
            }

            a3 = a0 + 3;
        }

        for (; k > 0; k--)
        {
            Add(ref x0, ref x1, ref x2, ref x3, a0, a3, row, b, bEdge);
            a0 += aStep;
            a3 += aStep;
            b += bStep;
        }

        TStore.Store(x0, c, edge);
        TStore.Store(x1, c + stride, edge);
        TStore.Store(x2, c + 2 * stride, edge);
        TStore.Store(x3, c + 3 * stride, edge);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(
        ref TRow x0, ref TRow x1, ref TRow x2, ref TRow x3, T* a0, T* a3, nint row, T* b, nint bEdge)
    {
        var y = TRow.Load(b, bEdge);
        TRow.Add(ref x0, a0, y);
        TRow.Add(ref x1, a0 + row, y);
        TRow.Add(ref x2, a0 + (2 * row), y);
        TRow.Add(ref x3, a3, y);
    }

    /// <summary>Six rows: a full tile of four vectors, or of two where registers are few.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static void Rows6(in Tile<T> tile)
    {
        TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
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
        }

        nint row = tile.ARow, aStep = tile.AStep, bStep = tile.BStep, bEdge = tile.BEdge;
        T* a0 = tile.A, a3 = a0 + 3 * row;
        T* b = tile.B;
        var k = tile.Depth;
        // Where neighbours along k or along rows lie side by side, their distances are part of the instructions.
        if (aStep == 1)
        {
            for (; k >= 4; k -= 4)
            {
                Add(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, a0, a3, row, b, bEdge);
                b += bStep;
                Add(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, a0 + 1, a3 + 1, row, b, bEdge);
                b += bStep;
                Add(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, a0 + 2, a3 + 2, row, b, bEdge);
                b += bStep;
                Add(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, a0 + 3, a3 + 3, row, b, bEdge);
                b += bStep;
                a0 += 4;
                a3 += 4;
            }
        }
        else if (row == 1)
        {
            for (; k >= 2; k -= 2)
            {
                Add(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, a0, a0 + 3, 1, b, bEdge);
                a0 += aStep;
                b += bStep;
                Add(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, a0, a0 + 3, 1, b, bEdge);
                a0 += aStep;
                b += bStep;
            }

            a3 = a0 + 3;
        }

        for (; k > 0; k--)
        {
            Add(ref x0, ref x1, ref x2, ref x3, ref x4, ref x5, a0, a3, row, b, bEdge);
            a0 += aStep;
            a3 += aStep;
            b += bStep;
        }

        TStore.Store(x0, c, edge);
        TStore.Store(x1, c + stride, edge);
        TStore.Store(x2, c + 2 * stride, edge);
        TStore.Store(x3, c + 3 * stride, edge);
        TStore.Store(x4, c + 4 * stride, edge);
        TStore.Store(x5, c + 5 * stride, edge);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TRow x0, ref TRow x1, ref TRow x2, ref TRow x3, ref TRow x4, ref TRow x5, T* a0, T* a3,
        nint row, T* b, nint bEdge)
    {
        var y = TRow.Load(b, bEdge);
        TRow.Add(ref x0, a0, y);
        TRow.Add(ref x1, a0 + row, y);
        TRow.Add(ref x2, a0 + (2 * row), y);
        TRow.Add(ref x3, a3, y);
        TRow.Add(ref x4, a3 + row, y);
        TRow.Add(ref x5, a3 + (2 * row), y);
    }
}
