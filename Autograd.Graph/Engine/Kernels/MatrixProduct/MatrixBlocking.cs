using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// What of a matrix product is taken at once, and what of it is copied first: decided by its shape and this machine's
/// vectors alone.
/// </summary>
internal static unsafe class MatrixBlocking<T>
    where T : unmanaged
{
    /// <summary>Elements between copied rows, which keep them from sharing sets.</summary>
    internal const int Gap = 16;

    // A copy of a panel is read once for each tile of rows: with fewer rows it does not pay for itself.
    private const int RowsWorthPacking = 24;

    // Half of a small second-level cache.
    private const int BlockBytes = 256 << 10;

    // Shorter rows would be mostly gap.
    private const int LeastDepth = 64;

    // A share of the last-level cache, which others use too.
    private const int MostKeptBytes = 4 << 20;

    // Results whose partial sums wait in a second-level cache; a larger product is cut into parts.
    private const int MostWaiting = 1 << 17;
    private const int MostWaitingColumns = 512;

    // Where registers are few, panels are so narrow that a whole block of k stays about in the first-level cache.
    private const int WholeBlockBytes = 48 << 10;

    /// <summary>The elements of scratch that a product or any part of it needs.</summary>
    internal static int ScratchElements(in MatrixProductShape shape) =>
        checked(PackingElements(shape) + WaitingElements(shape));

    /// <summary>Of these, what copies of operands take; partial sums lie behind them.</summary>
    internal static int PackingElements(in MatrixProductShape shape) =>
        Packs(shape) ? MostPackedElements(shape) + (PacksA(shape) ? BlockElements : 0) : 0;

    /// <summary>Whether panels of B are copied.</summary>
    internal static bool Packs(in MatrixProductShape shape) =>
        shape.Rows > 1 && shape.Columns > 1 && (shape.BColumn != 1 || shape.Rows >= RowsWorthPacking);

    /// <summary>
    /// Whether blocks of A are: neighbours along a stride of a page share one set, and those of 1 KB share four.
    /// </summary>
    internal static bool PacksA(in MatrixProductShape shape) =>
        Packs(shape) && shape.Depth >= LeastDepth && MatrixPanels<T>.For(shape.Columns).Count >= 4
        && (shape.ARow == 1 ? shape.AStep * sizeof(T) % 1024 == 0 : shape.ARow * sizeof(T) % 4096 == 0);

    /// <summary>Whether any panel takes a whole block of k.</summary>
    internal static bool TakesWholeBlocks =>
        SumTree.Block * (MatrixPanels<T>.HasManyRegisters ? 4 : 3) * MatrixPanels<T>.Width
            * sizeof(T) <= WholeBlockBytes;

    /// <summary>
    /// The steps of k that a panel takes of a block of them: so many that it stays in the first-level cache.
    /// </summary>
    internal static int DepthPerPanel(in MatrixProductShape shape, int start)
    {
        var block = Math.Min(SumTree.Block, shape.Depth - (start / SumTree.Block * SumTree.Block));
        if (TakesWholeBlocks) return block;
        return Even(block, MatrixPanels<T>.PanelBytes / (MatrixPanels<T>.For(shape.Columns).WidestPanel * sizeof(T)));
    }

    /// <summary>
    /// The rows and columns of a product that are computed at a time: all, unless many partial sums would wait.
    /// </summary>
    internal static (int Rows, int Columns) Part(in MatrixProductShape shape)
    {
        if (Slots(shape) == 1 || (long)shape.Rows * shape.Columns <= MostWaiting) return (shape.Rows, shape.Columns);
        const int unit = MatrixProduct.RowGranularity;
        var columns = Math.Min(shape.Columns, MostWaitingColumns);
        return (Math.Max(unit, MostWaiting / columns / unit * unit), columns);
    }

    /// <summary>
    /// Whether the panels of a part of k are packed once, for several blocks of rows, and not one by one where each
    /// is needed.
    /// </summary>
    internal static bool KeepsPanels(in MatrixProductShape shape, int depth) =>
        RowsPerBlock(shape, depth) < shape.Rows && AllPanels(shape, depth) <= MostKeptBytes / sizeof(T);

    /// <summary>The rows of A that stay in the second-level cache while all panels of B pass.</summary>
    internal static int RowsPerBlock(in MatrixProductShape shape, int depth)
    {
        const int unit = MatrixProduct.RowGranularity;
        var most = Math.Max(unit, BlockBytes / (depth * sizeof(T)) / unit * unit);
        return (Even(shape.Rows, most) + unit - 1) / unit * unit;
    }

    /// <summary>The elements that packed panels take, before the copy of a block of A.</summary>
    internal static int PackedElements(in MatrixProductShape shape, int depth) =>
        (KeepsPanels(shape, depth) ? (int)AllPanels(shape, depth) : PanelElements) + Gap;

    // Up to the depth of any block; twice what a block holds covers the gaps between the shortest rows.
    private static int BlockElements => 2 * BlockBytes / sizeof(T);

    private static int PanelElements => Math.Max(MatrixPanels<T>.PanelBytes, WholeBlockBytes) / sizeof(T);

    private static int Slots(in MatrixProductShape shape) => SumStep.Slots(shape.Depth, TakesWholeBlocks);

    private static int WaitingElements(in MatrixProductShape shape) =>
        checked((Slots(shape) - 1) * (int)Math.Min(MostWaiting, (long)shape.Rows * shape.Columns));

    // A part may have narrower panels, and so deeper ones.
    private static int MostPackedElements(in MatrixProductShape shape)
    {
        const int widest = 4;
        var depth = Math.Min(shape.Depth, SumTree.Block);
        var all = shape.Rows > MatrixProduct.RowGranularity
            ? (shape.Columns + ((long)widest * MatrixPanels<T>.Width)) * depth
            : 0;
        return (int)Math.Max(PanelElements, Math.Min(all, MostKeptBytes / sizeof(T))) + Gap;
    }

    private static long AllPanels(in MatrixProductShape shape, int depth) =>
        (long)MatrixPanels<T>.For(shape.Columns).Vectors * MatrixPanels<T>.Width * depth;

    // The least size of equal blocks, none of them over the limit.
    private static int Even(int whole, int limit)
    {
        var blocks = (whole + limit - 1) / limit;
        return (whole + blocks - 1) / blocks;
    }
}
