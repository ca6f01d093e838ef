using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>The tiles of <see cref="DirectRows{TRow, T}"/> of six and eight rows of weights.</summary>
internal static unsafe class DirectRowsTall<TRow, T>
    where TRow : struct, IRow<TRow, T>
    where T : unmanaged
{
    /// <summary>Six rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Six(in Tile<T> tile, Sides places, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge, aRow = tile.ARow, cRow = tile.CRow;
        for (var row = 0; row < places.Height; row++, b += pitch, c += places.Width)
        {
            TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(c, cEdge);
                x1 = TRow.Load(c + cRow, cEdge);
                x2 = TRow.Load(c + (2 * cRow), cEdge);
                x3 = TRow.Load(c + (3 * cRow), cEdge);
                x4 = TRow.Load(c + (4 * cRow), cEdge);
                x5 = TRow.Load(c + (5 * cRow), cEdge);
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

            TRow.Store(x0, c, cEdge);
            TRow.Store(x1, c + cRow, cEdge);
            TRow.Store(x2, c + (2 * cRow), cEdge);
            TRow.Store(x3, c + (3 * cRow), cEdge);
            TRow.Store(x4, c + (4 * cRow), cEdge);
            TRow.Store(x5, c + (5 * cRow), cEdge);
        }
    }

    /// <summary>Eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Eight(in Tile<T> tile, Sides places, int* taps)
    {
        T* a = tile.A, b = tile.B, c = tile.C;
        nint depth = tile.Depth, pitch = tile.BStep, bEdge = tile.BEdge, cEdge = tile.CEdge, aRow = tile.ARow, cRow = tile.CRow;
        for (var row = 0; row < places.Height; row++, b += pitch, c += places.Width)
        {
            TRow x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default, x7 = default;
            if (tile.Continues)
            {
                x0 = TRow.Load(c, cEdge);
                x1 = TRow.Load(c + cRow, cEdge);
                x2 = TRow.Load(c + (2 * cRow), cEdge);
                x3 = TRow.Load(c + (3 * cRow), cEdge);
                x4 = TRow.Load(c + (4 * cRow), cEdge);
                x5 = TRow.Load(c + (5 * cRow), cEdge);
                x6 = TRow.Load(c + (6 * cRow), cEdge);
                x7 = TRow.Load(c + (7 * cRow), cEdge);
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

            TRow.Store(x0, c, cEdge);
            TRow.Store(x1, c + cRow, cEdge);
            TRow.Store(x2, c + (2 * cRow), cEdge);
            TRow.Store(x3, c + (3 * cRow), cEdge);
            TRow.Store(x4, c + (4 * cRow), cEdge);
            TRow.Store(x5, c + (5 * cRow), cEdge);
            TRow.Store(x6, c + (6 * cRow), cEdge);
            TRow.Store(x7, c + (7 * cRow), cEdge);
        }
    }
}
