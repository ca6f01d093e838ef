using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>A reduction of the middle of outer × reduced × inner elements, in the fixed order of 16 lanes.</summary>
internal sealed unsafe class ReduceInstruction<T>(string description, ReduceKernel<T> kernel, int source, int target, int outer, int reduced, int inner) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int ChunkElements = 1 << 15;

    public override string Description => description;

    public override ImmutableArray<int> Buffers => [source, target];

    public override PlanCost Cost => new((long)outer * reduced * inner, (((long)outer * reduced * inner) + ((long)outer * inner)) * sizeof(T));

    public override int Chunks => outer == 0 || inner == 0 ? 0 : inner == 1 ? Ceiling(outer, RowsPerChunk) : outer * Ceiling(inner, ReduceKernel<T>.BlockColumns);

    public override int ScratchElements => ReduceKernel<T>.ScratchElements;

    private int RowsPerChunk => Math.Max(1, ChunkElements / Math.Max(1, reduced));

    public override void Run(Frame<T> frame, int worker, int chunk)
    {
        var x = frame.Address(source);
        var y = frame.Address(target);
        if (inner == 1)
        {
            var end = Math.Min(outer, (chunk + 1) * RowsPerChunk);
            for (var row = chunk * RowsPerChunk; row < end; row++) y[row] = kernel.Row(x + ((nint)row * reduced), reduced);
            return;
        }

        var blocks = Ceiling(inner, ReduceKernel<T>.BlockColumns);
        var (slab, column) = (chunk / blocks, chunk % blocks * ReduceKernel<T>.BlockColumns);
        var columns = Math.Min(ReduceKernel<T>.BlockColumns, inner - column);
        kernel.Columns(x + ((nint)slab * reduced * inner) + column, reduced, inner, y + ((nint)slab * inner) + column, columns, frame.Scratch(worker));
    }
}
