using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>Looks at a fold on its way: values, which end where the fold ends.</summary>
public sealed class ObservationLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(60, 9, 4);
    private static readonly IEnumerable<Batch> Batches = Data.RandomBatches(10, Key.From(1));

    private readonly TrainStep<SmallNet> _step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Adam(0.01));
    private readonly TrainState<SmallNet> _start;

    public ObservationLaws() => _start = _step.Start(SmallNet.Create(9, 7, 4));

    [Theory]
    [InlineData(12, 4, new[] { 4, 8, 12 })]
    [InlineData(13, 5, new[] { 5, 10, 13 })]
    [InlineData(3, 7, new[] { 3 })]
    [InlineData(0, 7, new int[0])]
    public void Each_look_is_the_fold_so_far_and_the_last_the_whole(int steps, int every, int[] iterations)
    {
        var looks = Batches.Take(steps).Observe(_start, _step, every).ToArray();
        Assert.Equal(iterations, looks.Select(look => look.Iteration));
        Assert.All(looks,
            look => Bits.AssertSame(Batches.Take(look.Iteration).Fold(_start, _step).Values(), look.State.Values()));
    }

    [Fact]
    public void Later_steps_do_not_change_an_earlier_look()
    {
        var looks =
            Batches.Take(12).Observe(_start, _step, 3).Select(look => (look.State, Then: Copies(look.State))).ToArray();
        Assert.All(looks, look => Bits.AssertSame(look.Then, look.State.Values()));
        for (var i = 1; i < looks.Length; i++) Assert.NotNull(Bits.Difference(looks[i - 1].Then[0], looks[i].Then[0]));
    }

    [Fact]
    public void Walking_again_makes_the_same_looks()
    {
        var looks = Batches.Take(10).Observe(_start, _step, 4);
        foreach (var (first, second) in looks.ToArray().Zip(looks.ToArray()))
        {
            Assert.Equal((first.Iteration, first.Loss), (second.Iteration, second.Loss));
            Bits.AssertSame(first.State.Values(), second.State.Values());
        }
    }

    [Fact]
    public void The_loss_is_that_of_the_batch_before_its_step()
    {
        var (state, looks) = (_start, 0);
        foreach (var (batch, look) in Batches.Zip(Batches.Take(4).Observe(_start, _step, 1)))
        {
            Assert.Equal(SmallNet.Loss(state.Parameters, batch.X, batch.T).Evaluate<float>().ToScalar(), look.Loss);
            (state, looks) = (look.State, looks + 1);
        }

        Assert.Equal(4, looks);
    }

    [Fact]
    public void The_loss_of_a_look_is_the_mean_since_the_last()
    {
        var losses = Batches.Take(11).Observe(_start, _step, 1).Select(look => look.Loss).ToArray();
        Assert.Equal(
            losses.Chunk(4).Select(since => since.Sum() / since.Length),
            Batches.Take(11).Observe(_start, _step, 4).Select(look => look.Loss));
    }

    [Theory]
    [InlineData(7, new[] { 5, 7 })]
    [InlineData(10, new[] { 5, 10 })]
    [InlineData(2, new[] { 2 })]
    [InlineData(0, new int[0])]
    public void Stopping_shows_the_state_reached_and_ends(int steps, int[] iterations)
    {
        using var stop = new CancellationTokenSource();
        var endless = Batches.Select((batch, i) =>
        {
            if (i == steps) stop.Cancel();
            Assert.True(i < steps + 5, "it goes on after it was stopped");
            return batch;
        });
        var looks = endless.Observe(_start, _step, 5, stop.Token).ToArray();
        Assert.Equal(iterations, looks.Select(look => look.Iteration));
        Assert.All(looks,
            look => Bits.AssertSame(Batches.Take(look.Iteration).Fold(_start, _step).Values(), look.State.Values()));
    }

    [Fact]
    public void Whoever_stops_at_a_look_gets_no_other()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<int>();
        foreach (var look in Batches.Observe(_start, _step, 5, stop.Token))
        {
            seen.Add(look.Iteration);
            Assert.True(seen.Count < 9, "it goes on after it was stopped");
            if (seen.Count == 2) stop.Cancel();
        }

        Assert.Equal([5, 10], seen);
    }

    [Fact]
    public void A_look_every_no_steps_is_refused_at_once() =>
        Assert.Equal("every",
            Assert.Throws<ArgumentOutOfRangeException>(() => { Batches.Observe(_start, _step, 0); }).ParamName);

    private static IReadOnlyList<Tensor> Copies(TrainState<SmallNet> state) =>
        [.. state.Values().Select(value => Tensor.Of(value.Shape, ((Tensor<float>)value).AsSpan()))];
}
