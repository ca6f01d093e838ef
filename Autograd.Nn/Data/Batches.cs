using Autograd.Graph;

namespace Autograd.Nn.Data;

/// <summary>
/// Mini-batches as pure sequences: the same data, size and key give the same batches, however often they are walked.
/// </summary>
public static class Batches
{
    /// <summary>
    /// Endless batches of examples chosen at random with replacement, as the book's <c>np.random.choice</c>.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="size">Examples in a batch, 1 or more.</param>
    /// <param name="key">The key from which the examples are drawn; a key of its own for each use.</param>
    /// <exception cref="ArgumentException">The data set is empty or the size is not positive.</exception>
    public static IEnumerable<Batch> RandomBatches(this DataSet data, int size, Key key)
    {
        Check(data, size);
        return Endless();

        IEnumerable<Batch> Endless()
        {
            var sampling = new WithReplacement(key, data.Count);
            for (long start = 0; ; start += size) yield return new Batch(data, sampling, start, size);
        }
    }

    /// <summary>
    /// Endless batches by epochs: each shuffles all examples anew and goes through them; a last part too small for a
    /// batch is left out.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="size">Examples in a batch, 1 or more.</param>
    /// <param name="key">The key of the order; each epoch derives its own from it.</param>
    /// <exception cref="ArgumentException">The data set is smaller than a batch or the size is not
    /// positive.</exception>
    public static IEnumerable<Batch> ShuffledBatches(this DataSet data, int size, Key key)
    {
        Check(data, size);
        if (data.Count < size)
        {
            throw new ArgumentException(
                $"A batch of {size} cannot be taken from {data.Count} examples: choose a smaller batch.", nameof(size));
        }

        return Endless();

        IEnumerable<Batch> Endless()
        {
            for (var epoch = 0; ; epoch++)
            {
                var order = new Shuffle(key.FoldIn(epoch), data.Count);
                for (var start = 0; start + size <= data.Count; start += size)
                {
                    yield return new Batch(data, order, start, size);
                }
            }
        }
    }

    /// <summary>All examples once, in order; the last batch may be smaller.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="size">Examples in a batch, 1 or more.</param>
    /// <exception cref="ArgumentException">The size is not positive.</exception>
    public static IEnumerable<Batch> OrderedBatches(this DataSet data, int size)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return All();

        IEnumerable<Batch> All()
        {
            var order = new InOrder();
            for (var start = 0; start < data.Count; start += size)
            {
                yield return new Batch(data, order, start, Math.Min(size, data.Count - start));
            }
        }
    }

    private static void Check(DataSet data, int size)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        if (data.Count == 0) throw new ArgumentException("The data set has no examples.", nameof(data));
    }
}
