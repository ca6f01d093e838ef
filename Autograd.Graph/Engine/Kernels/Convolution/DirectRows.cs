using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// Register tiles that read what windows show where it lies, for all rows of places, one after another: the weights are A, the
/// first row of places finds its windows at B, and C is the result.
/// </summary>
internal static unsafe class DirectRows<TRow, T>
    where TRow : struct, IRow<TRow, T>
    where T : unmanaged
{
    /// <summary>One row of weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void One(in Tile<T> tile, Sides places, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge;
        for (var row = 0; row < places.Height; row++, b += pitch, c += places.Width)
        {
            TRow x0 = default;
            if (tile.Continues) x0 = TRow.Load(c, cEdge);
            for (nint k = 0; k < depth; k++) TRow.Add(ref x0, a + k, TRow.Load(b + taps[k], bEdge));
            TRow.Store(x0, c, cEdge);
        }
    }

    /// <summary>Two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Two(in Tile<T> tile, Sides places, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge, aRow = tile.ARow, cRow = tile.CRow;
        for (var row = 0; row < places.Height; row++, b += pitch, c += places.Width)
        {
            TRow x0 = default, x1 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(c, cEdge);
                x1 = TRow.Load(c + cRow, cEdge);
            }

            for (nint k = 0; k < depth; k++)
            {
                var y = TRow.Load(b + taps[k], bEdge);
                TRow.Add(ref x0, a + k, y);
                TRow.Add(ref x1, a + aRow + k, y);
            }

            TRow.Store(x0, c, cEdge);
            TRow.Store(x1, c + cRow, cEdge);
        }
    }

    /// <summary>Three rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Three(in Tile<T> tile, Sides places, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge, aRow = tile.ARow, cRow = tile.CRow;
        for (var row = 0; row < places.Height; row++, b += pitch, c += places.Width)
        {
            TRow x0 = default, x1 = default, x2 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(c, cEdge);
                x1 = TRow.Load(c + cRow, cEdge);
                x2 = TRow.Load(c + (2 * cRow), cEdge);
            }

            for (nint k = 0; k < depth; k++)
            {
                var y = TRow.Load(b + taps[k], bEdge);
                TRow.Add(ref x0, a + k, y);
                TRow.Add(ref x1, a + aRow + k, y);
                TRow.Add(ref x2, a + (2 * aRow) + k, y);
            }

            TRow.Store(x0, c, cEdge);
            TRow.Store(x1, c + cRow, cEdge);
            TRow.Store(x2, c + (2 * cRow), cEdge);
        }
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Four(in Tile<T> tile, Sides places, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge, aRow = tile.ARow, cRow = tile.CRow;
        for (var row = 0; row < places.Height; row++, b += pitch, c += places.Width)
        {
            TRow x0 = default, x1 = default, x2 = default, x3 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(c, cEdge);
                x1 = TRow.Load(c + cRow, cEdge);
                x2 = TRow.Load(c + (2 * cRow), cEdge);
                x3 = TRow.Load(c + (3 * cRow), cEdge);
            }

            for (nint k = 0; k < depth; k++)
            {
                var y = TRow.Load(b + taps[k], bEdge);
                TRow.Add(ref x0, a + k, y);
                TRow.Add(ref x1, a + aRow + k, y);
                TRow.Add(ref x2, a + (2 * aRow) + k, y);
                TRow.Add(ref x3, a + (3 * aRow) + k, y);
            }

            TRow.Store(x0, c, cEdge);
            TRow.Store(x1, c + cRow, cEdge);
            TRow.Store(x2, c + (2 * cRow), cEdge);
            TRow.Store(x3, c + (3 * cRow), cEdge);
        }
    }
}
