using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// A reduction of the middle of outer × reduced × inner elements, in the fixed order of 16 lanes, by blocks of columns.
/// </summary>
internal sealed unsafe class ReduceInstruction<T> : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReduceKernel<T> _kernel;
    private readonly int _source;
    private readonly int _target;
    private readonly int _reduced;
    private readonly int _inner;
    private readonly int _blocks;
    private readonly int _blocksPerPart;

    public ReduceInstruction(
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

    public override ImmutableArray<int> Buffers => [_source, _target];

    public override ImmutableArray<int> Targets => [_target];

    public override PlanCost Cost { get; }

    public override int Parts => Ceiling(_blocks, _blocksPerPart);

    public override int ScratchElements => ReduceKernel<T>.ScratchElements;

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        T* x = frame.Address(_source), y = frame.Address(_target);
        var across = Ceiling(_inner, ReduceKernel<T>.BlockColumns);
        var last = Math.Min(_blocks, end * _blocksPerPart);
        for (var block = start * _blocksPerPart; block < last; block++)
        {
            var (slab, column) = (block / across, block % across * ReduceKernel<T>.BlockColumns);
            var columns = Math.Min(ReduceKernel<T>.BlockColumns, _inner - column);
            _kernel.Columns(x + ((nint)slab * _reduced * _inner) + column, _reduced, _inner,
                y + ((nint)slab * _inner) + column, columns, frame.Scratch(worker));
        }
    }
}
