using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// The product of a long row and a long column. In one chain, each multiply-add would wait for the one before. Eight
/// blocks, which are joined afterwards, give eight independent chains.
/// </summary>
internal static unsafe class InnerProduct
{
    // The number of slots of the longest sum, see SumStep.
    private const int MostSlots = 10;

    /// <summary>Whether a product has this form, with numbers side by side.</summary>
    internal static bool Suits(in MatrixProductShape shape) =>
        shape is { Rows: 1, Columns: 1, AStep: 1, BStep: 1, Depth: >= SumTree.Block * SumTree.FanIn };

    /// <summary>Computes the one element of C.</summary>
    internal static void Multiply<T>(in MatrixProductShape shape, T* a, T* b, T* c)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float)) *(float*)c = Sum((float*)a, (float*)b, shape.Depth);
        else *(double*)c = Sum((double*)a, (double*)b, shape.Depth);
    }

    private static T Sum<T>(T* a, T* b, int depth)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int group = SumTree.Block * SumTree.FanIn;
        var slots = stackalloc T[MostSlots];
        for (var k = 0; k < depth; k += group)
        {
            var end = Math.Min(depth - k, group);
            var (block, slot) = ((k + end - 1) / SumTree.Block, SumStep.SlotOf(k / SumTree.Block));
            slots[slot] = end == group ? Eight(a + k, b + k) : Fewer(a + k, b + k, end);
            for (var joins = SumStep.JoinsAfter(block, k + end == depth); joins > 0; joins--,
                slot--) slots[slot - 1] += slots[slot];
            if (k + end == depth) break;
        }

        return slots[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Eight<T>(T* a, T* b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T x0 = T.Zero, x1 = T.Zero, x2 = T.Zero, x3 = T.Zero, x4 = T.Zero, x5 = T.Zero, x6 = T.Zero, x7 = T.Zero;
        for (var k = 0; k < SumTree.Block; k++, a++, b++)
        {
            x0 = T.FusedMultiplyAdd(*a, *b, x0);
            x1 = T.FusedMultiplyAdd(a[SumTree.Block], b[SumTree.Block], x1);
            x2 = T.FusedMultiplyAdd(a[2 * SumTree.Block], b[2 * SumTree.Block], x2);
            x3 = T.FusedMultiplyAdd(a[3 * SumTree.Block], b[3 * SumTree.Block], x3);
            x4 = T.FusedMultiplyAdd(a[4 * SumTree.Block], b[4 * SumTree.Block], x4);
            x5 = T.FusedMultiplyAdd(a[5 * SumTree.Block], b[5 * SumTree.Block], x5);
            x6 = T.FusedMultiplyAdd(a[6 * SumTree.Block], b[6 * SumTree.Block], x6);
            x7 = T.FusedMultiplyAdd(a[7 * SumTree.Block], b[7 * SumTree.Block], x7);
        }

        return x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7;
    }

    private static T Fewer<T>(T* a, T* b, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var joined = T.Zero;
        for (var first = 0; first < count; first += SumTree.Block)
        {
            var sum = T.Zero;
            for (var k = first; k < Math.Min(count, first + SumTree.Block); k++) sum = T.FusedMultiplyAdd(a[k], b[k],
                sum);
            joined = first == 0 ? sum : joined + sum;
        }

        return joined;
    }
}
