using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>Schedules, decay, clipping, masks and settings in the state: each is what its words say.</summary>
[Laws(Arbitrary = [typeof(OptimizerArbitraries)], MaxTest = 40)]
public sealed class GradientTransformLaws
{
    public static TheoryData<string, Schedule, double[]> Scheduled => new()
    {
        { "constant", Schedules.Constant(3), [3, 3, 3, 3, 3] },
        { "step", Schedules.Step(8, 0.5, 2, 3), [8, 8, 4, 2, 2] },
        { "exponential", Schedules.Exponential(8, 0.25, 2), [8, 4, 2, 1, 0.5] },
        { "cosine", Schedules.Cosine(3, 4, 1),
            [3, 1 + 1 + (1 / Math.Sqrt(2)), 2, 1 + 1 - (1 / Math.Sqrt(2)), 1, 1, 1] },
        { "warm-up", Schedules.WarmUp(3, Schedules.Step(8, 0.5, 1, 2)), [2, 4, 6, 8, 4, 2, 2] },
        { "one's own", Schedule.Of(step => step * step), [0, 1, 4, 9] },
    };

    [Theory]
    [MemberData(nameof(Scheduled))]
    public void A_schedule_has_its_value_at_each_step(string name, Schedule schedule, double[] expected)
    {
        Expr place = Literal(0);
        var optimizer = Optimizers.Chain(new ScaleBySchedule(schedule));
        var state = optimizer.Start(place);
        for (var step = 0; step < expected.Length; step++)
        {
            (var update, state) = optimizer.Update((Expr)1, state, place);
            Close.Numbers($"{name} at step {step}", expected[step], update.Evaluate<double>().ToScalar(), 1e-14);
            Close.Numbers($"{name} at {step}", expected[step], schedule.At(step).Evaluate<double>().ToScalar(), 1e-14);
        }
    }

    [Law]
    public void A_constant_schedule_is_the_number(GradientSequence sequence, Settings settings) =>
        Assert.Equal(Places(sequence, Optimizers.Momentum(settings.Rate)),
            Places(sequence, Optimizers.Chain(new ScaleBySchedule(Schedule.Of(_ => -settings.Rate)), new Trace(0.9))));

    [Law]
    public void Settings_in_the_state_are_settings(GradientSequence sequence, Settings settings)
    {
        var adjustable = Optimizers.Adjustable(
            s => Optimizers.Chain(new AddDecayedWeights(s[1], 0), Optimizers.Sgd(s[0])), 123, 456);
        Expr start = (Tensor)sequence.Start;
        var state = adjustable.Start(start).WithSettings(settings.Rate, settings.FirstDecay);
        Assert.Equal(
            Places(sequence, Optimizers.Chain(new AddDecayedWeights(settings.FirstDecay, 0),
                Optimizers.Sgd(settings.Rate))), Places(sequence, adjustable, state));
        Assert.Throws<ArgumentException>(() => state.WithSettings(1));
    }

    [Law]
    public void Clipped_updates_are_the_same_or_at_the_bound(GradientSequence sequence, Settings settings)
    {
        var place = (Expr)(Tensor)sequence.Start;
        foreach (var gradient in sequence.Gradients)
        {
            double[] Of(GradientTransform clip) =>
                [.. clip.Update((Expr)(Tensor)gradient, clip.Start(place), place).Updates.Evaluate<double>().Elements];
            Assert.Equal(
                gradient.Select(g => Math.Clamp(g, -settings.Rate, settings.Rate)), Of(new ClipByValue(settings.Rate)));
            var length = Math.Sqrt(gradient.Sum(g => g * g));
            var factor = length > settings.Rate ? settings.Rate / length : 1;
            foreach (var (g, clipped) in gradient.Zip(Of(new ClipByGlobalNorm(settings.Rate))))
            {
                Close.Numbers("clipped", g * factor, clipped, 1e-12);
            }
        }
    }

