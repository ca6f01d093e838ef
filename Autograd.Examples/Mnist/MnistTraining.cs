using System.Collections.Immutable;
using Autograd.Examples.Models;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Mnist;

/// <summary>What is trained, and how: the network, the loss, the step, the batches.</summary>
internal sealed class MnistTraining(MnistOptions options)
{
    /// <summary>Pixels of an image of MNIST.</summary>
    public const int UsualFeatures = 28 * 28;

    /// <summary>Classes of MNIST.</summary>
    public const int UsualClasses = 10;

    private const int StepsBetweenLooks = 100;

    private readonly (Key Weights, Key Batches) _keys = Key.From(options.Arguments.Seed).Split();

    // Weights are drawn while the data are being read: once, if the data have the usual shapes.
    private TrainState<TwoLayerNet>? _usual;

    public MnistArguments Arguments => options.Arguments;

    public TrainStep<TwoLayerNet> Step { get; } = Train.Step<TwoLayerNet>(
        (net, x, t) => net.Scores(x, options.Activation).SoftmaxCrossEntropy(t), options.Optimizer, Plan(options));

    private readonly Func<TwoLayerNet, DataSet, double> _accuracy =
        Metrics.Accuracy<TwoLayerNet>((net, x) => net.Scores(x, options.Activation), Plan(options));

    public Func<TwoLayerNet, DataSet, ImmutableArray<int>> Predictions { get; } =
        Metrics.Predictions<TwoLayerNet>((net, x) => net.Scores(x, options.Activation), Plan(options));

    /// <summary>Compiles the step for the usual shapes, while the data are being read.</summary>
    public void Prepare() => Step.Prepare(_usual = Start(UsualFeatures, UsualClasses), Arguments.Batch, UsualFeatures);

    public TrainState<TwoLayerNet> Start(DataSet data) =>
        _usual is { } usual && (data.Features, data.Classes) == (UsualFeatures, UsualClasses) ? usual
            : Start(data.Features, data.Classes);

    public IEnumerable<Batch> Batches(DataSet data) =>
        data.RandomBatches(Arguments.Batch, _keys.Batches).Take(Arguments.Iterations);

    /// <summary>The training, look by look; the accuracies at the end of each epoch, and at the end.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="batches">What it learns from.</param>
    /// <param name="train">The images that it learns from.</param>
    /// <param name="test">The images that it is tested on.</param>
    /// <param name="stop">When cancelled, the next look is the last.</param>
    public IEnumerable<MnistLook> Looks(
        TrainState<TwoLayerNet> start, IEnumerable<Batch> batches, DataSet train, DataSet test, CancellationToken stop)
    {
        var perEpoch = Math.Max(1, train.Count / Arguments.Batch);
        foreach (var look in batches.Observe(start, Step, Experiments.Looks.Every(perEpoch, StepsBetweenLooks), stop))
        {
            var net = look.State.Parameters;
            var judges = look.Iteration % perEpoch == 0 || look.Iteration == Arguments.Iterations
                || stop.IsCancellationRequested;
            yield return new(look.Iteration, look.Loss, net,
                judges ? ((double)look.Iteration / perEpoch, _accuracy(net, train), _accuracy(net, test)) : null);
        }
    }

    private TrainState<TwoLayerNet> Start(int features, int classes) =>
        Step.Start(TwoLayerNet.Create(features, Arguments.Hidden, classes, Initializers.Normal(0.01), _keys.Weights));

    private static PlanOptions Plan(MnistOptions options) => new() { Threads = options.Arguments.Threads };
}
