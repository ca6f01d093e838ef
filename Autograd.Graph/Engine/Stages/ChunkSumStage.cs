using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Graph.Engine.Kernels.Convolutions;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>Adds the sums of all chunks, one chunk after another, and writes a row for each filter.</summary>
/// <param name="shape">The convolution.</param>
/// <param name="layout">The layout of the sums.</param>
/// <param name="sums">The sums of the chunks.</param>
/// <param name="target">The weights.</param>
internal sealed unsafe class ChunkSumStage<T>(
    ConvolutionShape shape, ChunkLayout layout, int sums, int target) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The filters and taps whose sums are added and transposed together.
    private const int Filters = 16;
    private const int Taps = 64;

    public override string Description => $"sums of {shape.Chunks} chunks to {shape.W}";

    public override ImmutableArray<int> Sources => [sums];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost =>
        new((long)shape.W.Size * (shape.Chunks - 1), (shape.Chunks + 1L) * shape.W.Size * sizeof(T));

    public override int Rows => shape.Groups * shape.Filters;

    // Each row has a vector to spare.
    public override int ScratchElements => (Filters + Vector512<T>.Count) * Taps;

    public override bool ReadsByRow(int source) => false;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        for (int row = start, next; row < end; row = next)
        {
            // Filters of one group.
            next = Math.Min(Math.Min(end, row + Filters), ((row / shape.Filters) + 1) * shape.Filters);
            var from =
                workspace.Address(sums) + (row / shape.Filters * layout.Group) + (row % shape.Filters * layout.Filter);
            var to = workspace.Address(target) + ((nint)row * shape.Taps);
            if (layout.Filter == 1)
            {
                AddAndTranspose(from, next - row, to, workspace.Scratch(worker));
                continue;
            }

            for (nint i = 0; i < next - row; i++, from += layout.Filter, to += shape.Taps)
            {
                if (layout.Tap == 1) Add(from, shape.Taps, to);
                else AddAndTranspose(from, 1, to, workspace.Scratch(worker));
            }
        }
    }

    // Adds sums with filters side by side, then transposes them into rows.
    private void AddAndTranspose(T* from, int filters, T* to, T* scratch)
    {
        nint row = Filters + Vector512<T>.Count;
        for (var tap = 0; tap < shape.Taps; tap += Taps)
        {
            var taps = Math.Min(Taps, shape.Taps - tap);
            for (nint i = 0; i < taps; i++) Add(from + ((tap + i) * layout.Tap), filters, scratch + (i * row));
            FilterTransposition.ToPlanes(scratch, row, to + tap, shape.Taps, filters, taps);
        }
    }

    // Adds whole vectors, then the rest one by one.
    private void Add(T* from, int count, T* to)
    {
        nint i = 0;
        for (; i <= count - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            var sum = Vector512.Load(from + i);
            for (nint chunk = 1; chunk < shape.Chunks; chunk++)
            {
                sum += Vector512.Load(from + (chunk * layout.Chunk) + i);
            }

            sum.Store(to + i);
        }

        for (; i < count; i++)
        {
            var sum = from[i];
            for (nint chunk = 1; chunk < shape.Chunks; chunk++) sum += from[(chunk * layout.Chunk) + i];
            to[i] = sum;
        }
    }
}
