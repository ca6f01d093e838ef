using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Scheduling;

/// <summary>The units of a graph in the order in which they run, with what each reads.</summary>
internal sealed class Schedule
{
    private readonly GraphOrder _order;
    private readonly FusionGroup[] _unitOf;
    private readonly List<FusionGroup> _units = [];
    private readonly bool[] _stored;
    private readonly int[] _readAt;
    private readonly bool _hasWaits;
    private int _reading;

    private Schedule(ImmutableArray<Expr> roots)
    {
        _order = new GraphOrder(roots);
        var kept = new bool[_order.Count];
        foreach (var root in roots) kept[_order.PlaceOf(Storage(root))] = true;
        for (var node = 0; node < _order.Count; node++) _hasWaits |= _order[node].Op is OptimizationBarrier;
        (_unitOf, _stored, _readAt) = (Fusion.Group(_order, kept), new bool[_order.Count], new int[_order.Count]);
    }

    /// <summary>The units, each after those it reads.</summary>
    public IReadOnlyList<FusionGroup> Units => _units;

    /// <summary>Whether a node's value needs a buffer: another unit or the caller reads it.</summary>
    public bool IsStored(Expr node) => _stored[_order.PlaceOf(node)];

    /// <summary>Orders what some roots need, depth first from the first root.</summary>
    public static Schedule Of(ImmutableArray<Expr> roots)
    {
        var schedule = new Schedule(roots);
        foreach (var root in roots) schedule.Visit(Storage(root));
        return schedule;
    }

    /// <summary>
    /// The node in whose buffer a value lies: a reshape has the bytes of its input, and so has what only waits.
    /// </summary>
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
        var open = new Stack<(FusionGroup Unit, int Next)>();
        Open(open, UnitOf(root));
        while (open.TryPop(out var top))
        {
            var (unit, next) = top;
            if (next == unit.Waits.Length + unit.Readings.Length)
            {
                _units.Add(unit);
                continue;
            }

            open.Push((unit, next + 1));
            var source = next < unit.Waits.Length ? unit.Waits[next] : unit.Readings[next - unit.Waits.Length].Source;
            _stored[_order.PlaceOf(source)] = true;
            if (!IsLeaf(source)) Open(open, UnitOf(source));
        }
    }

    private void Open(Stack<(FusionGroup Unit, int Next)> open, FusionGroup unit)
    {
        if (unit.IsScheduled) return;
        unit.IsScheduled = true;
        Read(unit);
        if (_hasWaits) unit.Waits = [.. unit.Nodes.SelectMany(node => node.Inputs).SelectMany(WaitsFor).Distinct()];
        open.Push((unit, 0));
    }

    private FusionGroup UnitOf(Expr node) => _unitOf[_order.PlaceOf(node)];

    private void Read(FusionGroup unit) => (unit.Grid, unit.Readings) = unit.Last.Op switch
    {
        Elementwise => ReadRegion(unit),
        Dot => (default, [.. unit.Last.Inputs.Select(ReadMatrix)]),
        _ => (default, [.. unit.Last.Inputs.Select(input => new Reading(input, Storage(input)))]),
    };

    private (Grid Grid, ImmutableArray<Reading> Readings) ReadRegion(FusionGroup unit)
    {
        var inputs = InputsOf(unit);
        var (grid, spreads) = Grid.For(unit.Last.Shape,
            [.. inputs.Select(input => input.Op is BroadcastTo ? input.Inputs[0].Shape : (Shape?)null)]);
        var readings = ImmutableArray.CreateBuilder<Reading>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            readings.Add(inputs[i].Op is BroadcastTo && spreads[i] is { } spread
                ? new Reading(inputs[i], Storage(inputs[i].Inputs[0]), spread)
                : new Reading(inputs[i], Storage(inputs[i])));
        }

        return (grid, readings.MoveToImmutable());
    }

    // Single numbers come first: they cost no memory, and then nothing stands between a product and the region that
    // reads it.
    private List<Expr> InputsOf(FusionGroup unit)
    {
        _reading++;
        var (numbers, others) = (new List<Expr>(), new List<Expr>());
        foreach (var node in unit.Nodes)
        {
            foreach (var at in _order.InputsOf(_order.PlaceOf(node)))
            {
                if (_unitOf[at] == unit || _readAt[at] == _reading) continue;
                _readAt[at] = _reading;
                var input = _order[at];
                var source = input.Op is BroadcastTo ? input.Inputs[0] : input;
                (source.Shape.Size > 1 ? others : numbers).Add(input);
            }
        }

        numbers.AddRange(others);
        return numbers;
    }

    // A view of a number that stands in the graph is there from the start.
    private static IEnumerable<Expr> WaitsFor(Expr input)
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
