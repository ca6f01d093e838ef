using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Examples.Experiments;

/// <summary>The notes' filter on an image, to be shown window by window.</summary>
/// <param name="Image">The rows of the image.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Padding">Zeros around the image.</param>
internal sealed record SlidingWindow(ImmutableArray<ImmutableArray<double>> Image, int Stride, int Padding)
{
    private static readonly ImmutableArray<ImmutableArray<double>> Filter = [[2, 0, 1], [0, 1, 2], [1, 0, 2]];

    /// <summary>The convolution, [1, 1, height, width].</summary>
    public Expr Y => Images(Image).Convolution(Images(Filter), Stride, Padding);

    /// <summary>Its value.</summary>
    public Tensor<double> Result => Y.Evaluate<double>();

    /// <summary>Rows of numbers as one image of one channel.</summary>
    public static Expr Images(ImmutableArray<ImmutableArray<double>> rows) =>
        Tensor.Of([1, 1, rows.Length, rows[0].Length], rows.Flatten());

    /// <summary>The pixels, by their places row by row, that a window shows of an image with its padding.</summary>
    public static ImmutableArray<int> Covered(ConvolutionGeometry windows, int place, int placesAcross, int width) =>
    [
        .. Enumerable.Range(0, windows.Size.Area).Select(element =>
            ((windows.Row(place / placesAcross, element / windows.Size.Width) + windows.Padding.Height) * width)
            + windows.Column(place % placesAcross, element % windows.Size.Width) + windows.Padding.Width),
    ];

    /// <summary>For each of some places of the window the image, the filter and the result.</summary>
    public IEnumerable<Picture> Pictures(ImmutableArray<int> places)
    {
        var (result, filter) = (Result, Filter.Flatten());
        var (width, across) = (Image[0].Length + (2 * Padding), result.Shape[3]);
        ImmutableArray<int> pixels = [.. Enumerable.Range(0, width * (Image.Length + (2 * Padding)))];
        bool IsPixel(int i) => i / width - Padding is >= 0 and var row && row < Image.Length
            && i % width - Padding is >= 0 and var column && column < Image[0].Length;
        ImmutableArray<double> numbers =
            [.. pixels.Select(i => IsPixel(i) ? Image[(i / width) - Padding][(i % width) - Padding] : 0)];
        foreach (var place in places)
        {
            var shown = Covered(new(Filter.Length, Stride, Padding, 1), place, across, width);
            yield return new NumberGrid("image", width, numbers)
            {
                Marked = shown,
                Faint = [.. pixels.Where(i => !IsPixel(i))]
            };
            yield return new NumberGrid("∗ filter", Filter.Length, filter);
            yield return new NumberGrid("= result", across, result.Elements)
            {
                Marked = [place],
                Caption = $"{string.Join(" + ", shown.Zip(filter, (pixel, weight) => $"{numbers[pixel]}·{weight}"))} "
                    + $"= {result.Elements[place]}",
            };
        }
    }
}

/// <summary>Rows of numbers.</summary>
internal static class NumberRows
{
    /// <summary>The numbers row by row.</summary>
    public static ImmutableArray<double> Flatten(this ImmutableArray<ImmutableArray<double>> rows) =>
        [.. rows.SelectMany(row => row)];
}
