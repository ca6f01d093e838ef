using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn.Data;

namespace Autograd.Properties.Shared;

/// <summary>Data sets made from a key.</summary>
internal static class SyntheticData
{
    /// <summary>Random bytes, and the labels 0, 1, … in a random order.</summary>
    public static DataSet Noise(int count, int features, int classes, long seed = 7)
    {
        var (images, labels) = Key.From(seed).Split();
        return DataSet.From(
            [.. Enumerable.Range(0, count * features).Select(i => (byte)images.Bits((ulong)i))],
            [.. labels.Permutation(count).Select(i => (byte)(i % classes))],
            [features], classes);
    }

    /// <summary>As many pixels as classes, of which that of the label is by far the brightest.</summary>
    public static DataSet Separable(int count, int classes, long seed = 7) =>
        DataSet.From(
            [.. Enumerable.Range(0, count * classes).Select(i =>
                (byte)(Key.From(seed).Below(90, (ulong)i) + (i % classes == i / classes % classes ? 160 : 0)))],
            [.. Enumerable.Range(0, count).Select(i => (byte)(i % classes))],
            [classes], classes);

    /// <summary>The numbers of a batch's examples.</summary>
    public static ImmutableArray<int> Indices(this Batch batch) =>
        [.. Enumerable.Range(0, batch.Size).Select(batch.IndexOf)];

    /// <summary>The numbers of all examples of some batches.</summary>
    public static IEnumerable<int> Indices(this IEnumerable<Batch> batches) =>
        batches.SelectMany(batch => (IEnumerable<int>)batch.Indices());
}
