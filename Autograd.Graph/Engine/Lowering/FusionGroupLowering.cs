using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Fused;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Scheduling;
using Autograd.Graph.Engine.Stages;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Lowering;

/// <summary>
/// Turns an elementwise group into operations on slots. A slot is used again once its value has been read for the last
/// time.
/// </summary>
internal sealed class FusionGroupLowering<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NodeMap<Value> _values = new();
    private readonly Stack<int> _free = [];
    private readonly List<FusedBuffer> _buffers = [];
    private int _group;
    private int _slots;

    // The slot of a value in the current group; entries of earlier groups are ignored.
    private struct Value
    {
        public int Group;
        public int ReadersLeft;
        public int Slot;
        public bool IsBound;
    }

    public FusedStage<T> Lower(FusionGroup group, Func<Expr, int> bufferOf, Func<Expr, bool> isStored)
    {
        _group++;
        _slots = 0;
        _free.Clear();
        _buffers.Clear();
        foreach (var reading in group.Readings)
        {
            Bind(reading.Input, bufferOf(reading.Source), reading.Pattern, isTarget: false, reading.Source.Shape.Size);
        }

        foreach (var node in group.Nodes)
        {
            foreach (var input in node.Inputs) ValueOf(input).ReadersLeft++;
        }

        var steps = new FusedStep<T>[group.Nodes.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            var node = group.Nodes[i];
            steps[i] = Step(node, isStored(node) ? bufferOf(node) : null);
        }

        return new(Describe(group), group.Grid, new(steps, _slots), [.. _buffers]);
    }

    private FusedStep<T> Step(Expr node, int? stored)
    {
        Span<int> operands = stackalloc int[3];
        for (var i = 0; i < operands.Length; i++)
        {
            operands[i] = ValueOf(node.Inputs[Math.Min(i, node.Inputs.Length - 1)]).Slot;
        }

        foreach (var input in node.Inputs) Release(ref ValueOf(input));
        var target = stored is { } buffer
            ? Bind(node, buffer, BroadcastPattern.Full, isTarget: true, node.Shape.Size)
            : ValueOf(node).Slot = _free.TryPop(out var slot) ? slot : _slots++;
        return new(TileKernels<T>.For((Elementwise)node.Op), operands[0], operands[1], operands[2], target);
    }

    private int Bind(Expr value, int buffer, BroadcastPattern pattern, bool isTarget, int elements)
    {
        _buffers.Add(new(_slots, buffer, pattern, isTarget, elements));
        ref var known = ref ValueOf(value);
        known.IsBound = true;
        return known.Slot = _slots++;
    }

    private ref Value ValueOf(Expr node)
    {
        ref var value = ref _values.Place(node, out _);
        if (value.Group != _group) value = new Value { Group = _group };
        return ref value;
    }

    // Only scratch slots are reused: a bound slot stays with its buffer.
    private void Release(ref Value input)
    {
        if (--input.ReadersLeft == 0 && !input.IsBound) _free.Push(input.Slot);
    }

    // Built on demand: most plans are never explained.
    private static Func<string> Describe(FusionGroup group)
    {
        const int Most = 12;
        var (grid, count) = (group.Grid, group.Nodes.Length);
        ImmutableArray<Op> ops = [.. group.Nodes.Take(Most).Select(node => node.Op)];
        return () =>
            $"{grid.Rows} × {grid.Columns}: "
            + $"{string.Join(", ", ops.Select(op => op.Name))}{(count > Most ? $" and {count - Most} more" : "")}";
    }
}
