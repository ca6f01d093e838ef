using System.Collections.Concurrent;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Search;

/// <summary>
/// Makes trials: one plan serves all learning rates and decays, so that a trial costs its steps only. Safe for several
/// threads.
/// </summary>
/// <param name="training">The images to learn from.</param>
/// <param name="validation">The images to judge by.</param>
/// <param name="epochs">Passes over the images.</param>
/// <param name="options">How plans run.</param>
internal sealed class TrialTraining(DataSet training, DataSet validation, int epochs, PlanOptions options)
{
    private const int Width = 100;
    private const int Batch = 100;

    private readonly TrainStep<Mlp> _step = Train.Step<Mlp>(
        (net, x, t) => net.Scores(x, Activations.Relu.Function).SoftmaxCrossEntropy(t),
        Optimizers.Adjustable(settings =>
            Optimizers.Chain(new AddDecayedWeights(settings[1]), Optimizers.Sgd(settings[0])), 0.01, 0), options);

    // Each takes turns with itself only, so a thread of its own needs one of its own.
    private readonly ConcurrentBag<Func<Mlp, DataSet, double>> _accuracies = [];

    /// <summary>Steps of an epoch.</summary>
    /// <param name="data">The images to learn from.</param>
    public static int StepsPerEpoch(DataSet data) => data.Count / Math.Min(Batch, data.Count);

    /// <summary>
    /// Trains the network of a trial and measures it as the book's Trainer does: after the first step of each epoch.
    /// </summary>
    public Outcome Run(Trial trial)
    {
        var (weights, order) = trial.Key.Split();
        var net = Mlp.Create([training.Features, Width, Width, Width, Width, Width, Width, training.Classes],
            Activations.Relu.Initializer, weights);
        var start = _step.Start(net);
        start = start with { Optimizer = start.Optimizer.WithSettings(trial.Rate, trial.Decay) };

        var (size, epoch) = (Math.Min(Batch, training.Count), StepsPerEpoch(training));
        var batches = training.RandomBatches(size, order);
        var first = _step.Apply(start, batches.First());
        var rest = batches.Skip(1).Take(epoch * (epochs - 1)).Observe(first, _step, epoch)
            .Select(look => look.State.Parameters);
        if (!_accuracies.TryTake(out var accuracy))
        {
            accuracy = Metrics.Accuracy<Mlp>((mlp, x) => mlp.Scores(x, Activations.Relu.Function), options);
        }

        var looked = Outcome.EpochsOfTraining(epochs).ToHashSet();
        var looks = rest.Prepend(first.Parameters)
            .Select((mlp, at) => (Training: looked.Contains(at) ? accuracy(mlp, training) : (double?)null,
                Validation: accuracy(mlp, validation))).ToArray();
        _accuracies.Add(accuracy);
        return new(trial, [.. looks.Select(look => look.Training).OfType<double>()],
            [.. looks.Select(look => look.Validation)]);
    }
}
