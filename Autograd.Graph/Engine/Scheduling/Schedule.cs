using System.Collections.Immutable;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>The fusion groups of a graph in the order in which they run, with the values that each reads.</summary>
internal sealed class Schedule
{
    private readonly GraphOrder _order;
    private readonly FusionGroup[] _groupOf;
    private readonly List<FusionGroup> _groups = [];
    private readonly bool[] _stored;
    private readonly int[] _readAt;
    private readonly bool _hasBarriers;
    private int _reading;

    private Schedule(ImmutableArray<Expr> roots)
    {
        _order = new GraphOrder(roots);
        var kept = new bool[_order.Count];
        foreach (var root in roots) kept[_order.PlaceOf(Storage(root))] = true;
        for (var node = 0; node < _order.Count; node++) _hasBarriers |= _order[node].Op is OptimizationBarrier;
        (_groupOf, _stored, _readAt) = (Fusion.Group(_order, kept), new bool[_order.Count], new int[_order.Count]);
    }

    /// <summary>The groups, each after those that it reads.</summary>
    public IReadOnlyList<FusionGroup> Groups => _groups;

    /// <summary>Whether a node's value needs a buffer, because another group or the caller reads it.</summary>
    public bool IsStored(Expr node) => _stored[_order.PlaceOf(node)];

    /// <summary>Schedules the nodes that some roots need, depth first from the first root.</summary>
    public static Schedule Of(ImmutableArray<Expr> roots)
    {
        var schedule = new Schedule(roots);
        foreach (var root in roots) schedule.Visit(Storage(root));
        return schedule;
    }

    /// <summary>The node whose buffer holds a value: a reshape or a barrier shares the buffer of its input.</summary>
    public static Expr Storage(Expr node)
    {
        while (node.Op is Reshape or OptimizationBarrier) node = node.Inputs[0];
        return node;
    }

    /// <summary>Whether a node has a buffer from the start.</summary>
    public static bool IsLeaf(Expr node) => node.Op is Variable or Literal;

    private void Visit(Expr root)
    {
        _stored[_order.PlaceOf(root)] = true;
        if (IsLeaf(root)) return;
        var open = new Stack<(FusionGroup Group, int Next)>();
        Open(open, GroupOf(root));
        while (open.TryPop(out var top))
        {
            var (group, next) = top;
            if (next == group.Barriers.Length + group.Readings.Length)
            {
                _groups.Add(group);
                continue;
            }

            open.Push((group, next + 1));
            var source = next < group.Barriers.Length ? group.Barriers[next]
                : group.Readings[next - group.Barriers.Length].Source;
            _stored[_order.PlaceOf(source)] = true;
            if (!IsLeaf(source)) Open(open, GroupOf(source));
        }
    }

    private void Open(Stack<(FusionGroup Group, int Next)> open, FusionGroup group)
    {
        if (group.IsScheduled) return;
        group.IsScheduled = true;
        Read(group);
        if (_hasBarriers)
        {
            group.Barriers = [.. group.Nodes.SelectMany(node => node.Inputs).SelectMany(BarriersOf).Distinct()];
        }
        open.Push((group, 0));
    }

    private FusionGroup GroupOf(Expr node) => _groupOf[_order.PlaceOf(node)];

    private void Read(FusionGroup group) => (group.Grid, group.Readings) = group.Last.Op switch
    {
        Elementwise => ReadGroup(group),
        Dot => (default, [.. group.Last.Inputs.Select(ReadMatrix)]),
        _ => (default, [.. group.Last.Inputs.Select(input => new Reading(input, Storage(input)))]),
    };

    private (Grid Grid, ImmutableArray<Reading> Readings) ReadGroup(FusionGroup group)
    {
        var inputs = InputsOf(group);
        var (grid, patterns) = GridFitting.For(group.Last.Shape,
            [.. inputs.Select(input => input.Op is BroadcastTo ? input.Inputs[0].Shape : (Shape?)null)]);
        var readings = ImmutableArray.CreateBuilder<Reading>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            readings.Add(inputs[i].Op is BroadcastTo && patterns[i] is { } pattern
                ? new Reading(inputs[i], Storage(inputs[i].Inputs[0]), pattern)
                : new Reading(inputs[i], Storage(inputs[i])));
        }

        return (grid, readings.MoveToImmutable());
    }

    // Single numbers come first: they cost no memory, and then no other group comes between a product and the group
    // that reads it.
    private List<Expr> InputsOf(FusionGroup group)
    {
        _reading++;
        var (numbers, others) = (new List<Expr>(), new List<Expr>());
        foreach (var node in group.Nodes)
        {
            foreach (var at in _order.InputsOf(_order.PlaceOf(node)))
            {
                if (_groupOf[at] == group || _readAt[at] == _reading) continue;
                _readAt[at] = _reading;
                var input = _order[at];
                var source = input.Op is BroadcastTo ? input.Inputs[0] : input;
                (source.Shape.Size > 1 ? others : numbers).Add(input);
            }
        }

        numbers.AddRange(others);
        return numbers;
    }

    // Leaves have values from the start, so there is nothing to wait for.
    private static IEnumerable<Expr> BarriersOf(Expr input)
    {
        for (; input.Op is ViewOp or OptimizationBarrier; input = input.Inputs[0])
        {
            if (input.Op is not OptimizationBarrier) continue;
            var signal = input.Inputs[1];
            while (signal.Op is ViewOp or OptimizationBarrier) signal = signal.Inputs[0];
            if (!IsLeaf(signal)) yield return signal;
        }
    }

    private static Reading ReadMatrix(Expr input)
    {
        if (input.Op is not Permute permute) return new Reading(input, Storage(input));
        var rank = input.Shape.Rank;
        var swapsLast = permute.Axes.SequenceEqual([.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]);
        return swapsLast ? new Reading(input, Storage(input.Inputs[0]), Transposed: true)
            : new Reading(input, Storage(input));
    }
}
