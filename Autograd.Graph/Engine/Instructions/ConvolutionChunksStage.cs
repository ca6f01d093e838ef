using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>The sums of all chunks added one after another, a row for each filter.</summary>
/// <param name="lengths">The convolution.</param>
/// <param name="layout">How the sums lie.</param>
/// <param name="sums">The sums of the chunks.</param>
/// <param name="target">The weights.</param>
internal sealed unsafe class ConvolutionChunksStage<T>(
    ConvolutionShape lengths, ChunkLayout layout, int sums, int target) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Filters and elements of windows whose sums are added, then turned over, at once.
    private const int Filters = 16;
    private const int Taps = 64;

    public override string Description => $"sums of {lengths.Chunks} chunks to {lengths.W}";

    public override ImmutableArray<int> Sources => [sums];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost =>
        new((long)lengths.W.Size * (lengths.Chunks - 1), (lengths.Chunks + 1L) * lengths.W.Size * sizeof(T));

    public override int Rows => lengths.Groups * lengths.Filters;

    // With a vector to spare for each row of them.
    public override int ScratchElements => (Filters + Vector512<T>.Count) * Taps;

    public override bool ReadsByRow(int source) => false;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        for (int row = start, next; row < end; row = next)
        {
            // Filters of one group.
            next = Math.Min(Math.Min(end, row + Filters), ((row / lengths.Filters) + 1) * lengths.Filters);
            var from =
                frame.Address(sums) + (row / lengths.Filters * layout.Group) + (row % lengths.Filters * layout.Filter);
            var to = frame.Address(target) + ((nint)row * lengths.Taps);
            if (layout.Filter == 1)
            {
                Across(from, next - row, to, frame.Scratch(worker));
                continue;
            }

            for (nint i = 0; i < next - row; i++, from += layout.Filter, to += lengths.Taps)
            {
                if (layout.Tap == 1) Add(from, lengths.Taps, to);
                else Across(from, 1, to, frame.Scratch(worker));
            }
        }
    }

    // Filters lie side by side: their sums are added so, and then put in rows.
    private void Across(T* from, int filters, T* to, T* scratch)
    {
        nint row = Filters + Vector512<T>.Count;
        for (var tap = 0; tap < lengths.Taps; tap += Taps)
        {
            var taps = Math.Min(Taps, lengths.Taps - tap);
            for (nint i = 0; i < taps; i++) Add(from + ((tap + i) * layout.Tap), filters, scratch + (i * row));
            FilterTransposition.ToFilters(scratch, row, to + tap, lengths.Taps, filters, taps);
        }
    }

    // Whole vectors, and of the last what there is.
    private void Add(T* from, int count, T* to)
    {
        nint i = 0;
        for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            var sum = Vector512.Load(from + i);
            for (nint chunk = 1; chunk < lengths.Chunks; chunk++)
            {
                sum += Vector512.Load(from + (chunk * layout.Chunk) + i);
            }

            sum.Store(to + i);
        }

        for (; i < count; i++)
        {
            var sum = from[i];
            for (nint chunk = 1; chunk < lengths.Chunks; chunk++) sum += from[(chunk * layout.Chunk) + i];
            to[i] = sum;
        }
    }
}
