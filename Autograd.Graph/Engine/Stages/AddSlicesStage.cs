using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// Adds values to slices of a cleared result, one after another. Each part of the work computes some rows of the
/// result.
/// </summary>
internal sealed unsafe class AddSlicesStage<T>(AddSlices op, ImmutableArray<int> sources, int target)
    : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long PartElements = 1 << 15;

    // Each part visits every slice, so a part needs enough elements to make that cheap.
    private const long ElementsForASlice = 16;

    private readonly Shape _result = op.Shape;
    private readonly Slice[] _slices = [.. op.Slices];
    private readonly View[] _views = [.. op.Slices.Select(slice => slice.ViewOf(op.Shape))];
    private readonly int _rows = op.Shape.Rank == 0 ? 1 : op.Shape[0];
    private readonly long _added =
        op.Slices.Sum(slice => slice.Lengths.Aggregate(1L, (product, length) => product * length));

    public override string Description => $"{op.Name} of {_slices.Length} to {_result}";

    public override ImmutableArray<int> Sources { get; } = [.. sources.Distinct()];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost => new(_added, ((3 * _added) + _result.Size) * sizeof(T));

    public override int Rows => _rows;

    public override int? RowsPerPart
    {
        get
        {
            var elements = PartElements + (ElementsForASlice * _slices.Length);
            var parts = Math.Clamp((_result.Size + _added) / elements, 1, Math.Max(1, _rows));
            return Math.Max(1, Ceiling(_rows, (int)parts));
        }
    }

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var y = workspace.Address(target);
        var row = _rows == 0 ? 0 : _result.Size / _rows;
        new Span<T>(y + ((nint)start * row), (end - start) * row).Clear();
        for (var i = 0; i < _slices.Length; i++) Add(workspace.Address(sources[i]), y, i, start, end);
    }

    private void Add(T* x, T* y, int i, int first, int last)
    {
        ref readonly var view = ref _views[i];
        if (_result.Rank == 0)
        {
            *y += *x;
            return;
        }

        var shape = _slices[i].Lengths.Items.AsSpan();
        var (from, step) = (_slices[i].Starts.Items[0], _slices[i].Steps.Items[0]);
        var (begin, end) = (Math.Max(0, Ceiling(first - from, step)), Math.Min(shape[0], Ceiling(last - from, step)));
        if (begin >= end) return;
        nint row = 1;
        foreach (var length in shape[1..]) row *= length;
        if (row == 0) return;
        Span<int> rows = stackalloc int[shape.Length];
        shape.CopyTo(rows);
        rows[0] = end - begin;
        StridedAdd.Run(
            x + (begin * row), y + view.Offset + ((nint)begin * view.Strides[0]), view.Strides.AsSpan(), rows);
    }
}
