using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// How a matrix product is divided into blocks, and which operands are packed. The choice depends on the shape and on
/// this machine's vectors.
/// </summary>
internal static unsafe class MatrixBlocking<T>
    where T : unmanaged
{
    /// <summary>A gap between packed rows, so that they do not share sets of the cache.</summary>
    internal const int Gap = 16;

    // A packed panel is read once for each tile of rows. With fewer rows, packing costs more than it saves
    // (chosen on Zen 3).
    private const int RowsWorthPacking = 24;

    // Half of a second-level cache of 512 KB.
    private const int BlockBytes = 256 << 10;

    // Shorter rows would consist mostly of gaps.
    private const int LeastDepth = 64;

    // A share of the last-level cache, which other threads use too.
    private const int MostKeptBytes = 4 << 20;

    // The results of a part, whose partial sums stay in a second-level cache. A larger product is cut into parts.
    private const int MostWaiting = 1 << 17;
    private const int MostWaitingColumns = 512;

    // With 16 registers, panels are so narrow that a whole block of k nearly fits in the first-level cache.
    private const int WholeBlockBytes = 48 << 10;

    /// <summary>Elements of scratch that a product or any part of it needs.</summary>
    internal static int ScratchElements(in MatrixProductShape shape) =>
        checked(PackingElements(shape) + WaitingElements(shape));

    /// <summary>The part of the scratch for packed operands; partial sums lie behind it.</summary>
    internal static int PackingElements(in MatrixProductShape shape) =>
        Packs(shape) ? MostPackedElements(shape) + (PacksA(shape) ? BlockElements : 0) : 0;

    /// <summary>Whether panels of B are packed.</summary>
    internal static bool Packs(in MatrixProductShape shape) =>
        shape.Rows > 1 && shape.Columns > 1 && (shape.BColumn != 1 || shape.Rows >= RowsWorthPacking);

    /// <summary>
    /// Whether blocks of A are packed. Rows a multiple of 4 KB apart share one set of the first-level cache, and those
    /// 1 KB apart share four.
    /// </summary>
    internal static bool PacksA(in MatrixProductShape shape) =>
        Packs(shape) && shape.Depth >= LeastDepth && MatrixPanels<T>.For(shape.Columns).Count >= 4
        && (shape.ARow == 1 ? shape.AStep * sizeof(T) % 1024 == 0 : shape.ARow * sizeof(T) % 4096 == 0);

    /// <summary>Whether every panel takes a whole block of k.</summary>
    internal static bool TakesWholeBlocks =>
        SumTree.Block * (Registers<T>.AreMany ? 4 : 3) * Registers<T>.Width
            * sizeof(T) <= WholeBlockBytes;

    /// <summary>The steps of k in a panel, so that it stays in the first-level cache.</summary>
    internal static int DepthPerPanel(in MatrixProductShape shape, int start)
    {
        var block = Math.Min(SumTree.Block, shape.Depth - (start / SumTree.Block * SumTree.Block));
        if (TakesWholeBlocks) return block;
        return Even(block, MatrixPanels<T>.PanelBytes / (MatrixPanels<T>.For(shape.Columns).WidestPanel * sizeof(T)));
    }

    /// <summary>The rows and columns of a part: the whole product, unless it has many partial sums.</summary>
    internal static (int Rows, int Columns) Part(in MatrixProductShape shape)
    {
        if (Slots(shape) == 1 || (long)shape.Rows * shape.Columns <= MostWaiting) return (shape.Rows, shape.Columns);
        const int unit = MatrixProduct.RowGranularity;
        var columns = Math.Min(shape.Columns, MostWaitingColumns);
        return (Math.Max(unit, MostWaiting / columns / unit * unit), columns);
    }

    /// <summary>
    /// Whether all panels of a block of k are packed once for several blocks of rows. Otherwise each is packed when it
    /// is needed.
    /// </summary>
    internal static bool KeepsPanels(in MatrixProductShape shape, int depth) =>
        RowsPerBlock(shape, depth) < shape.Rows && AllPanels(shape, depth) <= MostKeptBytes / sizeof(T);

    /// <summary>The rows of a block of A, which stays in the second-level cache while all panels of B pass.</summary>
    internal static int RowsPerBlock(in MatrixProductShape shape, int depth)
    {
        const int unit = MatrixProduct.RowGranularity;
        var most = Math.Max(unit, BlockBytes / (depth * sizeof(T)) / unit * unit);
        return (Even(shape.Rows, most) + unit - 1) / unit * unit;
    }

    /// <summary>Elements of packed panels; the packed block of A lies behind them.</summary>
    internal static int PackedElements(in MatrixProductShape shape, int depth) =>
        (KeepsPanels(shape, depth) ? (int)AllPanels(shape, depth) : PanelElements) + Gap;

    // Enough for a block of any depth: twice its size covers the gaps between the shortest rows.
    private static int BlockElements => 2 * BlockBytes / sizeof(T);

    private static int PanelElements => Math.Max(MatrixPanels<T>.PanelBytes, WholeBlockBytes) / sizeof(T);

    private static int Slots(in MatrixProductShape shape) => SumStep.Slots(shape.Depth, TakesWholeBlocks);

    private static int WaitingElements(in MatrixProductShape shape) =>
        checked((Slots(shape) - 1) * (int)Math.Min(MostWaiting, (long)shape.Rows * shape.Columns));

    // A part may have narrower panels, which are then deeper.
    private static int MostPackedElements(in MatrixProductShape shape)
    {
        const int widest = 4;
        var depth = Math.Min(shape.Depth, SumTree.Block);
        var all = shape.Rows > MatrixProduct.RowGranularity
            ? (shape.Columns + ((long)widest * Registers<T>.Width)) * depth
            : 0;
        return (int)Math.Max(PanelElements, Math.Min(all, MostKeptBytes / sizeof(T))) + Gap;
    }

    private static long AllPanels(in MatrixProductShape shape, int depth) =>
        (long)MatrixPanels<T>.For(shape.Columns).Vectors * Registers<T>.Width * depth;

    // The size of the fewest equal blocks within a limit.
    private static int Even(int whole, int limit)
    {
        var blocks = (whole + limit - 1) / limit;
        return (whole + blocks - 1) / blocks;
    }
}
