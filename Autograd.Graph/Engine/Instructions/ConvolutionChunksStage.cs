using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>How the sums of chunks lie: from those of a chunk, a group, an element of a window, a filter to those of the next.</summary>
internal readonly record struct ChunkLayout(nint Chunk, nint Group, nint Tap, nint Filter);

/// <summary>The sums of all chunks added one after another, a row for each filter.</summary>
/// <param name="lengths">The convolution.</param>
/// <param name="layout">How the sums lie.</param>
/// <param name="sums">The sums of the chunks.</param>
/// <param name="target">The weights.</param>
internal sealed unsafe class ConvolutionChunksStage<T>(ConvolutionShape lengths, ChunkLayout layout, int sums, int target) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"sums of {lengths.Chunks} chunks to {lengths.W}";

    public override ImmutableArray<int> Sources => [sums];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost => new((long)lengths.W.Size * (lengths.Chunks - 1), (lengths.Chunks + 1L) * lengths.W.Size * sizeof(T));

    public override int Rows => lengths.Groups * lengths.Filters;

    public override bool ReadsByRow(int source) => false;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        for (var row = start; row < end; row++)
        {
            var from = frame.Address(sums) + (row / lengths.Filters * layout.Group) + (row % lengths.Filters * layout.Filter);
            var to = frame.Address(target) + ((nint)row * lengths.Taps);
            for (nint tap = 0; tap < lengths.Taps; tap++)
            {
                var sum = from[tap * layout.Tap];
                for (nint chunk = 1; chunk < lengths.Chunks; chunk++) sum += from[(chunk * layout.Chunk) + (tap * layout.Tap)];
                to[tap] = sum;
            }
        }
    }
}
