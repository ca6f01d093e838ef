using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>
/// Zeros to which values are added at slices, one after another: each part of the work takes some rows of the result.
/// </summary>
internal sealed unsafe class AddSlicesInstruction<T>(AddSlices op, ImmutableArray<int> sources, int target)
    : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long PartElements = 1 << 15;

    // Each part looks at every slice: that should be the smaller share of its work.
    private const long ElementsForASlice = 16;

    private readonly Shape _result = op.Shape;
    private readonly Slice[] _slices = [.. op.Slices];
    private readonly View[] _views = [.. op.Slices.Select(slice => slice.ViewOf(op.Shape))];
    private readonly int _rows = op.Shape.Rank == 0 ? 1 : op.Shape[0];
    private readonly long _added =
        op.Slices.Sum(slice => slice.Lengths.Aggregate(1L, (product, length) => product * length));

    public override string Description => $"{op.Name} of {_slices.Length} to {_result}";

    public override ImmutableArray<int> Buffers { get; } = [.. sources.Distinct(), target];

    public override ImmutableArray<int> Targets => [target];

    public override PlanCost Cost => new(_added, ((3 * _added) + _result.Size) * sizeof(T));

    public override int Parts => Ceiling(_rows, RowsPerPart);

    private int RowsPerPart
    {
        get
        {
            var elements = PartElements + (ElementsForASlice * _slices.Length);
            var parts = Math.Clamp((_result.Size + _added) / elements, 1, Math.Max(1, _rows));
            return Math.Max(1, Ceiling(_rows, (int)parts));
        }
    }

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        var y = frame.Address(target);
        var (first, last) = (start * RowsPerPart, (int)Math.Min(_rows, (long)end * RowsPerPart));
        var row = _rows == 0 ? 0 : _result.Size / _rows;
        new Span<T>(y + ((nint)first * row), (last - first) * row).Clear();
        for (var i = 0; i < _slices.Length; i++) Add(frame.Address(sources[i]), y, i, first, last);
    }

    private void Add(T* x, T* y, int i, int first, int last)
    {
        ref readonly var view = ref _views[i];
        if (_result.Rank == 0)
        {
            *y += *x;
            return;
        }

        var lengths = _slices[i].Lengths.Items.AsSpan();
        var (from, step) = (_slices[i].Starts.Items[0], _slices[i].Steps.Items[0]);
        var (begin, end) = (Math.Max(0, Ceiling(first - from, step)), Math.Min(lengths[0], Ceiling(last - from, step)));
        if (begin >= end) return;
        nint row = 1;
        foreach (var length in lengths[1..]) row *= length;
        if (row == 0) return;
        Span<int> rows = stackalloc int[lengths.Length];
        lengths.CopyTo(rows);
        rows[0] = end - begin;
        StridedAdd.Run(
            x + (begin * row), y + view.Offset + ((nint)begin * view.Strides[0]), view.Strides.AsSpan(), rows);
    }
}
