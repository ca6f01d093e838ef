using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Instructions;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Engine.Scheduling;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine;

/// <summary>
/// Turns an elementwise region into steps on slots; a slot is free again once its value has been read for the last
/// time.
/// </summary>
internal sealed class FusionGroupLowering<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NodeMap<Value> _values = new();
    private readonly Stack<int> _free = [];
    private readonly List<FusedBuffer> _buffers = [];
    private int _region;
    private int _slots;

    // Where a value lies in the region at hand: what is known of it from another region does not count.
    private struct Value
    {
        public int Region;
        public int ReadersLeft;
        public int Slot;
        public bool IsBound;
    }

    public FusedStage<T> Lower(FusionGroup unit, Func<Expr, int> bufferOf, Func<Expr, bool> isStored)
    {
        _region++;
        _slots = 0;
        _free.Clear();
        _buffers.Clear();
        foreach (var reading in unit.Readings)
        {
            Bind(reading.Input, bufferOf(reading.Source), reading.Spread, isTarget: false, reading.Source.Shape.Size);
        }

        foreach (var node in unit.Nodes)
        {
            foreach (var input in node.Inputs) ValueOf(input).ReadersLeft++;
        }

        var steps = new FusedStep<T>[unit.Nodes.Length];
        for (var i = 0; i < steps.Length; i++)
        {
            var node = unit.Nodes[i];
            steps[i] = Step(node, isStored(node) ? bufferOf(node) : null);
        }

        return new(Describe(unit), unit.Grid, new(steps, _slots), [.. _buffers]);
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

    private int Bind(Expr value, int buffer, BroadcastPattern spread, bool isTarget, int elements)
    {
        _buffers.Add(new(_slots, buffer, spread, isTarget, elements));
        ref var known = ref ValueOf(value);
        known.IsBound = true;
        return known.Slot = _slots++;
    }

    private ref Value ValueOf(Expr node)
    {
        ref var value = ref _values.Place(node, out _);
        if (value.Region != _region) value = new Value { Region = _region };
        return ref value;
    }

    // Only scratch slots are reused: a bound slot stays with its buffer.
    private void Release(ref Value input)
    {
        if (--input.ReadersLeft == 0 && !input.IsBound) _free.Push(input.Slot);
    }

    // Written when it is asked for: most plans are never explained.
    private static Func<string> Describe(FusionGroup unit)
    {
        const int Most = 12;
        var (grid, count) = (unit.Grid, unit.Nodes.Length);
        ImmutableArray<Op> ops = [.. unit.Nodes.Take(Most).Select(node => node.Op)];
        return () =>
            $"{grid.Rows} × {grid.Columns}: "
            + $"{string.Join(", ", ops.Select(op => op.Name))}{(count > Most ? $" and {count - Most} more" : "")}";
    }
}
