using System.Collections.Immutable;

namespace Autograd.Graph.Engine.Memory;

/// <summary>Where each buffer lies in a frame. Temporaries share memory when the last reader of one comes before the writer of the other.</summary>
/// <param name="Offsets">The offset of each buffer in bytes; −1 for constants, which lie with the plan.</param>
/// <param name="Bytes">The size of a frame.</param>
/// <param name="TemporaryBytes">How much of it is shared by temporaries.</param>
internal sealed record MemoryPlan(ImmutableArray<long> Offsets, long Bytes, long TemporaryBytes)
{
    /// <summary>Places buffers: those of the caller one after another, temporaries first-fit in the order of the steps.</summary>
    /// <param name="buffers">All buffers.</param>
    /// <param name="steps">For each step of the plan the buffers that it reads and writes.</param>
    public static MemoryPlan Place(IReadOnlyList<BufferSpec> buffers, IReadOnlyList<ImmutableArray<int>> steps)
    {
        var offsets = new long[buffers.Count];
        long fixedBytes = 0;
        for (var buffer = 0; buffer < buffers.Count; buffer++)
        {
            if (buffers[buffer].Role is BufferRole.Constant or BufferRole.Temporary)
            {
                offsets[buffer] = -1;
                continue;
            }

            offsets[buffer] = fixedBytes;
            fixedBytes += PinnedBlock.Padded(buffers[buffer].Bytes);
        }

        var temporaryBytes = PlaceTemporaries(buffers, steps, offsets, fixedBytes);
        return new([.. offsets], fixedBytes + temporaryBytes, temporaryBytes);
    }

    private static long PlaceTemporaries(IReadOnlyList<BufferSpec> buffers, IReadOnlyList<ImmutableArray<int>> steps, long[] offsets, long start)
    {
        var lastUse = new int[buffers.Count];
        for (var step = 0; step < steps.Count; step++)
        {
            foreach (var buffer in steps[step]) lastUse[buffer] = step;
        }

        var free = new FreeList();
        for (var step = 0; step < steps.Count; step++)
        {
            foreach (var buffer in steps[step])
            {
                if (buffers[buffer].Role == BufferRole.Temporary && offsets[buffer] < 0)
                {
                    offsets[buffer] = start + free.Take(PinnedBlock.Padded(buffers[buffer].Bytes));
                }
            }

            foreach (var buffer in steps[step].Distinct())
            {
                if (buffers[buffer].Role == BufferRole.Temporary && lastUse[buffer] == step)
                {
                    free.Return(offsets[buffer] - start, PinnedBlock.Padded(buffers[buffer].Bytes));
                }
            }
        }

        return free.End;
    }
}
