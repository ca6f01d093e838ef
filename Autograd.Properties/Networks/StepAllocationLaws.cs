using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Engine;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>A fold allocates nothing from one step to the next.</summary>
[Collection(nameof(Undisturbed))]
public sealed class StepAllocationLaws
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_of_the_MNIST_network_allocates_nothing(int threads)
    {
        var data = SmallNet.Data(300, 784, 10);
        foreach (var optimizer in new[] { Optimizers.Sgd(0.1), Optimizers.Momentum(0.1), Optimizers.Adam(0.001) })
        {
            var step = Train.Step<SmallNet>(SmallNet.Loss, optimizer, new() { Threads = threads });
            Assert.Equal(0, Enumerable.Range(0, 5).Min(_ => AllocatedBySteps(data, step)));
        }
    }

    // Of several trials one is free of what happens once in a process.
    private static long AllocatedBySteps(DataSet data, TrainStep<SmallNet> step)
    {
        var (before, after) = (0L, 0L);
        data.RandomBatches(100, Key.From(1)).Take(61).Select((batch, i) =>
        {
            if (i == 10) before = GC.GetAllocatedBytesForCurrentThread();
            if (i == 60) after = GC.GetAllocatedBytesForCurrentThread();
            return batch;
        }).Fold(step.Start(SmallNet.Create(784, 50, 10)), step);
        Assert.InRange(before, 1, after);
        return after - before;
    }
}
