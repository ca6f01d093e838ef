using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Engine;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>Observing training changes nothing of it.</summary>
public sealed class ObservationLaws
{
    private static readonly DataSet Data = SmallNet.Data(40, 12, 4);
    private static readonly TrainStep<SmallNet> Step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Sgd(0.2), Runs.Alone);
    private static readonly TrainState<SmallNet> Start = Step.Start(SmallNet.Create(12, 9, 4));

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(100)]
    public void Every_look_shows_the_fold_up_to_it_and_the_mean_loss_since_the_last(int every)
    {
        var looks = Batches(23).Observe(Start, Step, every).ToArray();
        Assert.Equal([.. Enumerable.Range(1, 23).Where(i => i % every == 0 || i == 23)], looks.Select(look => look.Iteration));
        var last = 0;
        foreach (var look in looks)
        {
            // The states are compared after all steps are made: later ones have not changed them.
            States.AssertSame(Batches(look.Iteration).Fold(Start, Step), look.State);
            var losses = Enumerable.Range(last, look.Iteration - last).Select(i => LossAt(Batches(i).Fold(Start, Step), Batches(i + 1).Last()));
            Assert.Equal(losses.Average(), look.Loss, 1e-12);
            last = look.Iteration;
        }
    }

    [Fact]
    public void Walking_it_again_makes_the_same_steps_again()
    {
        var looks = Batches(9).Observe(Start, Step, 4);
        foreach (var (first, second) in looks.Zip(looks))
        {
            Assert.Equal((first.Iteration, first.Loss), (second.Iteration, second.Loss));
            States.AssertSame(first.State, second.State);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void A_cancelled_walk_ends_with_the_state_reached(int steps)
    {
        using var stop = new CancellationTokenSource();
        var looks = Cancelling(steps, stop).Observe(Start, Step, every: 4, stop.Token).ToArray();
        Assert.Equal(steps, looks.LastOrDefault()?.Iteration ?? 0);
        if (steps > 0) States.AssertSame(Batches(steps).Fold(Start, Step), looks[^1].State);
    }

    [Fact]
    public void Looks_that_nobody_takes_cost_no_steps()
    {
        var drawn = 0;
        var looks = Batches(100).Select(batch => (batch, drawn++).batch).Observe(Start, Step, 10).GetEnumerator();
        Assert.Equal(0, drawn);
        Assert.True(looks.MoveNext());
        Assert.Equal(10, drawn);
        Assert.Throws<ArgumentOutOfRangeException>(() => Batches(1).Observe(Start, Step, 0));
    }

    private static IEnumerable<Batch> Batches(int count) => Data.RandomBatches(7, Key.From(8)).Take(count);

    // The token is cancelled while the batch after the last step is drawn.
    private static IEnumerable<Batch> Cancelling(int steps, CancellationTokenSource stop)
    {
        foreach (var (i, batch) in Batches(100).Index())
        {
            if (i == steps) stop.Cancel();
            yield return batch;
        }
    }

    private static double LossAt(TrainState<SmallNet> state, Batch batch) => SmallNet.Loss(state.Parameters, batch.X, batch.T).Evaluate<float>().ToScalar();
}
