using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using FsCheck.Xunit;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>Accuracy against counting.</summary>
public sealed class AccuracyLaws
{
    [Property(MaxTest = 30)]
    public void Accuracy_is_the_share_of_rows_whose_first_largest_score_is_at_the_label(int seed)
    {
        var random = new Random(seed);
        var (n, classes) = (random.Next(1, 30), random.Next(1, 6));
        var scores = Tensor.Generate([n, classes], _ => (float)random.Next(4));
        var labels = Tensor.Generate([n], _ => random.Next(classes));
        var right = Enumerable.Range(0, n).Count(i => Largest(Enumerable.Range(0, classes).Select(c => scores[i, c])) == labels[i]);
        Assert.Equal(right / (double)n, Metrics.Accuracy(scores, labels).Evaluate<double>().ToScalar(), 1e-15);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(61)]
    [InlineData(1000)]
    public void Accuracy_on_a_data_set_does_not_depend_on_the_chunk(int chunk)
    {
        var accuracy = Metrics.Accuracy<SmallNet>(SmallNet.Scores, chunk: chunk);
        foreach (var seed in new[] { 1, 2 })
        {
            var (net, data) = (SmallNet.Create(12, 9, 4, seed), SmallNet.Data(61, 12, 4));
            Assert.Equal(Counted(net, data), accuracy(net, data));
        }
    }

    [Fact]
    public void One_function_serves_models_of_other_sizes_and_configurations()
    {
        var (accuracy, data) = (Metrics.Accuracy<SmallNet>(SmallNet.Scores), SmallNet.Data(61, 12, 4));
        var net = SmallNet.Create(12, 9, 4);
        var relu = net with { Hidden = net.Hidden with { Bias = Tensor.Full([9], -0.7f) }, Activation = "relu" };
        Assert.NotEqual(Counted(relu, data), Counted(relu with { Activation = "sigmoid" }, data));
        foreach (var model in new[] { relu with { Activation = "sigmoid" }, relu, SmallNet.Create(12, 20, 4), net, relu }) Assert.Equal(Counted(model, data), accuracy(model, data));
    }

    [Fact]
    public void An_empty_data_set_is_refused() =>
        Assert.Throws<ArgumentException>(() => Metrics.Accuracy<SmallNet>(SmallNet.Scores)(SmallNet.Create(12, 9, 4), SmallNet.Data(0, 12, 4)));

    private static double Counted(SmallNet net, DataSet data)
    {
        var batch = data.OrderedBatches(data.Count).Single();
        var scores = SmallNet.Scores(net, batch.X).Evaluate<float>();
        return Enumerable.Range(0, data.Count).Count(i => Largest(Enumerable.Range(0, 4).Select(c => scores[i, c])) == data.Label(i)) / (double)data.Count;
    }

    private static int Largest(IEnumerable<float> scores)
    {
        var (best, at) = (float.NegativeInfinity, 0);
        foreach (var (i, score) in scores.Index())
        {
            if (score > best) (best, at) = (score, i);
        }

        return at;
    }
}
