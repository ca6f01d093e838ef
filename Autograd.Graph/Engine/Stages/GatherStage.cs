using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Sums;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// Takes slices at indices, or adds slices at indices: outer × (count ↔ length) × inner. With a single outer part, the
/// slices are the rows.
/// </summary>
internal sealed unsafe class GatherStage<T>(bool scatter, int source, int indices, int target, int outer, int length,
    int count, int inner, string indicesName) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _bySlice = outer == 1 && !scatter;
    private readonly ScatterSums<T> _sums = new(length, count, inner);

    public override string Description =>
        $"{(scatter ? "add" : "take")} {count} slices of {inner} {(scatter ? "to" : "from")} {length}";

    public override ImmutableArray<int> Sources => [source, indices];

    public override ImmutableArray<int> Targets => [target];

    public override StageCost Cost => new(scatter ? (long)outer * count * inner : 0,
        ((long)count * sizeof(int)) + (2L * outer * count * inner * sizeof(T)));

    public override int ScratchElements => scatter ? _sums.ScratchElements : 0;

    public override int Rows => _bySlice ? count : outer;

    public override bool ReadsByRow(int source) => _bySlice ? source == indices : source != indices;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var at = workspace.IndexAddress(indices);
        var (from, to) = _bySlice ? (start, end) : (0, count);
        for (var i = from; i < to; i++)
        {
            Indexing.Check(scatter ? nameof(ScatterAdd) : nameof(Gather), at[i], length, i, indicesName);
        }

        for (nint o = _bySlice ? 0 : start; o < (_bySlice ? 1 : end); o++)
        {
            if (scatter) _sums.Add(workspace.Address(source) + (o * count * inner), at,
                workspace.Address(target) + (o * length * inner), workspace.Scratch(worker));
            else
            {
                Take(workspace.Address(source) + (o * length * inner), at,
                    workspace.Address(target) + (o * count * inner),
                    from, to);
            }
        }
    }

    private void Take(T* x, int* at, T* y, int start, int end)
    {
        for (nint i = start; i < end; i++)
        {
            new ReadOnlySpan<T>(x + ((nint)at[i] * inner), inner).CopyTo(new Span<T>(y + (i * inner), inner));
        }
    }
}
