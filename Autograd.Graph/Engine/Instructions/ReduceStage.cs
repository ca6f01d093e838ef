using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>A reduction of each row to one element, in the fixed order of 16 lanes.</summary>
internal sealed unsafe class ReduceStage<T>(
    string description, ReduceKernel<T> kernel, int source, int target, int rows, int length) : RowStage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => description;

    public override ImmutableArray<int> Sources => [source];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost =>
        new(rows * ReduceKernel<T>.Operations(length), (((long)rows * length) + rows) * sizeof(T));

    public override int Rows => rows;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Frame<T> frame, int worker, int start, int end) =>
        kernel.Rows(frame.Address(source) + ((nint)start * length), length, frame.Address(target) + start, end - start);
}
