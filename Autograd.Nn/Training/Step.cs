using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn.Data;

namespace Autograd.Nn;

/// <summary>
/// A pure function from a state and a batch to the next state and a loss. It is traced once for each size of batch.
/// </summary>
/// <remarks>
/// The state is any record of expressions: what is learnt, what the optimizer remembers, running statistics, keys.
/// </remarks>
/// <typeparam name="TState">The type of the state.</typeparam>
public class Step<TState>
    where TState : IParameterRecord<TState>
{
    private readonly Func<TState, Expr, Expr, (TState State, Expr Loss)> _graph;
    private readonly PlanOptions _options;
    private readonly Lock _gate = new();
    private ImmutableList<Made> _plans = [];

    internal Step(Func<TState, Expr, Expr, (TState State, Expr Loss)> graph, PlanOptions? options)
    {
        ArgumentNullException.ThrowIfNull(graph);
        (_graph, _options) = (graph, options ?? PlanOptions.Default);
    }

    private sealed record Made(TState Like, int Size, int Features, Plan<float> Plan);

    /// <summary>The state after one step.</summary>
    /// <param name="state">The state before the step; it stays as it is.</param>
    /// <param name="batch">The examples.</param>
    public TState Apply(TState state, Batch batch)
    {
        var run = new StepRun<TState>(this, state);
        run.Step(batch);
        return run.State();
    }

    /// <summary>The loss of a batch at a state, and the state after the step: as graphs.</summary>
    /// <remarks>
    /// Leaves are places, as in a compiled step: two leaves that are one node are two parameters, each with its own
    /// gradient.
    /// To tie weights, use one leaf twice. Inputs and labels are data, whatever they are made of.
    /// </remarks>
    /// <param name="state">A state, of variables or values.</param>
    /// <param name="x">Inputs, [n, features].</param>
    /// <param name="t">Labels, [n].</param>
    public (TState State, Expr Loss) Graph(TState state, Expr x, Expr t)
    {
        var places = Places(state);
        var (next, loss) = _graph(places, x, t);
        var traced = new Pair<TState, Expr>(next, loss);
        var (after, before) = traced.Substitute(
            [.. places.Leaves().Zip(state.Leaves(), (place, leaf) => (place.Value, leaf.Value))]);
        return (after, before);
    }

    /// <summary>
    /// Compiles the step before there is data: a dry run on zeros, so that the first real step is as fast as the
    /// others.
    /// </summary>
    /// <param name="like">A state of the right structure and shapes.</param>
    /// <param name="size">Examples in a batch.</param>
    /// <param name="features">The length of an input row.</param>
    public void Prepare(TState like, int size, int features)
    {
        var frame = PlanFor(like, size, features).NewExecution();
        frame.GiveZeros();
        frame.Run();
    }

    /// <summary>
    /// The plan of a step from a state like the given one: its inputs are the state's leaves, x and t, its outputs the
    /// next state's leaves and the loss. It is made once for each set of shapes and each configuration of the model.
    /// </summary>
    /// <param name="like">A state of the right structure and shapes.</param>
    /// <param name="size">Examples in a batch.</param>
    /// <param name="features">The length of an input row.</param>
    /// <exception cref="ArgumentException">The next state is not like the state, or two draws of random numbers use one
    /// key.</exception>
    public Plan<float> PlanFor(TState like, int size, int features)
    {
        ArgumentNullException.ThrowIfNull(like);
        lock (_gate)
        {
            var known = _plans.Find(made =>
                (made.Size, made.Features) == (size, features) && made.Like.IsLike(like));
            if (known is not null) return known.Plan;
            var state = Places(like);
            var x = Prelude.Variable("x", [size, features]);
            var t = Prelude.Variable("t", new TensorType([size], ElementKind.Index));
            var (next, loss) = _graph(state, x, t);
            var (before, after) = (state.Leaves(), next.Leaves());
            ExpectSameTypes(before, after);
            var plan = Plan<float>.Make(
                [.. before.Select(leaf => leaf.Value), x, t],
                [.. after.Select(leaf => leaf.Value), loss],
                _options,
                feeds: after.Select((_, leaf) => (leaf, leaf)));
            _plans = _plans.Add(new(state, size, features, plan));
            return plan;
        }
    }

    // A variable for each leaf: what is done to one place is not done to another that holds the same node.
    private static TState Places(TState state) =>
        state.Map((Leaf leaf) => Prelude.Variable(leaf.Path, leaf.Value.Type));

    private static void ExpectSameTypes(ImmutableArray<Leaf> before, ImmutableArray<Leaf> after)
    {
        if (before.Length != after.Length)
        {
            throw new ArgumentException(
                $"A state of {before.Length} leaves became one of {after.Length}: "
                    + "a step keeps the structure of the state.");
        }

        foreach (var (old, now) in before.Zip(after))
        {
            if (old.Value.Type == now.Value.Type) continue;
            throw new ArgumentException(
                $"{old.Path} was {old.Value.Type} before the step and is {now.Value.Type} after it: a step keeps the "
                    + $"shapes of the state.");
        }
    }
}
