using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>Accuracy is the fraction that a loop over the examples counts.</summary>
public sealed class MetricsLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(37, 6, 4);

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(37)]
    [InlineData(1000)]
    public void Accuracy_is_that_of_a_loop_whatever_the_chunk(int chunk)
    {
        var accuracy = Metrics.Accuracy<SmallNet>(SmallNet.Scores, chunk: chunk);
        var seen = new SortedSet<double>();
        foreach (var seed in new[] { 1, 2, 3, 4 })
        {
            var net = SmallNet.Create(6, 5, 4, standardDeviation: 3, seed);
            foreach (var data in new[] { Data, Data.Slice(5, 21), Data })
            {
                Assert.Equal(Counted(net, data) / (double)data.Count, accuracy(net, data));
                seen.Add(accuracy(net, data));
            }
        }

        Assert.True(seen.Count > 3, "all of these accuracies are alike");
    }

    [Fact]
    public void Accuracy_as_an_expression_is_the_same_fraction()
    {
        var net = SmallNet.Create(6, 5, 4, standardDeviation: 3);
        var all = Data.OrderedBatches(37).Single();
        Assert.Equal(
            Counted(net, Data) / 37.0, SmallNet.Scores(net, all.X).Accuracy(all.T).Evaluate<double>().ToScalar(),
            1e-15);
    }

    [Fact]
    public void Only_the_largest_score_counts_and_the_first_of_equals()
    {
        var scores = Prelude.Literal(Tensor.Of([4, 3], 0.1, 0.7, 0.2, -3, -1, -2, 5, 5, 1, 9, 8, 7.0));
        double Of(params int[] labels) =>
            scores.Accuracy(Prelude.Literal(Tensor.Vector<int>(labels))).Evaluate<double>().ToScalar();
        Assert.Equal(1, Of(1, 1, 0, 0));
        Assert.Equal(0.5, Of(1, 0, 1, 0));
        Assert.Equal(0, Of(0, 2, 2, 1));
    }

    [Fact]
    public void Of_no_examples_there_is_no_accuracy() =>
        Assert.Contains("no examples", Assert.Throws<ArgumentException>(() =>
            Metrics.Accuracy<SmallNet>(SmallNet.Scores)(SmallNet.Create(6, 5, 4), Data.Slice(0, 0))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_chunk_below_one_is_refused_at_once(int chunk) => Assert.Equal(
        "chunk", Assert.Throws<ArgumentOutOfRangeException>(
            () => { Metrics.Accuracy<SmallNet>(SmallNet.Scores, chunk: chunk); }).ParamName);

    [Fact]
    public void One_function_serves_networks_of_several_sizes()
    {
        var accuracy = Metrics.Accuracy<SmallNet>(SmallNet.Scores);
        foreach (var hidden in new[] { 5, 8, 5 })
        {
            var net = SmallNet.Create(6, hidden, 4, standardDeviation: 3);
            Assert.Equal(Counted(net, Data) / 37.0, accuracy(net, Data));
        }
    }

    private static int Counted(SmallNet net, DataSet data)
    {
        var correct = 0;
        for (var example = 0; example < data.Count; example++)
        {
            var x = Enumerable.Range(0, 6).Select(i => data.Images.Span[(example * 6) + i] / 255f).ToArray();
            var scores = SmallNet.Scores(net, Tensor.Of<float>([1, 6], x)).Evaluate<float>().Elements;
            var best = 0;
            for (var c = 1; c < scores.Length; c++)
                if (scores[c] > scores[best]) best = c;
            if (best == data.Label(example)) correct++;
        }

        return correct;
    }
}
