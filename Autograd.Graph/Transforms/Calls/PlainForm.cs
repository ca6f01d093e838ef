using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>
/// A graph with every checkpointed function in the place of its calls: the graph that is differentiated.
/// </summary>
/// <remarks>
/// So a derivative through a checkpoint is that of the plain function, guards and signs included.
/// <see cref="Recomputation"/> brings the checkpoints back into the result.
/// </remarks>
internal sealed class PlainForm
{
    private readonly Dictionary<Expr, Expr> _plain = [];
    private readonly Dictionary<Expr, Expr> _given = [];
    private readonly Dictionary<Expr, CheckpointRegion> _homes = [];
    private readonly List<CheckpointRegion> _regions = [];
    private readonly HashSet<Expr> _late = [];
    private readonly bool _waiting;

    private PlainForm(ImmutableArray<Expr> order, bool waiting)
    {
        _waiting = waiting;
        var frames = new Stack<Frame>([new(order, _plain, null)]);
        while (frames.TryPeek(out var frame))
        {
            if (frame.Next == frame.Order.Length)
            {
                frames.Pop();
                if (frames.TryPeek(out var caller)) Return(frame, caller);
            }
            else if (frame.Order[frame.Next] is { Op: Call { Rules: RecomputeRules } call } node)
            {
                frames.Push(Entered(call, node, frame));
            }
            else
            {
                Step(frame);
            }
        }
    }

    /// <summary>The checkpointed calls, each after those whose results it reads and those within it.</summary>
    public IReadOnlyList<CheckpointRegion> Regions => _regions;

    /// <summary>The plain form of a node of the graph that was given.</summary>
    public Expr this[Expr given] => _plain[given];

    /// <summary>The plain form of some graphs; null where they have nothing to open.</summary>
    /// <param name="roots">The graphs.</param>
    /// <param name="waiting">Whether what waits for another node goes on waiting.</param>
    public static PlainForm? Of(IEnumerable<Expr> roots, bool waiting)
    {
        var order = Topology.InOrder(roots);
        foreach (var node in order)
        {
            if (node.Op is Call { Rules: RecomputeRules } || (!waiting && node.Op is OptimizationBarrier))
            {
                return new(order, waiting);
            }
        }

        return null;
    }

    /// <summary>Whether a node belongs to the plain form.</summary>
    public bool Contains(Expr node) => _given.ContainsKey(node) || _homes.ContainsKey(node);

    /// <summary>
    /// The node of the graph that was given which has the value of a plain one; null within a function.
    /// </summary>
    public Expr? Given(Expr plain) => _given.GetValueOrDefault(plain);

    /// <summary>The call within which a node is computed.</summary>
    public CheckpointRegion Home(Expr plain) => _homes[plain];

    private static Frame Entered(Call call, Expr node, Frame caller)
    {
        var made = new Dictionary<Expr, Expr>();
        for (var i = 0; i < node.Inputs.Length; i++) made[call.Body.Parameters[i]] = caller.Made[node.Inputs[i]];
        return new(Topology.InOrder([call.Body.Result]), made, new(caller.Region));
    }

    private void Step(Frame frame)
    {
        var node = frame.Order[frame.Next++];
        if (frame.Made.ContainsKey(node)) return;
        if (frame.Region is null && (node.Op is OptimizationBarrier || node.Inputs.Any(_late.Contains)))
        {
            _late.Add(node);
        }
        var plain = node.Op is OptimizationBarrier && !_waiting ? frame.Made[node.Inputs[0]]
            : Rewriter.WithInputs(node, frame.Made);
        Place(frame, node, IsPart(node) ? Packing.Unpacked(plain) : plain);
    }

    private void Return(Frame frame, Frame caller)
    {
        var result = frame.Made[frame.Order[^1]];
        frame.Region!.Outputs = [result, .. Packing.Parts(result)];
        _regions.Add(frame.Region);
        var node = caller.Order[caller.Next++];
        if (caller.Region is null && node.Inputs.Any(_late.Contains)) _late.Add(node);
        Place(caller, node, result);
    }

    private void Place(Frame frame, Expr node, Expr plain)
    {
        frame.Made[node] = plain;
        if (frame.Region is not null) PlaceWithin(frame.Region, plain);
        else if (!_given.TryGetValue(plain, out var known) || (_late.Contains(known) && !_late.Contains(node)))
        {
            _given[plain] = node;
        }
    }

    // Of calls that share a node, the last meets its cotangent first; a call around another has it for longer.
    private void PlaceWithin(CheckpointRegion region, Expr plain)
    {
        for (var at = region; at is not null; at = at.Outer) at.Interior.Add(plain);
        if (!_homes.TryGetValue(plain, out var home) || !region.IsWithin(home)) _homes[plain] = region;
    }

    // A leaf of a record that a call gave.
    private static bool IsPart(Expr node) => node switch
    {
        { Op: Slice, Inputs: [{ Op: Call { Rules: RecomputeRules } }] } => true,
        { Op: Reshape, Inputs: [{ Op: Slice } part] } => IsPart(part),
        _ => false,
    };

    // A graph that is being walked: that which was given, or a function's.
    private sealed record Frame(ImmutableArray<Expr> Order, Dictionary<Expr, Expr> Made, CheckpointRegion? Region)
    {
        public int Next { get; set; }
    }
}
