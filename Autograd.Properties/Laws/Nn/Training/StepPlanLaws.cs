using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>A compiled step has the bits of its graph, on the book's network in full size too.</summary>
public sealed class StepPlanLaws
{
    private static readonly Batch[] Batches =
        [.. SyntheticData.Noise(300, 784, 10).RandomBatches(100, Key.From(1)).Take(20)];

    [Theory]
    [InlineData("SGD")]
    [InlineData("Adam")]
    public void Twenty_steps_of_the_books_network_have_the_bits_of_the_reference_on_any_number_of_threads(string name)
    {
        var optimizer = name == "SGD" ? Optimizers.Sgd(0.1) : Optimizers.Adam(0.001);
        Observation<TrainState<SmallNet>>[][] runs = [On(1), On(2), On(3), On(7)];
        var step = Step(optimizer, new PlanOptions());
        var state = step.Start(Net());
        foreach (var (number, batch) in Batches.Index())
        {
            var (next, loss) = step.Graph(state, batch.X, batch.T);
            var expected = loss.Evaluate<float>().ToScalar();
            state = next.Evaluate<float, TrainState<SmallNet>>();
            Assert.All(runs, run =>
            {
                Bits.AssertSame(state.Values(), run[number].State.Values(), $"step {number + 1}:");
                Assert.Equal(expected, run[number].Loss);
            });
        }

        Assert.NotNull(Bits.Difference(Net().Values()[0], state.Values()[0]));

        Observation<TrainState<SmallNet>>[] On(int threads) =>
            Looks(optimizer, new PlanOptions { Threads = threads }, every: 1);
    }

    [Fact]
    public void Rewriting_the_graph_changes_no_bit() =>
        Bits.AssertSame(Trained(new PlanOptions { Rewrite = false }), Trained(new PlanOptions()));

    [Fact]
    public void Under_stable_a_loss_written_by_hand_is_made_stable_before_it_is_differentiated()
    {
        static Expr ByHand(SmallNet net, Expr x, Expr t)
        {
            var powers = (1e4 * SmallNet.Scores(net, x)).Exp();
            return -(t.OneHot(5) * (powers / powers.Sum(1).KeepAxes(powers, 1)).Log()).Sum(1).Mean();
        }

        TrainState<SmallNet> AfterOneStep(PlanOptions options)
        {
            var step = Train.Step<SmallNet>(ByHand, Optimizers.Sgd(1e-6), options);
            return step.Apply(step.Start(SmallNet.Create(5, 10, 5)),
                SyntheticData.Separable(20, 5).RandomBatches(20, Key.From(1)).First());
        }

        static bool IsFinite(TrainState<SmallNet> state) =>
            state.Values().All(value => ((Tensor<float>)value).Elements.All(float.IsFinite));
        Assert.False(IsFinite(AfterOneStep(new())));
        Assert.True(IsFinite(AfterOneStep(new() { Stable = true })));
    }

    [Theory]
    [InlineData("SGD")]
    [InlineData("Momentum")]
    [InlineData("Adam")]
    public void Training_on_a_separable_set_reaches_accuracy_one(string name)
    {
        var (train, test) = (SyntheticData.Separable(200, 5), SyntheticData.Separable(73, 5, seed: 8));
        var optimizer = name switch
        {
            "SGD" => Optimizers.Sgd(1),
            "Momentum" => Optimizers.Momentum(0.3),
            _ => Optimizers.Adam(0.03)
        };
        var step = Train.Step<SmallNet>(SmallNet.Loss, optimizer);
        var accuracy = Metrics.Accuracy<SmallNet>(SmallNet.Scores, chunk: 30);
        var start = step.Start(SmallNet.Create(5, 10, 5));
        var looks = train.ShuffledBatches(20, Key.From(2)).Take(400).Observe(start, step, 100).ToArray();
        Assert.InRange(accuracy(start.Parameters, train), 0, 0.6);
        Assert.Equal(1, accuracy(looks[^1].State.Parameters, train));
        Assert.Equal(1, accuracy(looks[^1].State.Parameters, test));
        Assert.True(looks[^1].Loss < looks[0].Loss);
    }

    private static SmallNet Net() => SmallNet.Create(784, 50, 10, standardDeviation: 0.01);

    private static TrainStep<SmallNet> Step(GradientTransform optimizer, PlanOptions options) =>
        Train.Step<SmallNet>(SmallNet.Loss, optimizer, options);

    private static IReadOnlyList<Tensor> Trained(PlanOptions options) =>
        Looks(Optimizers.Adam(0.001), options, every: 10)[^1].State.Values();

    private static Observation<TrainState<SmallNet>>[] Looks(
        GradientTransform optimizer, PlanOptions options, int every)
    {
        var step = Step(optimizer, options);
        return [.. Batches.Observe(step.Start(Net()), step, every)];
    }
}
