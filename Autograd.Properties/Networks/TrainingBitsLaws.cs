using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>Training has the bits of the reference interpreter, whatever the threads.</summary>
public sealed class TrainingBitsLaws
{
    public static TheoryData<string> Optimizers => ["SGD", "Momentum", "Adam"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Twenty_steps_of_a_small_network_have_the_bits_of_the_reference(string optimizer) =>
        AssertSameBits(SmallNet.Create(30, 17, 5), SmallNet.Data(60, 30, 5).RandomBatches(20, new(1, 2)).Take(20), optimizer, 1, 2, 3, 7);

    [Theory]
    [InlineData("SGD")]
    [InlineData("Momentum")]
    public void Steps_of_the_MNIST_network_have_the_bits_of_the_reference(string optimizer) =>
        AssertSameBits(SmallNet.Create(784, 50, 10), SmallNet.Data(300, 784, 10).RandomBatches(100, new(3, 4)).Take(2), optimizer, 1, 2, 3, 7);

    [Fact]
    public void Twenty_steps_of_the_MNIST_network_have_the_same_bits_with_any_number_of_threads()
    {
        var (net, batches) = (SmallNet.Create(784, 50, 10), SmallNet.Data(300, 784, 10).RandomBatches(100, new(5, 6)).Take(20));
        var one = Train.Step<SmallNet>(SmallNet.Loss, Named("Momentum"), new() { Threads = 1 });
        var expected = batches.Fold(one.Start(net), one);
        foreach (var way in Engine.Runs.Ways)
        {
            var step = Train.Step<SmallNet>(SmallNet.Loss, Named("Momentum"), way);
            States.AssertSame(expected, batches.Fold(step.Start(net), step));
        }
    }

    private static GradientTransform Named(string optimizer) => optimizer switch
    {
        "SGD" => Nn.Optimizers.Sgd(0.1),
        "Momentum" => Nn.Optimizers.Momentum(0.1),
        _ => Nn.Optimizers.Adam(0.01),
    };

    private static void AssertSameBits(SmallNet net, IEnumerable<Batch> batches, string optimizer, params int[] threads)
    {
        var reference = Train.Step<SmallNet>(SmallNet.Loss, Named(optimizer));
        var expected = States.ByReference(reference, reference.Start(net), batches);
        foreach (var count in threads)
        {
            var step = Train.Step<SmallNet>(SmallNet.Loss, Named(optimizer), new PlanOptions { Threads = count });
            States.AssertSame(expected, batches.Fold(step.Start(net), step));
        }
    }
}
