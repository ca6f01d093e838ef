using System.Numerics;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Graph.Ops;

/// <summary>The one tree of all sums, and the stack of partial sums by which kernels walk over it.</summary>
public sealed class SumTreeLaws
{
    /// <summary>The sums of blocks joined, written anew: eight neighbours one after another, level by level.</summary>
    public static T InEights<T>(IReadOnlyList<T> sums)
        where T : INumberBase<T> =>
        sums.Count == 1 ? sums[0] : InEights([.. sums.Chunk(8).Select(eight => eight.Aggregate((a, b) => a + b))]);

    [Law]
    public void The_tree_joins_eight_neighbours_level_by_level(ushort terms)
    {
        double[] blocks = [.. Enumerable.Range(0, SumTree.Blocks(terms, 5)).Select(block => Math.Sin(block))];
        Assert.Equal(InEights(blocks), SumTree.Sum(terms, (start, _) => blocks[start / 5], (a, b) => a + b, 5));
    }

    [Law]
    public void A_kernel_that_takes_any_number_of_terms_at_a_time_walks_over_the_tree(ushort terms, byte most,
        byte size)
    {
        var (passes, block) = (most % 20 + 1, size % 9 + 1);
        var slots = new double[SumStep.Slots(terms, takesWholeBlocks: passes >= block, block)];
        Array.Fill(slots, double.NaN);
        for (var at = 0; at < terms;)
        {
            var step = SumStep.At(terms, at, passes, block);
            Assert.InRange(step.Length, 1, passes);
            var sum = step.Continues ? slots[step.From] : 0;
            for (; at < step.End; at++) sum += Math.Sin(at);
            slots[step.To] = step.Adds ? slots[step.To] + sum : sum;
            for (var slot = step.To; slot > step.To - step.Joins; slot--) slots[slot - 1] += slots[slot];
        }

        var expected = SumTree.Sum(terms, (start, end) => Enumerable.Range(start, end - start).Aggregate(0.0,
            (sum, i) => sum + Math.Sin(i)), (a, b) => a + b, block);
        Assert.Equal(expected, terms == 0 ? 0 : slots[0]);
    }
}
