using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Graph.Engine;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>Training leaves nothing to the garbage collector, on any thread, however long it goes on.</summary>
[Collection(nameof(Undisturbed))]
public sealed class StepAllocationLaws
{
    private const int WarmUp = 100;
    private const int Batch = 50;
    private const int Features = 784;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Ten_thousand_steps_allocate_nothing_and_no_garbage_is_collected(int threads)
    {
        var step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Adam(0.001), new PlanOptions { Threads = threads });
        AllocateNothing(step, step.Start(SmallNet.Create(Features, 50, 3)), threads, 10_000);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(1, true)]
    [InlineData(3, true)]
    public void Neither_do_those_of_convolutional_networks(int threads, bool deep)
    {
        var options = new PlanOptions { Threads = threads };
        if (deep)
        {
            // With dropout: each step draws from the key of its own, and passes on the next.
            var step = Train.Step<DeepConvNet>(
                (net, x, t, key) => net.TrainingScores(x, key).SoftmaxCrossEntropy(t), Optimizers.Adam(0.001), options);
            AllocateNothing(step, step.Start(DeepConvNet.Create(
                [1, 28, 28], 3, Initializers.He, Key.From(3), filters: 8), KeyChain.From(Key.From(4))), threads, 20);
        }
        else
        {
            var step = Train.Step<SimpleConvNet>(
                (net, x, t) => net.Scores(x).SoftmaxCrossEntropy(t), Optimizers.Adam(0.001), options);
            AllocateNothing(
                step, step.Start(SimpleConvNet.Create([1, 28, 28], 3, Initializers.He, Key.From(3))), threads, 100);
        }
    }

    private static void AllocateNothing<TState>(Step<TState> step, TState start, int threads, int steps)
        where TState : IParameterRecord<TState>
    {
        Assert.True(
            step.PlanFor(start, Batch, Features).Pipelines.Any(pipeline => pipeline.Parts > 1),
            "Helpers have nothing to do in this step: take a larger one.");
        var run = new StepRun<TState>(step, start);
        using var batches = SyntheticData.Noise(200, Features, 3).RandomBatches(Batch, Key.From(1)).GetEnumerator();
        Make(Math.Min(WarmUp, steps));
        Allocations.None(threads, () => Make(steps));

        void Make(int count)
        {
            for (var i = 0; i < count && batches.MoveNext(); i++) run.Step(batches.Current);
        }
    }
}
