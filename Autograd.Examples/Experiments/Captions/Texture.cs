using System.Collections.Immutable;
using Autograd.Examples.Charts;

namespace Autograd.Examples.Experiments.Captions;

/// <summary>
/// Whether shapes are to be seen in the weights of a layer: in noise, neighbours know nothing of each other.
/// </summary>
/// <param name="Neighbours">The correlation of weights that are beside or below each other.</param>
/// <param name="WithStart">The correlation of the weights with those before training.</param>
internal readonly record struct Texture(double Neighbours, double WithStart)
{
    // By looking at filters and at their numbers: below these they look alike, and like noise.
    private const double Same = 0.9;
    private const double Shapes = 0.25;

    /// <summary>The texture of images, beside what they were.</summary>
    /// <param name="start">The images before training.</param>
    /// <param name="images">The images.</param>
    public static Texture Of(ImmutableArray<Image> start, ImmutableArray<Image> images) => new(
        Correlation(images.SelectMany(Pairs)),
        Correlation(start.SelectMany(image => image.Values).Zip(images.SelectMany(image => image.Values))));

    /// <summary>What training made of noise, in words.</summary>
    /// <param name="before">The texture before it.</param>
    /// <param name="shapes">What the shapes are, where there are any.</param>
    public string Words(Texture before, string shapes) =>
        WithStart >= Same
        ? $"much the same as before training (correlation {WithStart:F2})"
        : Neighbours >= before.Neighbours + Shapes
        ? $"{shapes} (neighbouring weights correlate by {Neighbours:F2}, before training by {before.Neighbours:F2})"
        : $"other numbers than before training (correlation {WithStart:F2}) and no shapes yet (neighbouring weights "
            + $"correlate by {Neighbours:F2})";

    private static IEnumerable<(double, double)> Pairs(Image image)
    {
        var (values, width) = (image.Values, Math.Max(1, image.Width));
        for (var i = 0; i < values.Length; i++)
        {
            if (i % width > 0) yield return (values[i - 1], values[i]);
            if (i >= width) yield return (values[i - width], values[i]);
        }
    }

    private static double Correlation(IEnumerable<(double X, double Y)> pairs)
    {
        var all = pairs.ToList();
        if (all.Count == 0) return 0;
        var (meanX, meanY) = (all.Average(pair => pair.X), all.Average(pair => pair.Y));
        var (xx, yy) = (all.Sum(pair => Math.Pow(pair.X - meanX, 2)), all.Sum(pair => Math.Pow(pair.Y - meanY, 2)));
        var xy = all.Sum(pair => (pair.X - meanX) * (pair.Y - meanY));
        return xx * yy > 0 ? xy / Math.Sqrt(xx * yy) : 0;
    }
}
