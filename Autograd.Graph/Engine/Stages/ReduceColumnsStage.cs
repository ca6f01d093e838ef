using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// Reduces the middle of outer × reduced × inner elements, in the fixed order of 16 lanes, by blocks of columns.
/// </summary>
internal sealed unsafe class ReduceColumnsStage<T> : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReduceKernel<T> _kernel;
    private readonly int _source;
    private readonly int _target;
    private readonly int _reduced;
    private readonly int _inner;
    private readonly int _blocks;
    private readonly int _blocksPerPart;

    public ReduceColumnsStage(
        string description, ReduceKernel<T> kernel, int source, int target, int outer, int reduced, int inner)
    {
        (Description, _kernel, _source, _target, _reduced, _inner) =
            (description, kernel, source, target, reduced, inner);
        var elements = (long)outer * inner;
        Cost = new(elements * ReduceKernel<T>.Operations(reduced), ((elements * reduced) + elements) * sizeof(T));
        _blocks = outer * Ceiling(inner, ReduceKernel<T>.BlockColumns);
        _blocksPerPart =
            Math.Max(1, Ceiling(_blocks, CostModel.Parts(CostModel.OfElements(Cost), Math.Max(1, _blocks))));
    }

    public override string Description { get; }

    public override ImmutableArray<int> Sources => [_source];

    public override ImmutableArray<int> Targets => [_target];

    public override StageCost Cost { get; }

    // Its rows are blocks of columns.
    public override int Rows => _blocks;

    public override int? RowsPerPart => _blocksPerPart;

    public override int ScratchElements => ReduceKernel<T>.ScratchElements;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        T* x = workspace.Address(_source), y = workspace.Address(_target);
        var blocksInSlab = Ceiling(_inner, ReduceKernel<T>.BlockColumns);
        for (var block = start; block < end; block++)
        {
            var (slab, column) = (block / blocksInSlab, block % blocksInSlab * ReduceKernel<T>.BlockColumns);
            var columns = Math.Min(ReduceKernel<T>.BlockColumns, _inner - column);
            _kernel.Columns(x + ((nint)slab * _reduced * _inner) + column, _reduced, _inner,
                y + ((nint)slab * _inner) + column, columns, workspace.Scratch(worker));
        }
    }
}
