using Autograd.Graph;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn.Data;

/// <summary>Batches are pure sequences of examples, of which each kind says which.</summary>
public sealed class BatchesLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(50, 6, 4);

    public static TheoryData<string> Kinds { get; } = ["random", "shuffled", "ordered"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Walking_twice_gives_the_same_batches(string kind)
    {
        var batches = Of(kind, 8, Key.From(1)).Take(20);
        Assert.NotEmpty(batches);
        Assert.Equal(batches.ToArray(), batches.ToArray());
        Assert.Equal(batches.Indices(), Of(kind, 8, Key.From(1)).Take(20).Indices());
    }

    [Theory]
    [InlineData("random")]
    [InlineData("shuffled")]
    public void Another_key_gives_other_batches(string kind) => Assert.NotEqual(
        Of(kind, 8, Key.From(1)).Take(5).Indices(), Of(kind, 8, Key.From(2)).Take(5).Indices());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_batch_holds_the_examples_it_names(string kind)
    {
        foreach (var batch in Of(kind, 8, Key.From(3)).Take(7))
        {
            var (inputs, labels) = (new float[batch.Size * Data.Features], new int[batch.Size]);
            batch.CopyInputs(inputs);
            batch.CopyLabels(labels);
            Assert.Equal(batch.Indices().SelectMany(i => Data.Images.Span.Slice(i * 6, 6).ToArray())
                .Select(pixel => pixel / 255f), inputs);
            Assert.Equal(batch.Indices().Select(i => (int)Data.Labels.Span[i]), labels);
            Assert.Equal(Tensor.Of<float>([batch.Size, 6], inputs), batch.X.Evaluate<float>());
            Assert.Equal(Tensor.Of<int>([batch.Size], labels), ((Autograd.Graph.Ops.Literal)batch.T.Op).Value);
        }
    }

    // Chi-square over all 50 examples: its mean is the degrees of freedom, 49, its variance twice that.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_batches_choose_all_examples_equally_often(long seed)
    {
        var counts = new int[Data.Count];
        foreach (var index in Data.RandomBatches(100, Key.From(seed)).Take(200).Indices()) counts[index]++;
        Assert.InRange(counts.Sum(count => (count - 400.0) * (count - 400) / 400), 49 - (4 * Math.Sqrt(98)),
            49 + (5 * Math.Sqrt(98)));
    }

    [Fact]
    public void Random_batches_of_any_size_cut_one_sequence() => Assert.Equal(
        Data.RandomBatches(15, Key.From(4)).Take(4).Indices(),
        Data.RandomBatches(6, Key.From(4)).Take(10).Indices());

    [Fact]
    public void Random_batches_may_be_larger_than_the_data() =>
        Assert.Equal(120, Data.RandomBatches(120, Key.From(1)).First().X.Shape[0]);

    [Fact]
    public void Each_shuffled_epoch_is_another_permutation()
    {
        var epochs = Data.ShuffledBatches(10, Key.From(5)).Take(15).Indices().Chunk(50).ToArray();
        Assert.Equal(3, epochs.Length);
        Assert.All(epochs, epoch => Assert.Equal(Enumerable.Range(0, 50), epoch.Order()));
        Assert.Equal(3, epochs.Select(epoch => string.Join(' ', epoch))
            .Append(string.Join(' ', Enumerable.Range(0, 50))).Distinct().Count() - 1);
    }

    [Fact]
    public void A_part_too_small_for_a_batch_is_left_out_of_its_epoch()
    {
        // 50 examples make four batches of 12; the fifth batch is of the next epoch.
        var epochs =
            Data.ShuffledBatches(12, Key.From(6)).Take(8).Chunk(4).Select(four => four.Indices().ToArray()).ToArray();
        Assert.All(epochs, epoch => Assert.Equal(48, epoch.Distinct().Count()));
        Assert.NotEqual(epochs[0].Order(), epochs[1].Order());
        Assert.Equal(50, Data.ShuffledBatches(50, Key.From(6)).First().Indices().Distinct().Count());
    }

    [Theory]
    [InlineData(8, 2)]
    [InlineData(10, 10)]
    [InlineData(50, 50)]
    [InlineData(64, 50)]
    public void Ordered_batches_give_each_example_once_and_a_smaller_rest(int size, int last)
    {
        var batches = Data.OrderedBatches(size).ToArray();
        Assert.Equal(Enumerable.Range(0, 50), batches.Indices());
        Assert.All(batches[..^1], batch => Assert.Equal(size, batch.Size));
        Assert.Equal(last, batches[^1].Size);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_size_below_one_is_refused_at_once(int size)
    {
        foreach (var make in new Func<object>[] { () => Data.RandomBatches(size, Key.From(1)),
            () => Data.ShuffledBatches(size, Key.From(1)), () => Data.OrderedBatches(size) })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(make);
            Assert.Equal(("size", size), (error.ParamName, (int)error.ActualValue!));
        }
    }

    [Fact]
    public void What_the_data_cannot_fill_is_refused_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => Data.ShuffledBatches(51, Key.From(1)));
        Assert.StartsWith("A batch of 51 cannot be taken from 50 examples", error.Message, StringComparison.Ordinal);
        var none = Data.Slice(0, 0);
        Assert.StartsWith("The data set has no examples", Assert.Throws<ArgumentException>(
            () => none.RandomBatches(1, Key.From(1))).Message, StringComparison.Ordinal);
        Assert.StartsWith("The data set has no examples", Assert.Throws<ArgumentException>(
            () => none.ShuffledBatches(1, Key.From(1))).Message, StringComparison.Ordinal);
        Assert.Empty(none.OrderedBatches(1));
    }

    private static IEnumerable<Batch> Of(string kind, int size, Key key) => kind switch
    {
        "random" => Data.RandomBatches(size, key),
        "shuffled" => Data.ShuffledBatches(size, key),
        _ => Data.OrderedBatches(size),
    };
}
