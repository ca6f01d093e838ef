using System.Collections.Immutable;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// Moves a block of elements between two buffers, seen through strides; first fills the target with zeros if it must.
/// </summary>
internal sealed unsafe class CopyInstruction<T>(string description, int source, View from, int target, View to,
    Shape block, bool clear, int targetElements) : Instruction<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private const int PartElements = 1 << 15;

    // Rows of the outermost axis are the unit of work; a padded target is cleared as a whole, so it is one part.
    private readonly int _rows = block.Rank == 0 ? 1 : block[0];
    private readonly int _rowsPerPart = clear || block.Rank == 0 ? int.MaxValue
        : Math.Max(1, PartElements / Math.Max(1, block.Size / Math.Max(1, block[0])));

    public override string Description => description;

    public override ImmutableArray<int> Buffers => [source, target];

    public override PlanCost Cost => new(0, (2L * block.Size + (clear ? targetElements : 0)) * sizeof(T));

    public override ImmutableArray<int> Targets => [target];

    public override int Parts => block.Size == 0 && !clear ? 0 : Math.Max(1, Ceiling(_rows, _rowsPerPart));

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        if (frame.TypeOf(source).Kind == ElementKind.Real)
        {
            Run(frame.Address(source), frame.Address(target), start, end);
        }
        else Run(frame.IndexAddress(source), frame.IndexAddress(target), start, end);
    }

    private void Run<TElement>(TElement* x, TElement* y, int start, int end)
        where TElement : unmanaged
    {
        if (clear) new Span<TElement>(y, targetElements).Clear();
        if (block.Size == 0) return;
        x += from.Offset;
        y += to.Offset;
        if (block.Rank == 0)
        {
            *y = *x;
            return;
        }

        var first = (int)Math.Min((long)start * _rowsPerPart, _rows);
        var rows = (int)Math.Min((long)end * _rowsPerPart, _rows) - first;
        StridedCopy.Run(x + ((nint)first * from.Strides[0]), from.Strides.AsSpan(), y + ((nint)first * to.Strides[0]),
            to.Strides.AsSpan(), Rows(stackalloc int[block.Rank], rows));
    }

    private ReadOnlySpan<int> Rows(Span<int> shape, int rows)
    {
        block.Axes.AsSpan().CopyTo(shape);
        shape[0] = rows;
        return shape;
    }
}
