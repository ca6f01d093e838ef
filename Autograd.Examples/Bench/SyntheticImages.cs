using System.Runtime.InteropServices;
using Autograd.Nn.Data;

namespace Autograd.Examples.Bench;

/// <summary>
/// Images of the size and number of MNIST's: a noisy pattern for each class. The peers' scripts make the like.
/// </summary>
internal static class SyntheticImages
{
    private const int Count = 60_000;
    private const int Side = 28;
    private const int Classes = 10;
    private const int Noise = 64;

    public static DataSet Make()
    {
        var random = new Random(1);
        var patterns = new byte[Classes * Side * Side];
        random.NextBytes(patterns);
        var (images, labels) = (new byte[Count * Side * Side], new byte[Count]);
        random.NextBytes(images);
        for (var i = 0; i < Count; i++)
        {
            var shown = random.Next(Classes);
            // A fifth of the labels says nothing, so that gradients never fade into denormal numbers, which are slow.
            labels[i] = (byte)(random.Next(5) == 0 ? random.Next(Classes) : shown);
            var pattern = patterns.AsSpan(shown * Side * Side, Side * Side);
            var image = images.AsSpan(i * Side * Side, Side * Side);
            for (var pixel = 0; pixel < image.Length; pixel++)
            {
                image[pixel] = pattern[pixel] < 192 ? (byte)0 : (byte)(pattern[pixel] - (image[pixel] % Noise));
            }
        }

        return DataSet.From(ImmutableCollectionsMarshal.AsImmutableArray(images),
            ImmutableCollectionsMarshal.AsImmutableArray(labels), [Side, Side], Classes);
    }
}
