using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>
/// Counts of steps go on past the whole numbers of <c>float</c>, and what depends on them stays right.
/// </summary>
public sealed class StepCountLaws
{
    private const long Most = (1L << 44) - 1;

    public static TheoryData<long> Counts { get; } =
        [0, 1, 999, (1 << 20) - 1, 1 << 20, (1 << 24) - 1, 1 << 24, (1 << 24) + 1, (1 << 25) + 1, int.MaxValue,
            (1L << 32) + 1, Most - 1];

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_count_advances_in_a_compiled_step_and_its_schedule_is_right(long count)
    {
        var step = Train.Step<Expr>((p, _, _) => p.Sum(), Optimizers.Sgd(Schedule.Of(s => 1 / (1 + (s / 1e7)))));
        var start = step.Start(Zeros([2]));
        var state = start with { Optimizer = start.Optimizer with { Parts = start.Optimizer.Parts } };
        state = state with { Optimizer = WithCount(state.Optimizer, StepCount.From(count)) };
        var batch = SyntheticData.Noise(4, 2, 2).RandomBatches(2, Key.From(1)).First();
        var next = step.Apply(state, batch);
        Assert.Equal(count + 1, Count(next.Optimizer));
        Close.Numbers("schedule", -1 / (1 + (count / 1e7)), next.Parameters.Evaluate<float>().Elements[0], 1e-6, 0);
    }

    [Law]
    public void The_next_of_a_count_is_one_more_in_any_number_system(long seed)
    {
        var count = (seed & long.MaxValue) % Most;
        var next = StepCount.From(count).Next();
        Assert.Equal(count + 1, Number(next.Evaluate<float, StepCount>()));
        Assert.Equal(count + 1.0, next.Value.Evaluate<double>().ToScalar());
        Assert.Equal((float)(count + 1), next.Value.Evaluate<float>().ToScalar());
    }

    [Fact]
    public void The_last_count_stays_and_others_are_refused()
    {
        Assert.Equal(Most, Number(StepCount.From(Most).Next()));
        Assert.Throws<ArgumentOutOfRangeException>(() => StepCount.From(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => StepCount.From(Most + 1));
        Assert.Throws<ArgumentException>(() => StepCount.Of([1.0]));
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Adam_is_freed_of_its_bias_at_any_count(long count)
    {
        // With a gradient of 1 at every step both means, freed of their bias, are 1, and the step is the learning rate.
        var adam = new ScaleByAdam(0.9, 0.999, 1e-8);
        var (first, second) = (Math.Pow(0.9, count), Math.Pow(0.999, count));
        var state = adam.Start((Expr)Zeros([2])) with
        {
            Moments = [(Expr)Literal(Tensor.Full<double>([2], 1 - first)),
            Literal(Tensor.Full<double>([2], 1 - second))],
            Scalars = [first, second]
        };
        var (updates, next) = adam.Update((Expr)Ones([2]), state, Zeros([2]));
        Close.Numbers("step", 1, updates.Evaluate<float>().Elements[0], 1e-3);
        Close.Numbers("step", 1, updates.Evaluate<double>().Elements[0], 1e-7);
        Assert.All(next.Scalars, power => Assert.InRange(power.Evaluate<float>().ToScalar(), 0, 1));
    }

    private static OptimizerState<Expr> WithCount(OptimizerState<Expr> state, StepCount count) =>
        state.Scalars.IsEmpty ? state with { Parts = [.. state.Parts.Select(part => WithCount(part, count))] }
            : state with { Scalars = count.Scalars };

    private static long Count(OptimizerState<Expr> state) => Number(StepCount.Of(state.Scalars));

    private static long Number(StepCount count) =>
        ((long)count.High.Evaluate<float>().ToScalar() << 20) + (long)count.Low.Evaluate<float>().ToScalar();
}
