using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Engine;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>Training is a fold: pure outside, in place inside.</summary>
public sealed class FoldTrainingLaws
{
    private static readonly DataSet Data = SmallNet.Data(50, 12, 4);
    private static readonly TrainStep<SmallNet> Step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Momentum(0.2), Runs.Alone);
    private static readonly TrainState<SmallNet> Start = Step.Start(SmallNet.Create(12, 9, 4));

    private static IEnumerable<Batch> Batches => Data.RandomBatches(7, Key.From(8)).Take(23);

    [Fact]
    public void A_fold_is_the_step_applied_again_and_again() =>
        States.AssertSame(Batches.Aggregate(Start, Step.Apply), Batches.Fold(Start, Step));

    [Fact]
    public void A_fold_over_nothing_is_its_start() => Assert.Same(Start, Enumerable.Empty<Batch>().Fold(Start, Step));

    [Fact]
    public void A_fold_goes_on_where_another_ended() =>
        States.AssertSame(Batches.Fold(Start, Step), Batches.Skip(9).Fold(Batches.Take(9).Fold(Start, Step), Step));

    [Fact]
    public void A_step_is_pure()
    {
        var before = States.Values(Start);
        var (first, second) = (Step.Apply(Start, Batches.First()), Step.Apply(Start, Batches.First()));
        States.AssertSame(first, second);
        Bits.AssertSame(before, States.Values(Start));
        Assert.NotNull(Bits.Difference(before[0], States.Values(first)[0]));
    }

    [Fact]
    public void Batches_may_change_their_size_on_the_way()
    {
        Batch[] batches = [.. Data.OrderedBatches(20), .. Data.OrderedBatches(7), .. Data.OrderedBatches(20)];
        States.AssertSame(batches.Aggregate(Start, Step.Apply), batches.Fold(Start, Step));
        States.AssertSame(States.ByReference(Step, Start, batches), batches.Fold(Start, Step));
    }

    [Fact]
    public void A_model_of_other_configuration_is_trained_by_its_own_graph()
    {
        var relu = Step.Start(Start.Parameters with { Activation = "relu" });
        Batches.Fold(Start, Step);
        States.AssertSame(States.ByReference(Step, relu, Batches), Batches.Fold(relu, Step));
        Assert.Equal("relu", Batches.Fold(relu, Step).Parameters.Activation);
    }

    [Fact]
    public void Training_lowers_the_loss()
    {
        var end = Data.RandomBatches(10, Key.From(3)).Take(300).Fold(Start, Step).Parameters;
        var (x, t) = Data.OrderedBatches(50).Select(batch => (batch.X, batch.T)).Single();
        double Loss(SmallNet net) => SmallNet.Loss(net, x, t).Evaluate<float>().ToScalar();
        Assert.True(Loss(end) < 0.3 * Loss(Start.Parameters), $"{Loss(Start.Parameters)} became {Loss(end)}");
    }
}
