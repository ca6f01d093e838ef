using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// A matrix product, divided among threads by columns: for few rows and a large right matrix, which the threads
/// together pack once.
/// </summary>
internal sealed unsafe class DotByColumnsStage<T> : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsEnough = 384;
    private const int ColumnGranularity = 64;

    private readonly DotBuffers _dot;
    private readonly int _columnsPerPart;

    public DotByColumnsStage(string description, DotBuffers dot)
    {
        (Description, _dot) = (description, dot);
        var parts = CostModel.Parts(CostModel.OfProducts(Cost), Math.Max(1, dot.Shape.Columns / ColumnGranularity));
        _columnsPerPart = Ceiling(Ceiling(dot.Shape.Columns, parts), ColumnGranularity) * ColumnGranularity;
    }

    /// <summary>Whether a product is better divided by columns than by rows.</summary>
    public static bool Suits(in DotBuffers dot) =>
        dot.Batch == 1 && dot.Shape.Rows < RowsEnough && dot.Shape.Columns > dot.Shape.Rows;

    public override string Description { get; }

    public override ImmutableArray<int> Sources => [_dot.A, _dot.B];

    public override ImmutableArray<int> Targets => [_dot.C];

    public override StageCost Cost => _dot.Cost<T>();

    // Its rows are the columns of the product.
    public override int Rows => _dot.Shape.Columns;

    public override int? RowsPerPart => _columnsPerPart;

    public override int ScratchElements => MatrixProduct.ScratchElements<T>(_dot.Shape);

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var shape = _dot.Shape;
        MatrixProduct.Multiply(
            shape with { Columns = end - start },
            workspace.Address(_dot.A),
            workspace.Address(_dot.B) + (start * shape.BColumn),
            workspace.Address(_dot.C) + start,
            workspace.Scratch(worker));
    }
}
