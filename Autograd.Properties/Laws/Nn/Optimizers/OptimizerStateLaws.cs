using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>
/// What a step may do with a state: keep a part, give it twice, exchange two; and states that differ in what is not a
/// leaf.
/// </summary>
public sealed class OptimizerStateLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(20, 4, 3);
    private static readonly Affine Layer = Affine.Create(4, 3, Initializers.He, Key.From(1));

    [Fact]
    public void Parts_of_a_state_may_be_kept_repeated_and_exchanged()
    {
        var step = Train.Step<Affine>((net, x, t) => x.Affine(net).SoftmaxCrossEntropy(t), new Bookkeeping());
        var state = Data.RandomBatches(5, Key.From(2)).Take(7).Fold(step.Start(Layer), step);
        Assert.Equal([5, 7, 7, 20, 10], state.Optimizer.Scalars.Select(number => number.Evaluate<float>().ToScalar()));
    }

    [Fact]
    public void Parameters_that_the_loss_ignores_stay_as_they_are()
    {
        foreach (var optimizer in new[] { Optimizers.Sgd(0.1), Optimizers.Momentum(0.1), Optimizers.Adam(0.1) })
        {
            var step = Train.Step<Affine>((net, x, t) => x.Dot(net.Weight).SoftmaxCrossEntropy(t), optimizer);
            var before = new Affine(Layer.Weight, Tensor.Vector(1f, -2f, 3f));
            var after = Data.RandomBatches(5, Key.From(2)).Take(4).Fold(step.Start(before), step).Parameters;
            Bits.AssertSame([before.Bias.Evaluate<float>()], [after.Bias.Evaluate<float>()]);
            Assert.NotNull(Bits.Difference(before.Weight.Evaluate<float>(), after.Weight.Evaluate<float>()));
        }
    }

    [Fact]
    public void A_step_heeds_what_is_static_in_a_model()
    {
        var batch = Data.RandomBatches(5, Key.From(3)).First();
        var shared = Step();
        var gentle = shared.Apply(shared.Start(new(Layer, 1)), batch);
        var steep = shared.Apply(shared.Start(new(Layer, 3)), batch);
        Bits.AssertSame(Step().Apply(Step().Start(new(Layer, 3)), batch).Values(), steep.Values());
        Bits.AssertSame(gentle.Values(), shared.Apply(shared.Start(new(Layer, 1)), batch).Values());
        Assert.NotNull(Bits.Difference(gentle.Values()[0], steep.Values()[0]));

        static TrainStep<SlopedNet> Step() =>
            Train.Step<SlopedNet>((net, x, t) => SlopedNet.Scores(net, x).SoftmaxCrossEntropy(t), Optimizers.Sgd(0.5));
    }

    [Fact]
    public void Accuracy_heeds_what_is_static_in_a_model()
    {
        // The brightest pixel is the label; a negative slope makes it the worst guess.
        var accuracy = Metrics.Accuracy<SlopedNet>(SlopedNet.Scores);
        var brightest = new Affine(Tensor.Of([3, 3], 1, 0, 0, 0, 1, 0, 0, 0, 1f), Tensor.Vector(0, 0, 0f));
        var data = SyntheticData.Separable(30, 3);
        Assert.Equal([1, 0, 1], new[] { 1, -1, 1 }.Select(slope => accuracy(new(brightest, slope), data)));
    }

    /// <summary>Keeps the first number, counts in the second and the third, exchanges the last two.</summary>
    private sealed record Bookkeeping : GradientTransform
    {
        public override OptimizerState<TModel> Start<TModel>(TModel parameters) =>
            new([], [5.0, 0.0, 0.0, 10.0, 20.0], []);

        public override (TModel Updates, OptimizerState<TModel> State) Update<TModel>(
            TModel gradients, OptimizerState<TModel> state, TModel parameters) =>
            (gradients.Map(g => -0.1 * g), new([], [
                state.Scalars[0], state.Scalars[1] + 1, state.Scalars[1] + 1, state.Scalars[4], state.Scalars[3]], []));
    }
}

/// <summary>A model with a part that is not a parameter.</summary>
[ParameterRecord]
internal sealed partial record SlopedNet(Affine Layer, [Static] double Slope)
{
    public static Expr Scores(SlopedNet net, Expr x) => net.Slope * x.Affine(net.Layer);
}
