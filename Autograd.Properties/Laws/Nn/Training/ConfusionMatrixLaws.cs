using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>Confusion matrices, loss histories and splits are what a loop counts.</summary>
public sealed class ConfusionMatrixLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(37, 6, 4);

    [Law(MaxTest = 30)]
    public void A_confusion_matrix_counts_each_example_once(long seed)
    {
        var net = SmallNet.Create(6, 5, 4, standardDeviation: 3, seed);
        var predictions = Metrics.Predictions<SmallNet>(SmallNet.Scores, chunk: 10)(net, Data);
        var matrix = ConfusionMatrix.Of(predictions, Data);
        Assert.Equal(37, matrix.Total);
        for (var label = 0; label < 4; label++)
        {
            for (var predicted = 0; predicted < 4; predicted++)
                Assert.Equal(Enumerable.Range(0, 37).Count(i => Data.Label(i) == label && predictions[i] == predicted),
                    matrix[label, predicted]);
        }

        Assert.Equal(Metrics.Accuracy<SmallNet>(SmallNet.Scores)(net, Data), matrix.Accuracy);
    }

    [Fact]
    public void Precision_goes_by_column_and_recall_by_row()
    {
        var matrix = new ConfusionMatrix(Tensor.Of([2, 2], 6, 2, 3, 9));
        Assert.Equal((6 / 9.0, 6 / 8.0, 9 / 11.0, 9 / 12.0, 15 / 20.0),
            (matrix.Precision(0), matrix.Recall(0), matrix.Precision(1), matrix.Recall(1), matrix.Accuracy));
        Assert.Equal("label    0    1\n    0    6    2\n    1    3    9", matrix.ToString());
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of([1, 2], Data));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void A_prediction_of_no_class_is_refused_by_name(int prediction)
    {
        var predictions = Enumerable.Repeat(0, 36).Append(prediction).ToImmutableArray();
        var message = Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(predictions, Data)).Message;
        Assert.Contains($"{prediction} for example 36 is not one of the 4 classes", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ConfusionMatrix.Of(default, Data));
        Assert.Equal(4, ConfusionMatrix.Of(Enumerable.Repeat(0, 37).ToImmutableArray(), Data).Classes);
    }

    [Fact]
    public void A_smoothed_history_is_the_mean_of_the_neighbours()
    {
        var history = new LossHistory([1, 2, 6, 3]);
        Assert.Equal([1.0, 2, 6, 3], history.Smoothed(0).ToArray());
        Assert.Equal([1.5, 3, 11 / 3.0, 4.5], history.Smoothed(1).ToArray());
        Assert.Equal([3.0, 3, 3, 3], history.Smoothed(9).ToArray());
        Assert.Equal((3.0, 4.5, 3.0), (history.Last, history.MeanOfLast(2), history.MeanOfLast(9)));
    }

    [Fact]
    public void A_fold_with_losses_is_the_fold_and_the_losses_before_each_step()
    {
        var step = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Sgd(0.5));
        var batches = Data.RandomBatches(10, Key.From(1)).Take(4).ToArray();
        var start = step.Start(SmallNet.Create(6, 5, 4));
        var seen = new List<int>();
        var (state, history) = batches.FoldLosses(start, step, seen.Add);
        Bits.AssertSame([.. batches.Fold(start, step).Parameters.Values()], [.. state.Parameters.Values()]);
        Assert.Equal(batches.Observe(start, step, every: 1).Select(look => (float)look.Loss), history.Losses);
        Assert.Equal([1, 2, 3, 4], seen);
    }

    [Fact]
    public void Parts_are_the_examples_in_order_and_a_shuffle_loses_none()
    {
        var parts = Data.Split(20, 0, 10);
        Assert.Equal([20, 0, 10], parts.Select(part => part.Count));
        Assert.Equal(Enumerable.Range(20, 10).Select(Data.Label), Enumerable.Range(0, 10).Select(parts[2].Label));
        Assert.Equal(5, Data.First(5).Count);
        Assert.Contains(
            "37", Assert.Throws<ArgumentException>(() => Data.Split(30, 8)).Message, StringComparison.Ordinal);

        var shuffled = Data.Shuffled(Key.From(5));
        var order = Key.From(5).Permutation(37);
        for (var i = 0; i < 37; i++)
        {
            Assert.Equal(Data.Label(order[i]), shuffled.Label(i));
            Assert.True(Data.Images.Span.Slice(order[i] * 6, 6).SequenceEqual(shuffled.Images.Span.Slice(i * 6, 6)));
        }
    }
}
