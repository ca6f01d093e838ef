using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>
/// Batch normalisation normalises, has the gradient it claims, and its running statistics flow with the state.
/// </summary>
public sealed class BatchNormLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(60, 6, 3);

    [Fact]
    public void A_normalised_batch_has_mean_0_and_variance_1_for_each_feature()
    {
        foreach (var shape in new Shape[] { [8, 3], [4, 3, 2, 5] })
        {
            var (y, running) = ((Expr)Literal(Samples.Tensor(shape)) * 5 + 2)
                .BatchNormTraining(BatchNorm.Create(3), FeatureStatistics.Create(3), epsilon: 1e-12);
            var seen = FeatureStatistics.Of(y);
            Assert.All(seen.Mean.Evaluate<double>().Elements, mean => Assert.Equal(0, mean, 1e-12));
            Assert.All(seen.Variance.Evaluate<double>().Elements, variance => Assert.Equal(1, variance, 1e-9));
            Assert.Equal([3], running.Mean.Shape);
        }
    }

    [Fact]
    public void It_is_the_loop_over_features()
    {
        var x = (Tensor<double>)(Tensor)Literal(Samples.Tensor([5, 2])).Evaluate<double>();
        var layer = new BatchNorm(Tensor.Vector(2.0, -3), Tensor.Vector(0.5, 7.0));
        var start = new FeatureStatistics(Tensor.Vector(1.0, 2), Tensor.Vector(3.0, 4));
        var (y, running) = Literal(x).BatchNormTraining(layer, start, momentum: 0.75, epsilon: 0.01);
        for (var feature = 0; feature < 2; feature++)
        {
            var column = Enumerable.Range(0, 5).Select(i => x[i, feature]).ToArray();
            var mean = column.Average();
            var variance = column.Average(v => (v - mean) * (v - mean));
            for (var i = 0; i < 5; i++)
            {
                var expected = ((x[i, feature] - mean) / Math.Sqrt(variance + 0.01) * (feature == 0 ? 2 : -3))
                    + (feature == 0 ? 0.5 : 7);
                Close.Numbers("y", expected, y.Evaluate<double>()[i, feature], 1e-13);
            }

            Close.Numbers(
                "mean", (0.75 * (feature + 1)) + (0.25 * mean), running.Mean.Evaluate<double>()[feature], 1e-13);
            Close.Numbers("variance", (0.75 * (feature + 3)) + (0.25 * variance),
                running.Variance.Evaluate<double>()[feature], 1e-13);
        }
    }

    [Fact]
    public void Inference_with_the_batchs_own_statistics_is_training()
    {
        var x = Literal(Samples.Tensor([6, 4]));
        var layer = new BatchNorm(Samples.Tensor([4]), Samples.Tensor([4]));
        Assert.Equal(
            x.BatchNormTraining(layer, FeatureStatistics.Create(4)).Y.Evaluate<float>().Elements.ToArray(),
            x.BatchNorm(layer, FeatureStatistics.Of(x)).Evaluate<float>().Elements.ToArray());
    }

    [Fact]
    public void It_has_the_gradient_it_claims()
    {
        var weights = Literal(Samples.Tensor([6, 4]));
        var at = new Pair<Expr, BatchNorm>(Samples.Tensor([6, 4]), new(Samples.Tensor([4]), Samples.Tensor([4])));
        var report = Gradients.Check(p =>
            (p.First.BatchNormTraining(p.Second, FeatureStatistics.Create(4), epsilon: 0.1).Y * weights).Sum(), at);
        Assert.True(report.Agrees && report.IsConclusive, report.ToString());
    }

    [Fact]
    public void Running_statistics_flow_through_training_and_are_those_of_a_loop()
    {
        var net = NormalizedMlp.Create([6, 5, 4, 3], Initializers.He, Key.From(1));
        var step = Train.Step<NormalizedMlp, RunningStatistics>(Loss, Optimizers.Sgd(0.1));
        var batches = Data.RandomBatches(20, Key.From(4)).Take(5).ToArray();
        var trained = batches.Fold(step.Start(net, net.Statistics()), step);

        var (parameters, running) = (net, net.Statistics());
        foreach (var batch in batches)
        {
            var (loss, next) = Loss(parameters, running, batch.X, batch.T);
            running = next.Evaluate<double, RunningStatistics>();
            parameters =
                parameters.Zip(loss.Gradient(parameters), (p, g) => p - (0.1 * g)).Evaluate<double, NormalizedMlp>();
        }

        foreach (var (expected, actual) in running.Leaves().Zip(trained.Carry.Leaves()))
            Close.Tensors(expected.Path, expected.Value.Evaluate<double>(), actual.Value.Evaluate<double>(), 1e-4);
        Assert.NotEqual(net.Statistics().Leaves()[0].Value.Evaluate<double>().ToString(),
            trained.Carry.Leaves()[0].Value.Evaluate<double>().ToString());

        var accuracy =
            Metrics.Accuracy<Pair<NormalizedMlp, RunningStatistics>>((p, x) => p.First.Scores(p.Second, x, Relu));
        Assert.InRange(accuracy(new(trained.Parameters, trained.Carry), Data), 0.2, 1);
    }

    [Fact]
    public void A_batch_of_one_and_layers_that_do_not_fit_are_refused()
    {
        var x = Variable("x", [1, 3]);
        Assert.Contains("batches of 2 or more", Assert.Throws<ShapeException>(() =>
            x.BatchNormTraining(BatchNorm.Create(3), FeatureStatistics.Create(3))).Message, StringComparison.Ordinal);
        Assert.Contains("BatchNorm.Create(3)", Assert.Throws<ShapeException>(
            () => x.BatchNorm(BatchNorm.Create(4), FeatureStatistics.Create(3))).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(
            () => Variable("v", [3]).BatchNorm(BatchNorm.Create(3), FeatureStatistics.Create(3)));
    }

    private static (Expr Loss, RunningStatistics Running) Loss(
        NormalizedMlp net, RunningStatistics running, Expr x, Expr t)
    {
        var (scores, next) = net.TrainingScores(running, x, Relu);
        return (scores.SoftmaxCrossEntropy(t), next);
    }
}
