using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Sums;

/// <summary>
/// The terms of a sum that a kernel adds in one pass, and the slots of their sum. The <see cref="SumTree"/> is kept as
/// a stack of partial sums: slot 0 becomes the result; the slots above it wait to be added to the one below.
/// </summary>
/// <param name="Start">The first term.</param>
/// <param name="Length">The number of terms.</param>
/// <param name="From">The slot of the sum that continues.</param>
/// <param name="To">The slot that is written.</param>
/// <param name="Continues">Whether the sum continues from the slot <paramref name="From"/>, or starts from
/// zero.</param>
/// <param name="Adds">Whether the sum is added to the slot <paramref name="To"/>, or replaces it.</param>
/// <param name="Joins">The number of slots that are then added to the one below, from <paramref name="To"/>
/// downwards.</param>
internal readonly record struct SumStep(
    int Start, int Length, int From, int To, bool Continues, bool Adds, int Joins)
{
    /// <summary>The term after the last.</summary>
    public int End => Start + Length;

    /// <summary>The step at a term.</summary>
    /// <param name="terms">All terms of the sum.</param>
    /// <param name="start">The first of the step.</param>
    /// <param name="most">The most terms of a pass; a step ends with its block in any case.</param>
    /// <param name="size">The terms of a block.</param>
    public static SumStep At(int terms, int start, int most, int size = SumTree.Block)
    {
        var block = start / size;
        var end = (int)Math.Min(terms, ((long)block + 1) * size);
        var length = Math.Min(most, end - start);
        var (slot, adds, ends) = (SlotOf(block), block % SumTree.FanIn != 0, start + length == end);
        // Until a block is complete, its sum stays apart from the slot to which it will be added.
        var apart = adds ? slot + 1 : slot;
        var joins = ends ? JoinsAfter(block, end == terms) : 0;
        return new(start, length, apart, ends ? slot : apart, start % size != 0, adds && ends, joins);
    }

    /// <summary>The slots that a sum needs, that of the result included.</summary>
    /// <param name="terms">All terms of the sum.</param>
    /// <param name="takesWholeBlocks">Whether each block is taken in one pass.</param>
    /// <param name="size">The terms of a block.</param>
    public static int Slots(int terms, bool takesWholeBlocks, int size = SumTree.Block)
    {
        var blocks = SumTree.Blocks(terms, size);
        var slots = blocks > 1 && !takesWholeBlocks ? 2 : 1;
        for (var group = (blocks - 1) / SumTree.FanIn; group > 0; group /= SumTree.FanIn) slots++;
        return slots;
    }

    /// <summary>
    /// The slot of a block: above those of the complete sums before it, one for each digit of its group.
    /// </summary>
    public static int SlotOf(int block)
    {
        var slot = 0;
        for (var group = block / SumTree.FanIn; group > 0; group /= SumTree.FanIn)
        {
            if (group % SumTree.FanIn != 0) slot++;
        }

        return slot;
    }

    /// <summary>The number of sums that are complete with a block, and are joined with the one before them.</summary>
    public static int JoinsAfter(int block, bool isLast)
    {
        var joins = 0;
        if (!isLast && block % SumTree.FanIn != SumTree.FanIn - 1) return 0;
        for (var group = block / SumTree.FanIn; group > 0; group /= SumTree.FanIn)
        {
            var at = group % SumTree.FanIn;
            if (at != 0) joins++;
            if (!isLast && at != SumTree.FanIn - 1) break;
        }

        return joins;
    }
}
