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
    private const int Steps = 10_000;
    private const int Window = 20;
    private const int Batch = 50;
    private const int Features = 784;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Ten_thousand_steps_allocate_nothing_and_no_garbage_is_collected(int threads)
    {
        var step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Adam(0.001), new PlanOptions { Threads = threads });
        var start = step.Start(SmallNet.Create(Features, 50, 3));
        Assert.True(
            step.PlanFor(start, Batch, Features).Instructions.Any(instruction => instruction.Parts > 1), "Helpers have nothing to do in this step: take a larger one.");
        var run = new TrainRun<TrainState<SmallNet>>(step, start);
        using var batches = SyntheticData.Noise(200, Features, 3).RandomBatches(Batch, Key.From(1)).GetEnumerator();
        Make(100);

        var (collections, own) = (GC.CollectionCount(0), GC.GetAllocatedBytesForCurrentThread());
        var (clean, windows) = (0, 0);
        // The test runner allocates every tenth of a second on a thread of its own: another window stands in for one that it disturbs.
        while (clean < Steps / Window && windows < 2 * Steps / Window)
        {
            var total = GC.GetTotalAllocatedBytes(precise: true);
            Make(Window);
            if (GC.GetTotalAllocatedBytes(precise: true) == total) clean++;
            windows++;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - own);
        Assert.True(clean >= Steps / Window, $"Of {windows} windows of {Window} steps only {clean} allocate nothing on any thread.");
        Assert.Equal(collections, GC.CollectionCount(0));

        void Make(int steps)
        {
            for (var i = 0; i < steps && batches.MoveNext(); i++) run.Step(batches.Current);
        }
    }
}
