using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Engine;
using Xunit;

namespace Autograd.Properties.Training;

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
        AllocateNothing(step, SmallNet.Create(Features, 50, 3), threads, 10_000);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Neither_do_those_of_convolutional_networks(int threads, bool deep)
    {
        var options = new PlanOptions { Threads = threads };
        if (deep)
        {
            var step = Train.Step<DeepConvNet>((net, x, t) => net.Scores(x).SoftmaxCrossEntropy(t), Optimizers.Adam(0.001), options);
            AllocateNothing(step, DeepConvNet.Create([1, 28, 28], 3, Initializers.He, Key.From(3), filters: 8), threads, 20);
        }
        else
        {
            var step = Train.Step<SimpleConvNet>((net, x, t) => net.Scores(x).SoftmaxCrossEntropy(t), Optimizers.Adam(0.001), options);
            AllocateNothing(step, SimpleConvNet.Create([1, 28, 28], 3, Initializers.He, Key.From(3)), threads, 100);
        }
    }

    private static void AllocateNothing<TModel>(TrainStep<TModel> step, TModel model, int threads, int steps)
        where TModel : IParameterRecord<TModel>
    {
        var start = step.Start(model);
        Assert.True(
            step.PlanFor(start, Batch, Features).Instructions.Any(instruction => instruction.Parts > 1), "Helpers have nothing to do in this step: take a larger one.");
        var run = new TrainRun<TrainState<TModel>>(step, start);
        using var batches = SyntheticData.Noise(200, Features, 3).RandomBatches(Batch, Key.From(1)).GetEnumerator();
        Make(Math.Min(WarmUp, steps));
        Allocations.None(threads, () => Make(steps));

        void Make(int count)
        {
            for (var i = 0; i < count && batches.MoveNext(); i++) run.Step(batches.Current);
        }
    }
}
