using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>The sums of all chunks added one after another, a row for each filter.</summary>
/// <param name="blocks">How the sums lie.</param>
/// <param name="sums">The sums of the chunks.</param>
/// <param name="target">The weights.</param>
internal sealed unsafe class ConvolutionChunksStage<T>(WeightsBlocks<T> blocks, int sums, int target) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => $"sums of {blocks.Lengths.Chunks} chunks to {blocks.Lengths.W}";

    public override ImmutableArray<int> Sources => [sums];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost => new((long)blocks.Sums * (blocks.Lengths.Chunks - 1), (blocks.Lengths.Chunks + 1L) * blocks.Sums * sizeof(T));

    public override int Rows => blocks.Lengths.Groups * blocks.Lengths.Filters;

    public override bool ReadsByRow(int source) => false;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var (taps, filters, chunks) = (blocks.Lengths.Taps, blocks.Lengths.Filters, blocks.Lengths.Chunks);
        nint step = blocks.FiltersAcross ? filters : 1;
        for (var row = start; row < end; row++)
        {
            var filter = row % filters;
            var from = frame.Address(sums) + ((nint)(row / filters) * taps * filters) + (blocks.FiltersAcross ? filter : (nint)filter * taps);
            var to = frame.Address(target) + ((nint)row * taps);
            for (nint tap = 0; tap < taps; tap++)
            {
                var sum = from[tap * step];
                for (nint chunk = 1; chunk < chunks; chunk++) sum += from[(chunk * blocks.Sums) + (tap * step)];
                to[tap] = sum;
            }
        }
    }
}