    [Fact]
    public void The_global_norm_is_over_all_leaves()
    {
        var gradients = new Pair<Expr, Expr>(Tensor.Vector(3.0, 0), Tensor.Vector(0, -4.0, 0));
        var clip = new ClipByGlobalNorm(1);
        var clipped = clip.Update(gradients, clip.Start(gradients), gradients).Updates;
        foreach (var (expected, actual) in new[] { 0.6, 0, 0, -0.8, 0 }.Zip(
            clipped.First.Evaluate<double>().Elements.Concat(clipped.Second.Evaluate<double>().Elements)))
            Assert.Equal(expected, actual, 1e-15);
    }

    [Fact]
    public void The_gradient_of_the_penalty_is_weight_decay_and_biases_are_left_alone()
    {
        var net = SmallNet.Create(3, 4, 2);
        var decayed = new AddDecayedWeights(0.1)
            .Update(net.Map(leaf => Zeros(leaf.Shape)), OptimizerState<SmallNet>.Empty, net).Updates.Values();
        var penalised = (0.1 * net.L2Penalty()).Gradient(net).Values();
        Bits.AssertSame([.. decayed], [.. penalised]);
        Assert.All(((Tensor<float>)decayed[1]).Elements, x => Assert.Equal(0, x));
    }

    [Fact]
    public void Penalties_are_sums_and_the_largest()
    {
        var model = new Pair<Expr, Expr>(Tensor.Of([2, 2], 1.0, -2, 3, -4), Tensor.Vector(-10.0, 0));
        double Of(Expr penalty) => penalty.Evaluate<double>().ToScalar();
        Assert.Equal([10, 15, 4], [Of(model.L1Penalty()), Of(model.L2Penalty()), Of(model.LInfinityPenalty())]);
        Assert.Equal([20, 65, 10], [Of(model.L1Penalty(leastRank: 0)), Of(model.L2Penalty(leastRank: 1)),
            Of(model.LInfinityPenalty(leastRank: 1))]);
    }

    [Fact]
    public void What_a_mask_freezes_keeps_its_bits_and_the_rest_moves_as_without_it()
    {
        var (x, labels) = (Literal(Samples.Tensor([6, 4])), Literal(Tensor.Vector(0, 1, 2, 2, 1, 0)));
        var start = SmallNet.Create(4, 5, 3);
        var hidden = start.Map((Leaf leaf) => leaf.Path.StartsWith("Hidden", StringComparison.Ordinal) ? 1 : 0);
        var partly = start.Map((Leaf leaf) => leaf.Path == "Output.Bias" ? Literal(Tensor.Vector(1f, 0, 1)) : 0);
        var adam = Optimizers.Chain(new AddDecayedWeights(0.1, 0), Optimizers.Adam(0.1));
        var (frozen, some, free) = (Trained(adam.Freeze(hidden)), Trained(adam.Freeze(partly)), Trained(adam));
        Bits.AssertSame([.. start.Hidden.Values()], [.. frozen.Hidden.Values()]);
        Bits.AssertSame([.. free.Output.Values()], [.. frozen.Output.Values()]);
        Assert.All(
            start.Output.Values().Zip(frozen.Output.Values(), (before, after) => before.Equals(after)), Assert.False);
        float[] Bias(SmallNet net) => [.. ((Tensor<float>)net.Output.Values()[1]).Elements];
        Assert.Equal([0, Bias(free)[1], 0], Bias(some));

        SmallNet Trained(GradientTransform optimizer)
        {
            var state = optimizer.Start(start);
            return optimizer.Step(
                SmallNet.Loss(start, x, labels).Gradient(start), state, start).Parameters.Evaluate<float, SmallNet>();
        }
    }

    private static double[][] Places(
        GradientSequence sequence, GradientTransform optimizer, OptimizerState<Expr>? from = null)
    {
        Expr place = (Tensor)sequence.Start;
        var state = from ?? optimizer.Start(place);
        var places = new List<double[]>();
        foreach (var gradient in sequence.Gradients)
        {
            (place, state) = optimizer.Step((Expr)(Tensor)gradient, state, place);
            (place, state) = (place.Evaluate<double>(), state.Evaluate<double, OptimizerState<Expr>>());
            places.Add([.. place.Evaluate<double>().Elements]);
        }

        return [.. places];
    }
}
