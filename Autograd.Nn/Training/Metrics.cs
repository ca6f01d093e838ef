using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn.Data;

namespace Autograd.Nn;

/// <summary>How good a model is.</summary>
public static class Metrics
{
    /// <summary>The fraction of rows whose largest score is at the label. Softmax would not change it.</summary>
    /// <param name="scores">Scores, [n, classes].</param>
    /// <param name="t">Labels, [n], as indices.</param>
    /// <exception cref="ShapeException">There is not one label for each row.</exception>
    public static Expr Accuracy(this Expr scores, Expr t)
    {
        ArgumentNullException.ThrowIfNull(t);
        var predicted = scores.ArgMax();
        return predicted.Type == t.Type
            ? predicted.ToReal().EqualTo(t.ToReal()).Mean()
            : throw new ShapeException(
                $"Accuracy: scores {scores.Shape} have labels {predicted.Type}, a class for each row, not {t.Type}.");
    }

    /// <summary>
    /// A function that gives the accuracy of a model on a data set, compiled once. Callers take turns.
    /// </summary>
    /// <param name="scores">The model's scores [n, classes] for inputs [n, features].</param>
    /// <param name="options">How the plan runs.</param>
    /// <param name="chunk">How many examples are scored at a time.</param>
    public static Func<TModel, DataSet, double> Accuracy<TModel>(
        Func<TModel, Expr, Expr> scores, PlanOptions? options = null, int chunk = 1000)
        where TModel : IParameterRecord<TModel>
    {
        var predictions = Predictions(scores, options, chunk);
        return (model, data) => ConfusionMatrix.Of(predictions(model, data), data).Accuracy;
    }

    /// <summary>
    /// A function that gives the class with the largest score for each example of a data set, compiled once. Callers
    /// take turns.
    /// </summary>
    /// <inheritdoc cref="Accuracy{TModel}"/>
    public static Func<TModel, DataSet, ImmutableArray<int>> Predictions<TModel>(
        Func<TModel, Expr, Expr> scores, PlanOptions? options = null, int chunk = 1000)
        where TModel : IParameterRecord<TModel>
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(chunk);
        var frames = new Dictionary<(int Size, int Features), Execution<float>>();
        TModel? like = default;
        var gate = new Lock();
        return (model, data) =>
        {
            using var turn = gate.EnterScope();
            if (like?.IsLike(model) != true) frames.Clear();
            like = model;
            if (data.Count == 0)
            {
                throw new ArgumentException("The data set has no examples to be right about.", nameof(data));
            }

            var leaves = model.Leaves();
            var classes = ImmutableArray.CreateBuilder<int>(data.Count);
            Execution<float>? set = null;
            foreach (var batch in data.OrderedBatches(chunk))
            {
                var size = (batch.Size, data.Features);
                if (!frames.TryGetValue(size, out var frame))
                {
                    frames[size] = frame = NewExecution(model, scores, size, options);
                }

                if (frame != set)
                {
                    for (var leaf = 0; leaf < leaves.Length; leaf++)
                    {
                        frame.Set(leaf, leaves[leaf].Value.Evaluate<float>());
                    }
                }

                set = frame;
                frame.Fill(leaves.Length, batch);
                frame.Run();
                classes.AddRange(frame.IndexOutput(0));
            }

            return classes.MoveToImmutable();
        };
    }

    private static Execution<float> NewExecution<TModel>(
        TModel like, Func<TModel, Expr, Expr> scores, (int Size, int Features) batch, PlanOptions? options)
        where TModel : IParameterRecord<TModel>
    {
        var model = like.Map((Leaf leaf) => Prelude.Variable(leaf.Path, leaf.Value.Type));
        var x = Prelude.Variable("x", [batch.Size, batch.Features]);
        return Plan<float>.Make([.. model.Leaves().Select(leaf => leaf.Value), x], [scores(model, x).ArgMax()], options)
            .NewExecution();
    }
}
