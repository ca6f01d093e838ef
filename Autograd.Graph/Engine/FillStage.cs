using System.Collections.Immutable;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Stages;

namespace Autograd.Graph.Engine;

/// <summary>Writes the rows of an input on the threads of the plan, which will read the same rows.</summary>
internal sealed unsafe class FillStage<T, TRows>(int input, int rows, int columns) : Stage<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    where TRows : struct, IRows<T>
{
    private readonly int _rowsPerPart =
        Math.Max(1, Ceiling(rows, CostModel.Parts(CostModel.OfElements(CostOf(rows, columns)), Math.Max(1, rows))));

    /// <summary>The rows that the next run copies.</summary>
    public TRows Source { get; set; }

    public override string Description => $"fill {rows} rows of {columns}";

    public override ImmutableArray<int> Sources => [];

    public override ImmutableArray<int> Targets => [input];

    public override StageCost Cost => CostOf(rows, columns);

    public override int Rows => rows;

    public override int? RowsPerPart => _rowsPerPart;

    public override void Run(Workspace<T> workspace, int worker, int start, int end) =>
        Source.CopyRows(
            start, end, new Span<T>(workspace.Address(input) + ((nint)start * columns), (end - start) * columns));

    private static StageCost CostOf(int rows, int columns) =>
        new((long)rows * columns, 2L * rows * columns * sizeof(T));
}
