using System.Numerics;
using Autograd.Graph.Engine.Instructions;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Engine.Scheduling;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine;

/// <summary>Turns an elementwise region into steps on slots; a slot is free again once its value has been read for the last time.</summary>
internal sealed class RegionLowering<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<Expr, int> _slotOf = [];
    private readonly Dictionary<Expr, int> _readersLeft = [];
    private readonly Stack<int> _free = [];
    private readonly List<RegionBuffer> _buffers = [];
    private readonly HashSet<int> _bound = [];
    private int _slots;

    public static RegionStage<T> Lower(Unit unit, Func<Expr, int> bufferOf, Func<Expr, bool> isStored)
    {
        var lowering = new RegionLowering<T>();
        foreach (var reading in unit.Readings) lowering.Bind(reading.Input, bufferOf(reading.Source), reading.Spread, isTarget: false, reading.Source.Shape.Size);
        foreach (var input in unit.Nodes.SelectMany(node => node.Inputs))
        {
            lowering._readersLeft[input] = lowering._readersLeft.GetValueOrDefault(input) + 1;
        }

        var steps = unit.Nodes.Select(node => lowering.Step(node, isStored(node) ? bufferOf(node) : null)).ToArray();
        return new(Describe(unit), unit.Grid, new(steps, lowering._slots), [.. lowering._buffers]);
    }

    private RegionStep<T> Step(Expr node, int? stored)
    {
        var inputs = node.Inputs.Select(input => _slotOf[input]).ToArray();
        foreach (var input in node.Inputs) Release(input);
        var target = stored is { } buffer ? Bind(node, buffer, Spread.Full, isTarget: true, node.Shape.Size) : _slotOf[node] = _free.TryPop(out var slot) ? slot : _slots++;
        int Operand(int input) => inputs[Math.Min(input, inputs.Length - 1)];
        return new(TileKernels<T>.For((Elementwise)node.Op), Operand(0), Operand(1), Operand(2), target);
    }

    private int Bind(Expr value, int buffer, Spread spread, bool isTarget, int elements)
    {
        _buffers.Add(new(_slots, buffer, spread, isTarget, elements));
        _bound.Add(_slots);
        return _slotOf[value] = _slots++;
    }

    // Only scratch slots are reused: a bound slot stays with its buffer.
    private void Release(Expr input)
    {
        if (--_readersLeft[input] == 0 && !_bound.Contains(_slotOf[input])) _free.Push(_slotOf[input]);
    }

    private static string Describe(Unit unit) =>
        $"{unit.Grid.Rows} × {unit.Grid.Columns}: {string.Join(", ", unit.Nodes.Take(12).Select(node => node.Op.Name))}{(unit.Nodes.Length > 12 ? $" and {unit.Nodes.Length - 12} more" : "")}";
}
