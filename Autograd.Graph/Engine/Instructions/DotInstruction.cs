using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// A matrix product split by columns: for few rows and a large right matrix, which is then packed once by all threads
/// together.
/// </summary>
internal sealed unsafe class DotInstruction<T> : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsEnough = 384;
    private const int ColumnGranularity = 64;

    private readonly DotBuffers _dot;
    private readonly int _columnsPerPart;

    public DotInstruction(string description, DotBuffers dot)
    {
        (Description, _dot) = (description, dot);
        var parts = CostModel.Parts(CostModel.OfProducts(Cost), Math.Max(1, dot.Shape.Columns / ColumnGranularity));
        _columnsPerPart = Ceiling(Ceiling(dot.Shape.Columns, parts), ColumnGranularity) * ColumnGranularity;
    }

    /// <summary>Whether a product is better split by columns than by rows.</summary>
    public static bool Suits(in DotBuffers dot) =>
        dot.Batch == 1 && dot.Shape.Rows < RowsEnough && dot.Shape.Columns > dot.Shape.Rows;

    public override string Description { get; }

    public override ImmutableArray<int> Buffers => [_dot.A, _dot.B, _dot.C];

    public override ImmutableArray<int> Targets => [_dot.C];

    public override PlanCost Cost => _dot.Cost<T>();

    public override int Parts => Ceiling(_dot.Shape.Columns, _columnsPerPart);

    public override int ScratchElements => MatrixProduct.ScratchElements<T>(_dot.Shape);

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var (first, shape) = (start * _columnsPerPart, _dot.Shape);
        var last = Math.Min(shape.Columns, end * _columnsPerPart);
        MatrixProduct.Multiply(
            shape with { Columns = last - first },
            frame.Address(_dot.A),
            frame.Address(_dot.B) + (first * shape.BColumn),
            frame.Address(_dot.C) + first,
            frame.Scratch(worker));
    }
}
