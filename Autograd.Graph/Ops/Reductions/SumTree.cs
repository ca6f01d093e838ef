namespace Autograd.Graph.Ops;

/// <summary>
/// The order in which a sum adds its terms, which its length alone decides: blocks of <see cref="Block"/> terms, each
/// summed on its own, then the sums of blocks in a tree. Its error grows with the logarithm of the length.
/// </summary>
/// <remarks>
/// In the tree each sum joins up to <see cref="FanIn"/> sums of the level below, one after another; all but the last
/// of them cover the same number of blocks, a power of <see cref="FanIn"/>.
/// </remarks>
internal static class SumTree
{
    /// <summary>
    /// The terms of a block: the depth of a panel of a matrix product that fits the first-level cache.
    /// </summary>
    public const int Block = 512;

    /// <summary>
    /// The lanes to which a reduction deals the elements of a block in turn, whatever the width of the hardware.
    /// </summary>
    public const int Lanes = 16;

    /// <summary>How many sums a sum of the next level joins.</summary>
    public const int FanIn = 8;

    /// <summary>How many blocks some terms have; no terms are one empty block.</summary>
    /// <param name="terms">How many terms.</param>
    /// <param name="block">Terms of a block.</param>
    public static int Blocks(int terms, int block = Block) => Math.Max(1, (int)(((long)terms + block - 1) / block));

    /// <summary>The sum of some terms.</summary>
    /// <param name="terms">How many terms.</param>
    /// <param name="sum">The sum of one block, from its first term up to its end.</param>
    /// <param name="add">Two sums as one.</param>
    /// <param name="block">Terms of a block.</param>
    public static T Sum<T>(int terms, Func<int, int, T> sum, Func<T, T, T> add, int block = Block) =>
        Join(0, Blocks(terms, block), at => sum(at * block, (int)Math.Min(terms, (at + 1L) * block)), add);

    private static T Join<T>(int first, int blocks, Func<int, T> sum, Func<T, T, T> add)
    {
        if (blocks == 1) return sum(first);
        var piece = 1;
        while ((long)piece * FanIn < blocks) piece *= FanIn;
        var joined = Join(first, piece, sum, add);
        for (var at = piece; at < blocks; at += piece)
        {
            joined = add(joined, Join(first + at, Math.Min(piece, blocks - at), sum, add));
        }

        return joined;
    }
}
