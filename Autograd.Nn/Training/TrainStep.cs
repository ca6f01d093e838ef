using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Transforms;
using Autograd.Nn.Data;

namespace Autograd.Nn;

/// <summary>Makes training steps.</summary>
public static class Train
{
    /// <summary>One step of training as a pure function: forward pass, backward pass and update in one plan.</summary>
    /// <param name="loss">The loss of a model on inputs [n, features] and labels [n] (indices): a scalar.</param>
    /// <param name="optimizer">How gradients become updates.</param>
    /// <param name="options">How the plan runs.</param>
    /// <example><code>
    /// var step = Train.Step&lt;TwoLayerNet&gt;(Loss, Optimizers.Sgd(0.1));
    /// var trained = data.RandomBatches(100, key).Take(10_000).Fold(step.Start(net), step);
    /// </code></example>
    public static TrainStep<TModel> Step<TModel>(Func<TModel, Expr, Expr, Expr> loss, GradientTransform optimizer, PlanOptions? options = null)
        where TModel : IParameterRecord<TModel>
        => new(loss, optimizer, options ?? PlanOptions.Default);
}

/// <summary>A pure function from a state and a batch to the next state. It is traced once for each size of batch.</summary>
/// <typeparam name="TModel">The type of the model.</typeparam>
public sealed class TrainStep<TModel>
    where TModel : IParameterRecord<TModel>
{
    private readonly Func<TModel, Expr, Expr, Expr> _loss;
    private readonly GradientTransform _optimizer;
    private readonly PlanOptions _options;
    private readonly Lock _gate = new();
    private ImmutableList<Made> _plans = [];

    internal TrainStep(Func<TModel, Expr, Expr, Expr> loss, GradientTransform optimizer, PlanOptions options) =>
        (_loss, _optimizer, _options) = (loss, optimizer, options);

    private sealed record Made(TrainState<TModel> Like, int Size, int Features, Plan<float> Plan);

    /// <summary>The state before the first step.</summary>
    public TrainState<TModel> Start(TModel parameters) => new(parameters, _optimizer.Start(parameters));

    /// <summary>The state after one step.</summary>
    public TrainState<TModel> Apply(TrainState<TModel> state, Batch batch)
    {
        var run = new TrainRun<TModel>(this, state);
        run.Step(batch);
        return run.State();
    }

    /// <summary>The loss of a batch at a state, and the state after the step: as graphs.</summary>
    /// <param name="state">A state, of variables or values.</param>
    /// <param name="x">Inputs, [n, features].</param>
    /// <param name="t">Labels, [n].</param>
    public (TrainState<TModel> State, Expr Loss) Graph(TrainState<TModel> state, Expr x, Expr t)
    {
        ArgumentNullException.ThrowIfNull(state);
        var loss = _loss(state.Parameters, x, t);
        if (_options.Stable) loss = Stabilize.Apply(loss);
        var (parameters, optimizer) = _optimizer.Step(loss.Gradient(state.Parameters), state.Optimizer, state.Parameters);
        return (new(parameters, optimizer), loss);
    }

    /// <summary>Compiles the step before there is data: a dry run on zeros, so that the first real step is as fast as the others.</summary>
    /// <param name="like">A state of the right structure and shapes.</param>
    /// <param name="size">Examples in a batch.</param>
    /// <param name="features">The length of an input row.</param>
    public void Prepare(TrainState<TModel> like, int size, int features) => PlanFor(like, size, features).NewFrame().Run();

    /// <summary>
    /// The plan of a step from a state like the given one: its inputs are the state's leaves, x and t, its outputs the next
    /// state's leaves and the loss. It is made once for each set of shapes and each configuration of the model.
    /// </summary>
    /// <param name="like">A state of the right structure and shapes.</param>
    /// <param name="size">Examples in a batch.</param>
    /// <param name="features">The length of an input row.</param>
    public Plan<float> PlanFor(TrainState<TModel> like, int size, int features)
    {
        ArgumentNullException.ThrowIfNull(like);
        lock (_gate)
        {
            if (_plans.Find(made => (made.Size, made.Features) == (size, features) && made.Like.IsLike(like)) is { } known) return known.Plan;
            var state = like.Map((Leaf leaf) => Prelude.Variable(leaf.Path, leaf.Value.Type));
            var x = Prelude.Variable("x", [size, features]);
            var t = Prelude.Variable("t", new TensorType([size], ElementKind.Index));
            var (next, loss) = Graph(state, x, t);
            var (before, after) = (Values(state), Values(next));
            var plan = Plan<float>.Make([.. before, x, t], [.. after, loss], _options, feeds: after.Select((_, leaf) => (leaf, leaf)));
            _plans = _plans.Add(new(state, size, features, plan));
            return plan;
        }
    }

    private static ImmutableArray<Expr> Values(TrainState<TModel> state) => [.. state.Leaves().Select(leaf => leaf.Value)];
}
