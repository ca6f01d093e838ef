using System.Collections.Immutable;
using Autograd.Examples.Harness;
using Autograd.Examples.Models;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Mnist;

/// <summary>What is trained, and how: the network, the loss, the step, the batches.</summary>
/// <param name="lab">What is asked for.</param>
internal sealed class MnistTraining(Lab lab)
{
    /// <summary>Pixels of an image of MNIST.</summary>
    public const int UsualFeatures = 28 * 28;

    /// <summary>Classes of MNIST.</summary>
    public const int UsualClasses = 10;

    private const int StepsBetweenLooks = 100;

    private readonly (Key Weights, Key Batches) _keys = lab.Key.Split();
    private readonly Func<Expr, Expr> _activation = MnistSettings.ActivationOf(lab);
    private readonly int _batch = lab.Get(MnistSettings.Batch);

    private readonly TrainStep<TwoLayerNet> _step = StepOf(lab);

    // Weights are drawn while the data are being read: once, if the data have the usual shapes.
    private TrainState<TwoLayerNet>? _usual;

    /// <summary>Compiles the step for the usual shapes, while the data are being read.</summary>
    public void Prepare() => _step.Prepare(_usual = Start(UsualFeatures, UsualClasses), _batch, UsualFeatures);

    /// <summary>The state before the first step.</summary>
    /// <param name="data">What the network will learn from.</param>
    public TrainState<TwoLayerNet> Start(DataSet data) =>
        _usual is { } usual && (data.Features, data.Classes) == (UsualFeatures, UsualClasses) ? usual
            : Start(data.Features, data.Classes);

    /// <summary>Trains, and measures the accuracies at the end of each epoch and of the training.</summary>
    /// <param name="start">Where it starts.</param>
    /// <param name="train">The images that it learns from.</param>
    /// <param name="test">The images that it is tested on.</param>
    /// <exception cref="OperationCanceledException">It was stopped before its first step.</exception>
    public Course<TwoLayerNet> Run(TrainState<TwoLayerNet> start, DataSet train, DataSet test)
    {
        var accuracy = Metrics.Accuracy<TwoLayerNet>((net, x) => net.Scores(x, _activation), lab.Plan);
        var perEpoch = PerEpoch(train);
        return new CourseRun<TrainState<TwoLayerNet>, TwoLayerNet>(
            Pace.Of(MnistSettings.Length.Steps(lab, perEpoch), perEpoch, StepsBetweenLooks),
            train.RandomBatches(_batch, _keys.Batches), start, _step, state => state.Parameters,
            net => new(accuracy(net, test), accuracy(net, train))).Run(lab, lab.Stop);
    }

    /// <summary>Steps of an epoch.</summary>
    /// <param name="train">The images that it learns from.</param>
    public int PerEpoch(DataSet train) => Math.Max(1, train.Count / _batch);

    /// <summary>The class that a network takes each image for.</summary>
    /// <param name="net">The network.</param>
    /// <param name="data">The images.</param>
    public ImmutableArray<int> Predictions(TwoLayerNet net, DataSet data) =>
        Metrics.Predictions<TwoLayerNet>((model, x) => model.Scores(x, _activation), lab.Plan)(net, data);

    private static TrainStep<TwoLayerNet> StepOf(Lab lab)
    {
        var activation = MnistSettings.ActivationOf(lab);
        return Train.Step<TwoLayerNet>(
            (net, x, t) => net.Scores(x, activation).SoftmaxCrossEntropy(t), MnistSettings.OptimizerOf(lab), lab.Plan);
    }

    private TrainState<TwoLayerNet> Start(int features, int classes) => _step.Start(
        TwoLayerNet.Create(features, lab.Get(MnistSettings.Hidden), classes, Initializers.Normal(0.01), _keys.Weights));
}
