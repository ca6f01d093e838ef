using Autograd.Graph;
using Autograd.Nn.Data;
using Autograd.Properties.Engine;
using FsCheck.Xunit;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>Mini-batches are pure sequences of examples.</summary>
public sealed class BatchLaws
{
    private static readonly DataSet Data = SmallNet.Data(20, 6, 5);

    [Property(MaxTest = 20)]
    public void A_sequence_of_batches_walked_twice_is_the_same_and_that_of_another_key_is_not(long seed)
    {
        foreach (var make in new Func<Key, IEnumerable<Batch>>[] { key => Data.RandomBatches(6, key), key => Data.ShuffledBatches(6, key) })
        {
            var batches = make(Key.From(seed));
            Assert.Equal(Indices(batches.Take(10)), Indices(batches.Take(10)));
            Assert.Equal(Indices(batches.Take(10)), Indices(make(Key.From(seed)).Take(10)));
            Assert.NotEqual(Indices(batches.Take(10)), Indices(make(Key.From(seed + 1)).Take(10)));
            Assert.Equal(batches.First(), batches.First());
        }
    }

    [Fact]
    public void Random_batches_take_every_example_equally_often_and_again_in_one_batch()
    {
        const int Draws = 40_000;
        var drawn = Indices(Data.RandomBatches(100, Key.From(4)).Take(Draws / 100));
        var expected = Draws / 20.0;
        var chiSquare = Enumerable.Range(0, 20).Sum(i => Math.Pow(drawn.Count(j => j == i) - expected, 2) / expected);

        // 19 degrees of freedom: 43.8 is exceeded once in a thousand keys, and below 5.4 as seldom.
        Assert.InRange(chiSquare, 5.4, 43.8);
        Assert.Contains(true, drawn.Zip(drawn.Skip(1), (a, b) => a == b));
    }

    [Fact]
    public void Every_epoch_of_shuffled_batches_is_an_order_of_all_examples_and_another_each_time()
    {
        var epochs = Data.ShuffledBatches(5, Key.From(9)).Take(12).Chunk(4).Select(Indices).ToArray();
        foreach (var epoch in epochs) Assert.Equal(Enumerable.Range(0, 20), epoch.Order());
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[1], epochs[2]);
        Assert.NotEqual(Enumerable.Range(0, 20), epochs[0]);
    }

    [Fact]
    public void An_epoch_leaves_out_what_does_not_fill_a_batch()
    {
        var epoch = Indices(Data.ShuffledBatches(6, Key.From(9)).Take(3));
        Assert.Equal(18, epoch.Distinct().Count());
        Assert.Throws<ArgumentException>(() => Data.ShuffledBatches(21, Key.From(1)));
        Assert.Equal(20, Indices(Data.ShuffledBatches(20, Key.From(1)).Take(1)).Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(20)]
    [InlineData(100)]
    public void Ordered_batches_are_all_examples_once_in_order(int size)
    {
        Batch[] batches = [.. Data.OrderedBatches(size)];
        Assert.Equal(Enumerable.Range(0, 20), Indices(batches));
        Assert.All(batches[..^1], batch => Assert.Equal(size, batch.Size));
        Assert.Empty(SmallNet.Data(0, 6, 5).OrderedBatches(size));
    }

    [Fact]
    public void A_batch_as_expressions_is_the_batch_as_it_is_copied_and_the_bytes_of_its_examples()
    {
        foreach (var batch in Data.RandomBatches(7, Key.From(2)).Take(3).Concat(Data.Slice(5, 9).OrderedBatches(4)))
        {
            var (x, t) = (new float[batch.Size * 6], new int[batch.Size]);
            batch.CopyInputs(x);
            batch.CopyLabels(t);
            Bits.AssertSame([Tensor.Of([batch.Size, 6], x.AsSpan())], [batch.X.Evaluate<float>()]);
            Assert.Equal((Shape.Of(batch.Size), ElementKind.Index), (batch.T.Shape, batch.T.Kind));
            Assert.Equal(t, batch.T.ToReal().Evaluate<float>().Elements.Select(label => (int)label));
            for (var i = 0; i < batch.Size; i++)
            {
                Assert.Equal(batch.Data.Labels.Span[batch.IndexOf(i)], t[i]);
                for (var k = 0; k < 6; k++) Assert.Equal(batch.Data.Images.Span[(batch.IndexOf(i) * 6) + k] / 255f, x[(i * 6) + k]);
            }
        }
    }

    [Fact]
    public void Sizes_below_1_and_an_empty_data_set_are_refused_at_the_call()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Data.RandomBatches(0, Key.From(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Data.ShuffledBatches(-1, Key.From(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Data.OrderedBatches(0));
        Assert.Throws<ArgumentException>(() => SmallNet.Data(0, 6, 5).RandomBatches(1, Key.From(1)));
    }

    private static int[] Indices(IEnumerable<Batch> batches) => [.. batches.SelectMany(batch => Enumerable.Range(0, batch.Size).Select(batch.IndexOf))];
}
