using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>Reduces each row to one element, in the fixed order of 16 lanes.</summary>
internal sealed unsafe class ReduceRowsStage<T>(
    string description, ReduceKernel<T> kernel, int source, int target, int rows, int length) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Description => description;

    public override ImmutableArray<int> Sources => [source];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost =>
        new(rows * ReduceKernel<T>.Operations(length), (((long)rows * length) + rows) * sizeof(T));

    public override int Rows => rows;

    public override bool ReadsByRow(int source) => true;

    public override void Run(Workspace<T> workspace, int worker, int start, int end) =>
        kernel.Rows(
            workspace.Address(source) + ((nint)start * length), length, workspace.Address(target) + start, end - start);
}
