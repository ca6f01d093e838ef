using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>What of direct tiles does not depend on vectors.</summary>
internal static class DirectTiles
{
    /// <summary>With more rows of weights a copy of what windows show is used often enough.</summary>
    public const int MostRows = 6;
}

/// <summary>Register tiles that read what windows show where it lies: one row of places at a time, for a few rows of weights.</summary>
internal static unsafe class DirectTiles<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>All places of an image and all rows of weights.</summary>
    /// <param name="tile">The weights, as A, and the result, as C.</param>
    /// <param name="gathering">What is computed.</param>
    /// <param name="planes">The planes of the image.</param>
    /// <param name="taps">Where in them the first place finds each element of a window.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Tile<T> tile, Gathering gathering, T* planes, int* taps)
    {
        var (places, pitch) = (gathering.Places, gathering.Planes.Plane.Width);
        // Where rows follow each other without a gap they are one.
        if (places.Width == pitch) (places, pitch) = ((1, places.Area), places.Area);
        var panels = MatrixPanels<T>.For(places.Width);
        var c = tile.C;
        for (var panel = 0; panel < panels.Count; panel++)
        {
            var first = panels.FirstVector(panel);
            var (vectors, start) = (panels.FirstVector(panel + 1) - first, panels.Start(first));
            tile.B = planes + start;
            tile.C = c + start;
            tile.BStep = pitch;
            tile.BEdge = tile.CEdge = places.Width < TLanes.Count ? places.Width : panels.Start(first + vectors - 1) - start;
            switch (vectors)
            {
                case 1 when places.Width < TLanes.Count: Rows<RowPart<TLanes, TVector, T>>(tile, gathering.Rows, places, taps); break;
                case 1: Rows<Row1<TLanes, TVector, T>>(tile, gathering.Rows, places, taps); break;
                case 2: Rows<Row2<TLanes, TVector, T>>(tile, gathering.Rows, places, taps); break;
                case 3: Rows<Row3<TLanes, TVector, T>>(tile, gathering.Rows, places, taps); break;
                default: Rows<Row4<TLanes, TVector, T>>(tile, gathering.Rows, places, taps); break;
            }
        }
    }

    private static void Rows<TRow>(Tile<T> tile, int rows, Sides places, int* taps)
        where TRow : struct, IRow<TRow, T>
    {
        while (rows > 0)
        {
            // Two threes rather than four and two.
            var height = rows is 5 or 6 ? 3 : Math.Min(rows, 4);
            switch (height)
            {
                case 1: One<TRow>(tile, places, taps); break;
                case 2: Two<TRow>(tile, places, taps); break;
                case 3: Three<TRow>(tile, places, taps); break;
                default: Four<TRow>(tile, places, taps); break;
            }

            tile.A += height * tile.ARow;
            tile.C += height * tile.CRow;
            rows -= height;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void One<TRow>(in Tile<T> tile, Sides places, int* taps)
        where TRow : struct, IRow<TRow, T>
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Two<TRow>(in Tile<T> tile, Sides places, int* taps)
        where TRow : struct, IRow<TRow, T>
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Three<TRow>(in Tile<T> tile, Sides places, int* taps)
        where TRow : struct, IRow<TRow, T>
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Four<TRow>(in Tile<T> tile, Sides places, int* taps)
        where TRow : struct, IRow<TRow, T>
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
