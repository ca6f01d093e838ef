using System.Collections.Immutable;

namespace Autograd.Graph.Engine.Memory;

/// <summary>The buffers of one step of a plan.</summary>
/// <param name="Buffers">The buffers that the step reads or writes.</param>
/// <param name="InPlace">Pairs of buffers: the target may share the memory of the source if no later step reads the
/// source.</param>
internal readonly record struct MemoryStep(
    ImmutableArray<int> Buffers, ImmutableArray<(int Target, int Source)> InPlace);

/// <summary>
/// The offset of each buffer in a workspace. Two temporaries share memory if the last reader of one runs before the
/// writer of the other, or is that writer and works in place.
/// </summary>
/// <param name="Offsets">The offset of each buffer in bytes; −1 for constants, which belong to the plan.</param>
/// <param name="Bytes">The size of a workspace.</param>
/// <param name="TemporaryBytes">The part of it that temporaries share.</param>
internal sealed record MemoryPlan(ImmutableArray<long> Offsets, long Bytes, long TemporaryBytes)
{
    /// <summary>
    /// Places buffers: inputs and outputs one after another, temporaries first-fit in the order of the steps.
    /// </summary>
    /// <param name="buffers">All buffers.</param>
    /// <param name="steps">The steps of the plan.</param>
    /// <param name="feeds">Outputs that may overwrite an input that the caller gives up.</param>
    public static MemoryPlan Place(
        IReadOnlyList<BufferSpec> buffers, IReadOnlyList<MemoryStep> steps, IReadOnlySet<(int Output, int Input)> feeds)
    {
        var lastUse = LastUses(buffers, steps);
        var overwritten = Overwritten(buffers, steps, feeds, lastUse);
        var offsets = new long[buffers.Count];
        long fixedBytes = 0;
        for (var buffer = 0; buffer < buffers.Count; buffer++)
        {
            var isFixed =
                buffers[buffer].Role is BufferRole.Input or BufferRole.Output && !overwritten.ContainsKey(buffer);
            offsets[buffer] = isFixed ? fixedBytes : -1;
            if (isFixed) fixedBytes += PinnedBlock.Padded(buffers[buffer].Bytes);
        }

        foreach (var (output, input) in overwritten) offsets[output] = offsets[input];
        var temporaryBytes = PlaceTemporaries(buffers, steps, lastUse, offsets, fixedBytes);
        return new([.. offsets], fixedBytes + temporaryBytes, temporaryBytes);
    }

    private static int[] LastUses(IReadOnlyList<BufferSpec> buffers, IReadOnlyList<MemoryStep> steps)
    {
        var lastUse = new int[buffers.Count];
        for (var step = 0; step < steps.Count; step++)
        {
            foreach (var buffer in steps[step].Buffers) lastUse[buffer] = step;
        }

        return lastUse;
    }

    // For each output that overwrites an input, that input.
    private static Dictionary<int, int> Overwritten(IReadOnlyList<BufferSpec> buffers, IReadOnlyList<MemoryStep> steps,
        IReadOnlySet<(int Output, int Input)> feeds, int[] lastUse)
    {
        var overwritten = new Dictionary<int, int>();
        for (var step = 0; step < steps.Count; step++)
        {
            foreach (var (target, source) in steps[step].InPlace)
            {
                if (feeds.Contains((target, source)) && lastUse[source] == step
                    && buffers[target].Bytes == buffers[source].Bytes)
                {
                    overwritten[target] = source;
                }
            }
        }

        return overwritten;
    }

    private static long PlaceTemporaries(
        IReadOnlyList<BufferSpec> buffers, IReadOnlyList<MemoryStep> steps, int[] lastUse, long[] offsets, long start)
    {
        var free = new FreeList();
        var (takenOver, returned) = (new bool[buffers.Count], new bool[buffers.Count]);
        for (var step = 0; step < steps.Count; step++)
        {
            foreach (var (target, source) in steps[step].InPlace)
            {
                if (!IsNew(target) || !IsTemporary(source) || lastUse[source] != step
                    || PinnedBlock.Padded(buffers[target].Bytes) != PinnedBlock.Padded(buffers[source].Bytes))
                {
                    continue;
                }

                if (IsNew(source)) Take(source);
                if (takenOver[source]) continue;
                takenOver[source] = true;
                offsets[target] = offsets[source];
            }

            foreach (var buffer in steps[step].Buffers)
            {
                if (IsNew(buffer)) Take(buffer);
            }

            foreach (var buffer in steps[step].Buffers)
            {
                if (!IsTemporary(buffer) || lastUse[buffer] != step || takenOver[buffer] || returned[buffer]) continue;
                returned[buffer] = true;
                free.Return(offsets[buffer] - start, PinnedBlock.Padded(buffers[buffer].Bytes));
            }
        }

        return free.End;

        bool IsTemporary(int buffer) => buffers[buffer].Role == BufferRole.Temporary;
        bool IsNew(int buffer) => IsTemporary(buffer) && offsets[buffer] < 0;
        void Take(int buffer) => offsets[buffer] = start + free.Take(PinnedBlock.Padded(buffers[buffer].Bytes));
    }
}
