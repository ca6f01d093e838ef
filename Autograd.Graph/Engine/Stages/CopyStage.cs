using System.Collections.Immutable;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// Copies a block of elements between two buffers with strides of their own, after clearing the target if it has other
/// elements.
/// </summary>
internal sealed unsafe class CopyStage<T>(string description, int source, View from, int target, View to,
    Shape block, bool clear, int targetElements) : Stage<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private const int PartElements = 1 << 15;

    // Its rows are those of the outermost axis. A target that must be cleared is one part, cleared as a whole.
    private readonly int _rows = block.Rank == 0 ? 1 : block[0];
    private readonly int _rowsPerPart = clear || block.Rank == 0 ? int.MaxValue
        : Math.Max(1, PartElements / Math.Max(1, block.Size / Math.Max(1, block[0])));

    public override string Description => description;

    public override ImmutableArray<int> Sources => [source];

    public override StageCost Cost => new(0, (2L * block.Size + (clear ? targetElements : 0)) * sizeof(T));

    public override ImmutableArray<int> Targets => [target];

    // A target without rows may have to be cleared all the same.
    public override int Rows => block.Size == 0 && !clear ? 0 : Math.Max(1, _rows);

    public override int? RowsPerPart => _rowsPerPart;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        if (workspace.TypeOf(source).Kind == ElementKind.Real)
        {
            Run(workspace.Address(source), workspace.Address(target), start, end);
        }
        else Run(workspace.IndexAddress(source), workspace.IndexAddress(target), start, end);
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

        StridedCopy.Run(x + ((nint)start * from.Strides[0]), from.Strides.AsSpan(), y + ((nint)start * to.Strides[0]),
            to.Strides.AsSpan(), ShapeOf(stackalloc int[block.Rank], end - start));
    }

    private ReadOnlySpan<int> ShapeOf(Span<int> shape, int rows)
    {
        block.Axes.AsSpan().CopyTo(shape);
        shape[0] = rows;
        return shape;
    }
}
