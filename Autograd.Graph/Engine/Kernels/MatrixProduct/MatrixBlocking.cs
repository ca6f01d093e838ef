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

    /// <summary>The elements of scratch that a product or any part of it needs.</summary>
    internal static int ScratchElements(in MatrixProductShape shape) =>
        Packs(shape) ? MostPackedElements(shape) + (PacksA(shape) ? BlockElements : 0) : 0;

    /// <summary>Whether panels of B are copied.</summary>
    internal static bool Packs(in MatrixProductShape shape) =>
        shape.Rows > 1 && shape.Columns > 1 && (shape.BColumn != 1 || shape.Rows >= RowsWorthPacking);

    /// <summary>Whether blocks of A are: neighbours along a stride of a page share one set, and those of 1 KB share four.</summary>
    internal static bool PacksA(in MatrixProductShape shape) =>
        Packs(shape) && shape.Depth >= LeastDepth && MatrixPanels<T>.For(shape.Columns).Count >= 4
        && (shape.ARow == 1 ? shape.AStep * sizeof(T) % 1024 == 0 : shape.ARow * sizeof(T) % 4096 == 0);

    /// <summary>The steps of k that are taken at once: so many that a panel of them stays in the first-level cache.</summary>
    internal static int DepthPerBlock(in MatrixProductShape shape) =>
        Even(shape.Depth, MatrixPanels<T>.PanelBytes / (MatrixPanels<T>.For(shape.Columns).WidestPanel * sizeof(T)));

    /// <summary>Whether the panels of a block of k are packed once, for several blocks of rows, and not one by one where each is needed.</summary>
    internal static bool KeepsPanels(in MatrixProductShape shape) =>
        shape.Depth > 0 && RowsPerBlock(shape, DepthPerBlock(shape)) < shape.Rows && AllPanels(shape) <= MostKeptBytes / sizeof(T);

    /// <summary>The rows of A that stay in the second-level cache while all panels of B pass.</summary>
    internal static int RowsPerBlock(in MatrixProductShape shape, int depth)
    {
        const int unit = MatrixProduct.RowGranularity;
        var most = Math.Max(unit, BlockBytes / (depth * sizeof(T)) / unit * unit);
        return (Even(shape.Rows, most) + unit - 1) / unit * unit;
    }

    /// <summary>The elements that packed panels take, before the copy of a block of A.</summary>
    internal static int PackedElements(in MatrixProductShape shape) => (KeepsPanels(shape) ? (int)AllPanels(shape) : MatrixPanels<T>.PanelBytes / sizeof(T)) + Gap;

    // Up to the depth of any block; twice what a block holds covers the gaps between the shortest rows.
    private static int BlockElements => 2 * BlockBytes / sizeof(T);

    // A part may have narrower panels, and so deeper blocks.
    private static int MostPackedElements(in MatrixProductShape shape)
    {
        const int widest = 4;
        var depth = Math.Min(shape.Depth, MatrixPanels<T>.PanelBytes / (MatrixPanels<T>.Width * sizeof(T)));
        var all = shape.Rows > MatrixProduct.RowGranularity ? (shape.Columns + ((long)widest * MatrixPanels<T>.Width)) * depth : 0;
        return (int)Math.Max(MatrixPanels<T>.PanelBytes / sizeof(T), Math.Min(all, MostKeptBytes / sizeof(T))) + Gap;
    }

    private static long AllPanels(in MatrixProductShape shape) => (long)MatrixPanels<T>.For(shape.Columns).Vectors * MatrixPanels<T>.Width * DepthPerBlock(shape);

    // The least size of equal blocks, none of them over the limit.
    private static int Even(int whole, int limit)
    {
        var blocks = (whole + limit - 1) / limit;
        return (whole + blocks - 1) / blocks;
    }
}
