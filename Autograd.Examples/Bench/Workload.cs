using Autograd.Examples.Models;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Bench;

/// <summary>A training step to measure, and what the machine cannot do it faster than.</summary>
/// <param name="Name">What the peers' scripts know it by.</param>
/// <param name="Title">What a reader knows it by.</param>
/// <param name="StateTransfers">How often the update moves an array the size of the parameters, if they do not fit the
/// near caches.</param>
/// <param name="Create">Our step.</param>
/// <param name="ByHand">The same network and optimizer for the step by hand, if there is one.</param>
internal sealed record Workload(
    string Name, string Title, int StateTransfers, Func<DataSet, int, OurStep> Create, HandNet? ByHand)
{
    /// <summary>Parameters and gradient, and Adam's two moments: four arrays read, three written.</summary>
    private const int AdamTransfers = 7;

    public static Workload[] All { get; } =
    [
        new("sgd", "784-50-10 sigmoid, SGD, batch 100", 0, (data, threads) => OurStep.Create(
            TwoLayerNet.Create(data.Features, 50, data.Classes, Initializers.Normal(0.01), Key.From(1)),
            (net, x) => net.Scores(x, a => a.Sigmoid()), Optimizers.Sgd(0.1), data, 100, threads),
            new([784, 50, 10], 100, Relu: false, () => new HandSgd(0.1f))),
        new("adam", "784-512-512-10 relu, Adam, batch 128", AdamTransfers, (data, threads) => OurStep.Create(
            ThreeLayerNet.Create(data.Features, 512, data.Classes, Initializers.Normal(0.05), Key.From(1)),
            (net, x) => net.Scores(x), Optimizers.Adam(0.001), data, 128, threads),
            new([784, 512, 512, 10], 128, Relu: true, () => new HandAdam(0.001f))),
        new("convnet", "SimpleConvNet (30 filters of 5 × 5, pooling, 100, 10), Adam, batch 100", AdamTransfers,
            (data, threads) => OurStep.Create(
            SimpleConvNet.Create([1, 28, 28], data.Classes, Initializers.Normal(0.01), Key.From(1)),
            (net, x) => net.Scores(x), Optimizers.Adam(0.001), data, 100, threads),
            null),
    ];

    /// <summary>The bytes that the update cannot help moving.</summary>
    public long UpdateBytes(OurStep step) => StateTransfers * step.Parameters * sizeof(float);
}
