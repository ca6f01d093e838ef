using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The loops around the register tiles: blocks of k, so that a panel of B stays in cache while all rows pass over it,
/// and blocks of rows, so that those of A do. Each block of k takes up C where the last one left it.
/// </summary>
internal static unsafe class MatrixBlocks<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    // A panel's share of the first-level cache, which is mostly 48 KB: the rest is for A and C.
    private const int PanelBytes = 40 << 10;

    private const int RowBlock = 4 * MatrixProduct.RowGranularity;

    /// <summary>Computes all rows of C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(in MatrixProductShape shape, T* a, T* b, T* c, T* packed)
    {
        if (shape.Depth == 0)
        {
            for (var row = 0; row < shape.Rows; row++)
                new Span<T>(c + row * shape.CRow, shape.Columns).Clear();
            return;
        }

        var panels = MatrixPanels<T>.For(shape.Columns);
        var most = PanelBytes / (panels.WidestPanel * sizeof(T));
        var depth = Even(shape.Depth, most);
        for (var k = 0; k < shape.Depth; k += depth)
        {
            for (var row = 0; row < shape.Rows; row += RowBlock)
            {
                for (var panel = 0; panel < panels.Count; panel++)
                {
                    var first = panels.FirstVector(panel);
                    var vectors = panels.FirstVector(panel + 1) - first;
                    var column = panels.Start(first);
                    var tile = new Tile<T>
                    {
                        A = a + row * shape.ARow + k * shape.AStep,
                        B = b + k * shape.BStep + column,
                        C = c + row * shape.CRow + column,
                        ARow = shape.ARow,
                        AStep = shape.AStep,
                        BStep = shape.BStep,
                        CRow = shape.CRow,
                        BEdge = panels.Start(first + vectors - 1) - column,
                        CEdge = panels.Start(first + vectors - 1) - column,
                        Depth = Math.Min(depth, shape.Depth - k),
                        Continues = k > 0,
                    };
                    if (packed != null)
                    {
                        tile.BStep = vectors * TLanes.Count;
                        tile.B = packed + (nint)first * TLanes.Count * shape.Depth + k * tile.BStep;
                        tile.BEdge = (vectors - 1) * TLanes.Count;
                    }

                    if (shape.Columns < TLanes.Count)
                        tile.BEdge = tile.CEdge = shape.Columns;
                    Strip(tile, Math.Min(RowBlock, shape.Rows - row), vectors, shape.Columns < TLanes.Count);
                }
            }
        }
    }

    // The least size of equal blocks, none of them over the limit.
    private static int Even(int whole, int limit)
    {
        var blocks = (whole + limit - 1) / limit;
        return (whole + blocks - 1) / blocks;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip(in Tile<T> tile, int rows, int vectors, bool part)
    {
        switch (vectors)
        {
            case 1 when part: Strip<RowPart<TLanes, TVector, T>>(tile, rows, 1); break;
            case 1: Strip<Row1<TLanes, TVector, T>>(tile, rows, 1); break;
            case 2: Strip<Row2<TLanes, TVector, T>>(tile, rows, 2); break;
            case 3: Strip<Row3<TLanes, TVector, T>>(tile, rows, 3); break;
            default: Strip<Row4<TLanes, TVector, T>>(tile, rows, 4); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<TRow>(Tile<T> tile, int rows, int vectors)
        where TRow : struct, IRow<TRow, T>
    {
        var most = MatrixPanels<T>.Accumulators / vectors;
        while (rows > 0)
        {
            var height = Math.Min(rows, most);
            if (tile.Continues && rows > most)
                Prefetch(tile.C + height * tile.CRow, tile.CRow, height, vectors);
            switch (height)
            {
                case >= 24: Tiles<TRow, T>.Rows24(tile); height = 24; break;
                case >= 12: Tiles<TRow, T>.Rows12(tile); height = 12; break;
                case >= 8: Tiles<TRow, T>.Rows8(tile); height = 8; break;
                case >= 6: Tiles<TRow, T>.Rows6(tile); height = 6; break;
                case >= 4: Tiles<TRow, T>.Rows4(tile); height = 4; break;
                case >= 2: Tiles<TRow, T>.Rows2(tile); height = 2; break;
                default: Tiles<TRow, T>.Rows1(tile); break;
            }

            tile.A += height * tile.ARow;
            tile.C += height * tile.CRow;
            rows -= height;
        }
    }

    // The next tile waits for its sums before anything else, so they are sent for while this one computes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(T* c, nint stride, int rows, int vectors)
    {
        if (!Sse.IsSupported)
            return;
        for (var row = 0; row < rows; row++)
            for (var vector = 0; vector < vectors; vector++)
                Sse.Prefetch0(c + row * stride + vector * TLanes.Count);
    }
}
