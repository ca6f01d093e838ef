using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>Training is a fold of a pure step.</summary>
public sealed class PlanFoldLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(60, 9, 4);
    private static readonly SmallNet Net = SmallNet.Create(9, 7, 4);

    public static TheoryData<string> Optimizers { get; } = ["SGD", "Momentum", "Adam"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_fold_is_its_step_applied_again_and_again(string name)
    {
        var step = Step(name);
        foreach (var steps in (ReadOnlySpan<int>)[0, 1, 2, 7, 8])
        {
            var batches = Data.RandomBatches(10, Key.From(1)).Take(steps);
            Bits.AssertSame(
                Applied(step, batches).Values(), batches.Fold(step.Start(Net), step).Values(), $"{steps} steps,");
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_fold_over_batches_of_changing_size_is_too(string name)
    {
        var (step, key) = (Step(name), Key.From(2));
        Batch[] batches =
        [
            .. Data.OrderedBatches(25), .. Data.RandomBatches(3, key).Take(2), .. Data.OrderedBatches(25),
            .. Data.RandomBatches(1, key).Take(3),
        ];
        var folded = batches.Fold(step.Start(Net), step).Values();
        Bits.AssertSame(Applied(step, batches).Values(), folded);
        var reference = batches.Aggregate(step.Start(Net), (state, batch) =>
            step.Graph(state, batch.X, batch.T).State.Evaluate<float, TrainState<SmallNet>>());
        Bits.AssertSame(reference.Values(), folded);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_fold_can_be_cut_anywhere(string name)
    {
        var (step, batches) = (Step(name), Data.ShuffledBatches(8, Key.From(3)));
        var half = batches.Take(5).Fold(step.Start(Net), step);
        Bits.AssertSame(
            batches.Take(11).Fold(step.Start(Net), step).Values(), batches.Skip(5).Take(6).Fold(half, step).Values());
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_step_changes_neither_its_state_nor_the_next_result(string name)
    {
        var (step, batch) = (Step(name), Data.RandomBatches(10, Key.From(4)).First());
        var start = Applied(step, Data.OrderedBatches(20));
        var before = start.Values();
        var once = step.Apply(start, batch).Values();
        Bits.AssertSame(once, step.Apply(start, batch).Values());
        Bits.AssertSame(before, start.Values());
        Assert.NotNull(Bits.Difference(before[0], once[0]));
    }

    [Fact]
    public void A_step_serves_networks_and_images_of_several_sizes()
    {
        var (step, wide) = (Step("Adam"), SmallNet.Create(9, 12, 4));
        var batches = Data.RandomBatches(10, Key.From(5)).Take(3);
        var narrow = batches.Fold(step.Start(Net), step).Values();
        Bits.AssertSame(batches.Fold(Step("Adam").Start(wide), Step("Adam")).Values(),
            batches.Fold(step.Start(wide), step).Values());
        Bits.AssertSame(narrow, batches.Fold(step.Start(Net), step).Values());
    }

    [Fact]
    public void A_fold_allocates_nothing_per_step()
    {
        var step = Step("Adam", new PlanOptions { Threads = 1 });
        long Allocated(int steps)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Data.RandomBatches(10, Key.From(6)).Take(steps).Fold(step.Start(Net), step);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Allocated(5);
        // Less than a byte for each of the 200 steps more: what a fold allocates, it allocates once.
        Assert.InRange(Allocated(250) - Allocated(50), -199, 199);
    }

    [Fact]
    public void Preparing_a_step_changes_no_result()
    {
        var (step, batches) = (Step("Momentum"), Data.RandomBatches(10, Key.From(7)).Take(3));
        step.Prepare(step.Start(Net), 10, 9);
        Bits.AssertSame(batches.Fold(Step("Momentum").Start(Net), Step("Momentum")).Values(),
            batches.Fold(step.Start(Net), step).Values());
    }

    private static TrainStep<SmallNet> Step(string name, PlanOptions? options = null) =>
        Train.Step<SmallNet>(SmallNet.Loss, name switch
        {
            "SGD" => Autograd.Nn.Optimizers.Sgd(0.5),
            "Momentum" => Autograd.Nn.Optimizers.Momentum(0.1),
            _ => Autograd.Nn.Optimizers.Adam(0.01),
        }, options);

    private static TrainState<SmallNet> Applied(TrainStep<SmallNet> step, IEnumerable<Batch> batches) =>
        batches.Aggregate(step.Start(Net), step.Apply);
}
