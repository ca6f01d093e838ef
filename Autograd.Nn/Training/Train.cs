using Autograd.Graph;
using Autograd.Graph.Engine;

namespace Autograd.Nn;

/// <summary>Makes training steps: pure functions from a state and a batch to the next state, each one plan.</summary>
public static class Train
{
    /// <summary>A step of training.</summary>
    /// <param name="loss">The loss of a model on inputs [n, features] and labels [n] (indices): a scalar.</param>
    /// <param name="optimizer">How gradients become updates.</param>
    /// <param name="options">How the plan runs.</param>
    /// <example><code>
    /// var step = Train.Step&lt;TwoLayerNet&gt;(Loss, Optimizers.Sgd(0.1));
    /// var trained = data.RandomBatches(100, key).Take(10_000).Fold(step.Start(net), step);
    /// </code></example>
    public static TrainStep<TModel> Step<TModel>(
        Func<TModel, Expr, Expr, Expr> loss, GradientTransform optimizer, PlanOptions? options = null)
        where TModel : IParameterRecord<TModel>
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        return new(loss, optimizer, options);
    }

    /// <summary>
    /// A step of training of a model with a state of its own, such as the running statistics of batch normalisation.
    /// </summary>
    /// <param name="loss">From a model, its state, inputs and labels to the loss, a scalar, and the state for the next
    /// step.</param>
    /// <param name="optimizer">How gradients become updates; it sees the model only.</param>
    /// <param name="options">How the plan runs.</param>
    /// <example><code>
    /// var step = Train.Step&lt;Net, Statistics&gt;((net, statistics, x, t) => net.Loss(statistics, x, t),
    /// Optimizers.Sgd(0.01)); var trained = batches.Fold(step.Start(net, statistics), step);
    /// </code></example>
    public static TrainStep<TModel, TCarry> Step<TModel, TCarry>(
        Func<TModel, TCarry, Expr, Expr, (Expr Loss, TCarry Carry)> loss, GradientTransform optimizer,
        PlanOptions? options = null)
        where TModel : IParameterRecord<TModel>
        where TCarry : IParameterRecord<TCarry>
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        return new(loss, optimizer, options);
    }

    /// <summary>
    /// A step of training of a model that draws random numbers, as dropout does: each step has a key of its own.
    /// </summary>
    /// <param name="loss">The loss of a model on inputs, labels and a key.</param>
    /// <param name="optimizer">How gradients become updates.</param>
    /// <param name="options">How the plan runs.</param>
    /// <example><code>
    /// var step = Train.Step&lt;Net&gt;((net, x, t, key) => net.Scores(x.Dropout(0.2, key)).SoftmaxCrossEntropy(t),
    /// Optimizers.Sgd(0.01)); var trained = batches.Fold(step.Start(net, KeyChain.From(Key.From(1))), step);
    /// </code></example>
    public static TrainStep<TModel, KeyChain> Step<TModel>(
        Func<TModel, Expr, Expr, Expr, Expr> loss, GradientTransform optimizer, PlanOptions? options = null)
        where TModel : IParameterRecord<TModel>
    {
        ArgumentNullException.ThrowIfNull(loss);
        return Step<TModel, KeyChain>(
            (model, keys, x, t) => (loss(model, x, t, keys.Current), keys.Next()), optimizer, options);
    }

    /// <summary>
    /// Any other step: a graph from a state, inputs [n, features] and labels [n] to the next state and a loss to
    /// report.
    /// </summary>
    /// <param name="graph">The step.</param>
    /// <param name="options">How the plan runs.</param>
    public static Step<TState> Step<TState>(
        Func<TState, Expr, Expr, (TState State, Expr Loss)> graph, PlanOptions? options = null)
        where TState : IParameterRecord<TState> => new(graph, options);
}
