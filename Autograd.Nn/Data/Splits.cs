using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Autograd.Graph;

namespace Autograd.Nn.Data;

/// <summary>
/// Parts of a data set: for training, for choosing settings (validation), for the final judgement (test).
/// </summary>
public static class Splits
{
    /// <summary>Parts of given sizes one after another, from the start, without copying.</summary>
    /// <param name="data">The data set; shuffle it first where its order means something.</param>
    /// <param name="counts">How many examples each part has; what is left over is in none.</param>
    /// <exception cref="ArgumentException">The parts have more examples than there are.</exception>
    /// <example><code>
    /// var (train, validation) = data.Shuffled(key).Split(400, 100) is [var a, var b] ? (a, b) : default;
    /// </code></example>
    public static ImmutableArray<DataSet> Split(this DataSet data, params ReadOnlySpan<int> counts)
    {
        ArgumentNullException.ThrowIfNull(data);
        var parts = ImmutableArray.CreateBuilder<DataSet>(counts.Length);
        var start = 0;
        foreach (var count in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            if (count > data.Count - start)
            {
                throw new ArgumentException($"Parts of {string.Join(" + ", counts.ToArray())} examples do not fit "
                    + $"into the {data.Count} there are.", nameof(counts));
            }

            parts.Add(data.Slice(start, count));
            start += count;
        }

        return parts.MoveToImmutable();
    }

    /// <summary>The first <paramref name="count"/> examples.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="count">How many examples, at most those of the data set.</param>
    public static DataSet First(this DataSet data, int count) => data.Split(count)[0];

    /// <summary>The examples in another order, that of the key.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="key">The key of the order.</param>
    public static DataSet Shuffled(this DataSet data, Key key)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Select(key.Permutation(data.Count).AsSpan());
    }

    /// <summary>The examples of given numbers, in that order.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="examples">The numbers of the examples, from 0; one may be named several times.</param>
    public static DataSet Select(this DataSet data, ReadOnlySpan<int> examples)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (images, labels) = (new byte[(long)examples.Length * data.Features], new byte[examples.Length]);
        for (var i = 0; i < examples.Length; i++)
        {
            data.Images.Span.Slice(examples[i] * data.Features, data.Features).CopyTo(images.AsSpan(i * data.Features));
            labels[i] = data.Labels.Span[examples[i]];
        }

        return DataSet.From(ImmutableCollectionsMarshal.AsImmutableArray(images),
            ImmutableCollectionsMarshal.AsImmutableArray(labels), data.ImageShape, data.Classes);
    }
}
