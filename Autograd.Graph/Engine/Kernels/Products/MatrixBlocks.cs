using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// The loops around the register tiles: blocks of k, so that a panel of B stays in the cache while all rows pass over
/// it, and blocks of rows, so that the rows of A do.
/// </summary>
internal static unsafe class MatrixBlocks<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Computes all of C.</summary>
    internal static void Multiply(in MatrixProductShape shape, T* a, T* b, T* c, T* scratch)
    {
        if (shape.Depth == 0)
        {
            for (var row = 0; row < shape.Rows; row++) new Span<T>(c + (row * shape.CRow), shape.Columns).Clear();
            return;
        }

        if (OuterProduct<TLanes, TVector, T>.Suits(shape))
        {
            OuterProduct<TLanes, TVector, T>.Multiply(shape, a, b, c);
            return;
        }

        var (rows, columns) = MatrixBlocking<T>.Part(shape);
        var waiting = scratch + MatrixBlocking<T>.PackingElements(shape);
        for (var row = 0; row < shape.Rows; row += rows)
        {
            for (var column = 0; column < shape.Columns; column += columns)
            {
                var part = shape with
                {
                    Rows = Math.Min(rows, shape.Rows - row),
                    Columns = Math.Min(columns,
                    shape.Columns - column)
                };
                var to = new SumSlots<TLanes, TVector, T>(c + (row * shape.CRow) + column, shape.CRow, waiting,
                    part.Rows, part.Columns);
                Part(part, a + (row * shape.ARow), b + (column * shape.BColumn), to, scratch);
            }
        }
    }

    private static void Part(in MatrixProductShape shape, T* a, T* b, SumSlots<TLanes, TVector, T> sums, T* scratch)
    {
        for (var k = 0; k < shape.Depth;)
        {
            var step = SumStep.At(shape.Depth, k, MatrixBlocking<T>.DepthPerPanel(shape, k));
            Step(shape, step, a + (k * shape.AStep), b + (k * shape.BStep), sums, scratch);
            sums.Join(step);
            k = step.End;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Step(in MatrixProductShape shape, in SumStep step, T* a, T* b, SumSlots<TLanes, TVector,
        T> sums, T* scratch)
    {
        var panels = MatrixPanels<T>.For(shape.Columns);
        var rowBlock = MatrixBlocking<T>.RowsPerBlock(shape, step.Length);
        var packs = MatrixBlocking<T>.Packs(shape);
        var packsA = MatrixBlocking<T>.PacksA(shape);
        var keepsPanels = packs && MatrixBlocking<T>.KeepsPanels(shape, step.Length);
        for (var row = 0; row < shape.Rows; row += rowBlock)
        {
            var tile = new Tile<T>
            {
                A = a + (row * shape.ARow),
                ARow = shape.ARow,
                AStep = shape.AStep,
                C = sums.At(step.To) + (row * sums.Row(step.To)),
                CRow = sums.Row(step.To),
                From = sums.At(step.From) + (row * sums.Row(step.From)),
                FromRow = sums.Row(step.From),
                Depth = step.Length,
                Continues = step.Continues,
                Adds = step.Adds,
            };
            var rows = Math.Min(rowBlock, shape.Rows - row);
            if (packsA)
            {
                tile.A = MatrixPacking<T>.PackA(shape, tile.A, rows, step.Length, scratch, out tile.ARow,
                    out tile.AStep);
            }

            for (var panel = 0; panel < panels.Count; panel++)
            {
                var packed =
                    packs ? scratch + (keepsPanels ? panels.FirstVector(panel) * TLanes.Count * tile.Depth : 0) : null;
                Panel(shape, tile, b, packed, panel, rows, isPacked: keepsPanels && row > 0);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Panel(in MatrixProductShape shape, Tile<T> tile, T* b, T* packed, int panel, int rows,
        bool isPacked)
    {
        var panels = MatrixPanels<T>.For(shape.Columns);
        var first = panels.FirstVector(panel);
        var vectors = panels.FirstVector(panel + 1) - first;
        var column = panels.Start(first);
        var part = shape.Columns < TLanes.Count;
        tile.B = b + (column * shape.BColumn);
        tile.C += column;
        tile.From += column;
        tile.BStep = shape.BStep;
        tile.BEdge = tile.CEdge = part ? shape.Columns : panels.Start(first + vectors - 1) - column;
        if (packed != null)
        {
            if (!isPacked && shape.BColumn != 1)
                MatrixPacking<T>.PackTransposed(shape, b, packed, vectors, first, (int)tile.Depth);
            else if (!isPacked)
                Pack(tile, packed, vectors, part);
            tile.B = packed;
            tile.BStep = vectors * TLanes.Count;
            tile.BEdge = part ? shape.Columns : (vectors - 1) * TLanes.Count;
        }

        Strip(tile, rows, vectors, part);
    }

    private static void Pack(in Tile<T> tile, T* packed, int vectors, bool part)
    {
        switch (vectors)
        {
            case 1 when part: Pack<RowPart<TLanes, TVector, T>>(tile, packed, TLanes.Count, tile.BEdge); break;
            case 1: Pack<Row1<TLanes, TVector, T>>(tile, packed, TLanes.Count, 0); break;
            case 2: Pack<Row2<TLanes, TVector, T>>(tile, packed, 2 * TLanes.Count, TLanes.Count); break;
            case 3: Pack<Row3<TLanes, TVector, T>>(tile, packed, 3 * TLanes.Count, 2 * TLanes.Count); break;
            default: Pack<Row4<TLanes, TVector, T>>(tile, packed, 4 * TLanes.Count, 3 * TLanes.Count); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack<TRow>(in Tile<T> tile, T* packed, nint width, nint edge)
        where TRow : struct, IRow<TRow, T>
    {
        T* b = tile.B;
        nint sourceEdge = tile.BEdge, step = tile.BStep;
        for (var k = tile.Depth; k > 0; k--)
        {
            TRow.Store(TRow.Load(b, sourceEdge), packed, edge);
            b += step;
            packed += width;
        }
    }

    /// <summary>All rows of a panel, tile by tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Strip(in Tile<T> tile, int rows, int vectors, bool part)
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

    private static void Strip<TRow>(in Tile<T> tile, int rows, int vectors)
        where TRow : struct, IRow<TRow, T>
    {
        if (tile.Adds) Strip<TRow, AddTo<TRow, T>>(tile, rows, vectors);
        else Strip<TRow, Replace<TRow, T>>(tile, rows, vectors);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<TRow, TStore>(Tile<T> tile, int rows, int vectors)
        where TRow : struct, IRow<TRow, T>
        where TStore : struct, IStore<TRow, T>
    {
        var most = Registers<T>.Accumulators / vectors;
        while (rows > 0)
        {
            var height = rows >= 2 * most || rows <= most ? Math.Min(rows, most) : Half(rows);
            if (tile.Continues && rows > most)
                Prefetch(tile.From + height * tile.FromRow, tile.FromRow, height, vectors);
            if (tile.Adds && rows > most)
                Prefetch(tile.C + height * tile.CRow, tile.CRow, height, vectors);
            switch (height)
            {
                case >= 24: Tiles<TRow, TStore, T>.Rows24(tile); height = 24; break;
                case >= 12: Tiles<TRow, TStore, T>.Rows12(tile); height = 12; break;
                case >= 8: Tiles<TRow, TStore, T>.Rows8(tile); height = 8; break;
                case >= 6: Tiles<TRow, TStore, T>.Rows6(tile); height = 6; break;
                case >= 4: Tiles<TRow, TStore, T>.Rows4(tile); height = 4; break;
                case >= 2: Tiles<TRow, TStore, T>.Rows2(tile); height = 2; break;
                default: Tiles<TRow, TStore, T>.Rows1(tile); break;
            }

            tile.A += height * tile.ARow;
            tile.C += height * tile.CRow;
            tile.From += height * tile.FromRow;
            rows -= height;
        }
    }

    // Two tiles of nearly equal height are faster than a full tile and a small one, whose few sums would wait for each
    // other.
    private static int Half(int rows) => (rows + 3) / 4 * 2;

    // The next tile begins by loading its sums, so they are prefetched while this tile computes.
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
