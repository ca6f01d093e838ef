using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Engine;
using Xunit;

namespace Autograd.Properties.Training;

/// <summary>A compiled step has the bits of its graph, on the book's network in full size too.</summary>
public sealed class StepPlanLaws
{
    private static readonly DataSet Images = SyntheticData.Noise(300, 784, 10);

    [Fact]
    public void Steps_of_the_books_network_have_the_bits_of_the_reference()
    {
        var step = Step(new PlanOptions());
        var state = step.Start(Net());
        foreach (var batch in Images.RandomBatches(100, Key.From(1)).Take(2))
        {
            var reference = step.Graph(state, batch.X, batch.T).State.Evaluate<float, TrainState<SmallNet>>();
            state = step.Apply(state, batch);
            Bits.AssertSame(reference.Values(), state.Values());
        }
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        Observation<SmallNet>[] runs = [On(1), On(2), On(3), On(7)];
        Assert.NotNull(Bits.Difference(Net().Values()[0], runs[0].State.Values()[0]));
        Assert.All(runs[1..], run =>
        {
            Bits.AssertSame(runs[0].State.Values(), run.State.Values());
            Assert.Equal(runs[0].Loss, run.Loss);
        });

        static Observation<SmallNet> On(int threads) => Trained(new PlanOptions { Threads = threads });
    }

    [Fact]
    public void Rewriting_the_graph_changes_no_bit() =>
        Bits.AssertSame(Trained(new PlanOptions { Rewrite = false }).State.Values(), Trained(new PlanOptions()).State.Values());

    [Theory]
    [InlineData("SGD")]
    [InlineData("Momentum")]
    [InlineData("Adam")]
    public void Training_on_a_separable_set_reaches_accuracy_one(string name)
    {
        var (train, test) = (SyntheticData.Separable(200, 5), SyntheticData.Separable(73, 5, seed: 8));
        var optimizer = name switch { "SGD" => Optimizers.Sgd(1), "Momentum" => Optimizers.Momentum(0.3), _ => Optimizers.Adam(0.03) };
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

    private static TrainStep<SmallNet> Step(PlanOptions options) => Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Adam(0.001), options);

    private static Observation<SmallNet> Trained(PlanOptions options)
    {
        var step = Step(options);
        return Images.RandomBatches(100, Key.From(1)).Take(10).Observe(step.Start(Net()), step, 10).Last();
    }
}
