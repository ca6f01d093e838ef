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
    // What nearly every data set of this form has; another is compiled for when it is read.
    private const int UsualFeatures = 28 * 28;
    private const int UsualClasses = 10;

    private readonly (Key Weights, Key Batches) _keys = Key.From(options.Arguments.Seed).Split();

    // Weights are drawn while the data are being read: once, if the data have the usual shapes.
    private TrainState<TwoLayerNet>? _usual;

    public MnistArguments Arguments => options.Arguments;

    public TrainStep<TwoLayerNet> Step { get; } = Train.Step<TwoLayerNet>(
        (net, x, t) => net.Scores(x, options.Activation).SoftmaxCrossEntropy(t), options.Optimizer, Plan(options));

    public Func<TwoLayerNet, DataSet, double> Accuracy { get; } =
        Metrics.Accuracy<TwoLayerNet>((net, x) => net.Scores(x, options.Activation), Plan(options));

    public Func<TwoLayerNet, DataSet, ImmutableArray<int>> Predictions { get; } =
        Metrics.Predictions<TwoLayerNet>((net, x) => net.Scores(x, options.Activation), Plan(options));

    /// <summary>Compiles the step for the usual shapes, while the data are being read.</summary>
    public void Prepare() => Step.Prepare(_usual = Start(UsualFeatures, UsualClasses), Arguments.Batch, UsualFeatures);

    public TrainState<TwoLayerNet> Start(DataSet data) =>
        _usual is { } usual && (data.Features, data.Classes) == (UsualFeatures, UsualClasses) ? usual : Start(data.Features, data.Classes);

    public IEnumerable<Batch> Batches(DataSet data) => data.RandomBatches(Arguments.Batch, _keys.Batches).Take(Arguments.Iterations);

    private TrainState<TwoLayerNet> Start(int features, int classes) =>
        Step.Start(TwoLayerNet.Create(features, Arguments.Hidden, classes, Initializers.Normal(0.01), _keys.Weights));

    private static PlanOptions Plan(MnistOptions options) => new() { Threads = options.Arguments.Threads };
}
