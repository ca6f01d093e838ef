using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Sums;

/// <summary>
/// Adds slices to the target rows that indices name. The first block of each row is summed in the result itself. Only a
/// row that is named more often has partial sums in scratch, see <see cref="SumStep"/>.
/// </summary>
/// <param name="length">The number of target rows.</param>
/// <param name="count">The number of slices.</param>
/// <param name="inner">Elements of a slice.</param>
internal sealed unsafe class ScatterSums<T>(int length, int count, int inner)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _slots = SumStep.Slots(count, takesWholeBlocks: false) - 1;

    /// <summary>
    /// Elements of scratch: three numbers for each target row, and the slots of rows that are named often.
    /// </summary>
    public int ScratchElements => count <= SumTree.Block
        ? 0
        : checked((int)(NumberElements + ((long)(count / SumTree.Block) * _slots * inner)));

    private int NumberElements => checked(((3 * length * sizeof(int)) + sizeof(T) - 1) / sizeof(T));

    /// <summary>Adds the slices.</summary>
    /// <param name="x">The slices.</param>
    /// <param name="at">The target row of each slice.</param>
    /// <param name="y">The target rows.</param>
    /// <param name="scratch">Memory of a thread.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(T* x, int* at, T* y, T* scratch)
    {
        new Span<T>(y, length * inner).Clear();
        if (count <= SumTree.Block)
        {
            for (nint i = 0; i < count; i++) Add(x + (i * inner), y + ((nint)at[i] * inner));
            return;
        }

        int* named = (int*)scratch, held = named + length, open = held + length;
        new Span<int>(named, length).Clear();
        var next = 0;
        T* slots = scratch + NumberElements;
        for (nint i = 0; i < count; i++)
        {
            T* from = x + (i * inner);
            var row = at[i];
            var term = named[row]++;
            if (term < SumTree.Block)
            {
                Add(from, y + ((nint)row * inner));
                continue;
            }

            var block = term / SumTree.Block;
            if (term % SumTree.Block == 0)
            {
                if (block == 1) held[row] = next++;
                open[row] = SumStep.SlotOf(block) + (block % SumTree.FanIn == 0 ? 0 : 1);
                new Span<T>(Slot(y, slots, row, held[row], open[row]), inner).Clear();
            }

            Add(from, Slot(y, slots, row, held[row], open[row]));
            if (term % SumTree.Block == SumTree.Block - 1) Close(y, slots, row, held[row], block, open[row],
                SumStep.JoinsAfter(block, isLast: false));
        }

        for (var row = 0; row < length; row++)
        {
            if (named[row] <= SumTree.Block) continue;
            var block = (named[row] - 1) / SumTree.Block;
            var (joins, done) = (SumStep.JoinsAfter(block, isLast: true), SumStep.JoinsAfter(block, isLast: false));
            if (named[row] % SumTree.Block != 0) Close(y, slots, row, held[row], block, open[row], joins);
            else Join(y, slots, row, held[row], SumStep.SlotOf(block) - done, joins - done);
        }
    }

    private T* Slot(T* y, T* slots, int row, int held, int slot) =>
        slot == 0 ? y + ((nint)row * inner) : slots + ((((nint)held * _slots) + slot - 1) * inner);

    // Joins a block that was summed apart with its slot, and then the sums that are complete with it.
    private void Close(T* y, T* slots, int row, int held, int block, int open, int joins)
    {
        var slot = SumStep.SlotOf(block);
        Join(y, slots, row, held, open, open - slot);
        Join(y, slots, row, held, slot, joins);
    }

    private void Join(T* y, T* slots, int row, int held, int slot, int joins)
    {
        for (; joins > 0; joins--, slot--) Add(Slot(y, slots, row, held, slot),
            Slot(y, slots, row, held, slot - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(T* from, T* to)
    {
        nint j = 0;
        for (; j <= inner - Vector256<T>.Count; j += Vector256<T>.Count)
        {
            (Vector256.Load(to + j) + Vector256.Load(from + j)).Store(to + j);
        }

        for (; j < inner; j++) to[j] += from[j];
    }
}
