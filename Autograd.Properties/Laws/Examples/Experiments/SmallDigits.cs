using Autograd.Properties.Nn.Data;
using Autograd.Properties.Shared;

namespace Autograd.Properties.Examples.Experiments;

/// <summary>
/// A data set of 8 × 8 images in IDX form that a network learns in a few steps: the label is a bright row.
/// </summary>
internal static class SmallDigits
{
    private const int Side = 8;

    /// <summary>Writes the four files, gzipped or plain as the name says.</summary>
    public static TemporaryFolder Write(int train = 400, int test = 80)
    {
        var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte.gz", IdxContent.Gzip(Images(train)));
        folder.Write("train-labels-idx1-ubyte.gz", IdxContent.Gzip(Labels(train)));
        folder.Write("t10k-images.idx3-ubyte", Images(test));
        folder.Write("t10k-labels.idx1-ubyte", Labels(test));
        return folder;
    }

    /// <summary>The labels 0 to 7 in turn.</summary>
    public static byte[] Labels(int count) =>
        IdxContent.Idx([count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % Side))]);

    private static byte[] Images(int count) => IdxContent.Idx(
        [count, Side, Side],
        [.. Enumerable.Range(0, count * Side * Side)
            .Select(p => (byte)(p / Side % Side == p / (Side * Side) % Side ? 255 - (p % 97) : p % 31))]);
}
