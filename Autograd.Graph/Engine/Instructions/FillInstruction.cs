using System.Collections.Immutable;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// Writes the rows of an input: work of the caller's that the plan's threads share, as they will share the rows.
/// </summary>
internal sealed unsafe class FillInstruction<T, TRows>(int input, int rows, int columns) : Instruction<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    where TRows : struct, IRows<T>
{
    private readonly int _rowsPerPart =
        Math.Max(1, Ceiling(rows, CostModel.Parts(CostModel.OfElements(CostOf(rows, columns)), Math.Max(1, rows))));

    /// <summary>What is written in the next run.</summary>
    public TRows Rows { get; set; }

    public override string Description => $"fill {rows} rows of {columns}";

    public override ImmutableArray<int> Buffers => [input];

    public override ImmutableArray<int> Targets => [input];

    public override PlanCost Cost => CostOf(rows, columns);

    public override int Parts => Ceiling(rows, _rowsPerPart);

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var (first, last) = (start * _rowsPerPart, Math.Min(rows, end * _rowsPerPart));
        Rows.CopyRows(
            first, last, new Span<T>(frame.Address(input) + ((nint)first * columns), (last - first) * columns));
    }

    private static PlanCost CostOf(int rows, int columns) => new((long)rows * columns, 2L * rows * columns * sizeof(T));
}
