using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// Sums of what windows show, as a matrix product: out[row, place] = Σ weights[row, tap] · image[tap + place], where
/// the taps are the elements of a window in all channels. A convolution is one; its transpose is one for each offset of
/// its stride, as the elements of an image so far apart are shown by the same elements of windows.
/// </summary>
/// <param name="Rows">Rows of a group: filters of a convolution, channels of its transpose.</param>
/// <param name="Channels">Channels of a group of the source.</param>
/// <param name="Planes">How a channel of the source is laid out.</param>
/// <param name="Taps">Where in the planes of a channel the first place finds each element of a window.</param>
/// <param name="Weights">Where each element of a window has its weight, from that of its row and channel.</param>
/// <param name="Strides">From the weights of a group, a row and a channel to those of the next.</param>
/// <param name="Places">Rows and columns of places.</param>
/// <param name="Target">Where the first place lies in a row of the result.</param>
internal sealed record ConvolutionAsGemm(
    int Rows, int Channels, ImagePhases Planes, ImmutableArray<int> Taps, ImmutableArray<int> Weights,
    (nint Group, nint Row, nint Channel) Strides, Size2D Places, int Target)
{
    /// <summary>Whether each weight of a row and channel is taken, in order.</summary>
    public bool TakesAllWeights { get; } =
        Weights.SequenceEqual(Enumerable.Range(0, Weights.Length)) && Strides.Row % Math.Max(1, Weights.Length) == 0;

    /// <summary>A convolution: images to results.</summary>
    public static ConvolutionAsGemm Forward(ConvolutionShape lengths)
    {
        var windows = lengths.Geometry;
        var (planes, taps) = Shown(lengths);
        nint row = lengths.Taps;
        return new(lengths.Filters, lengths.Channels, planes, taps, [.. Enumerable.Range(0, windows.Size.Area)],
            (lengths.Filters * row, row, windows.Size.Area), lengths.Output, 0);
    }

    /// <summary>The planes of a channel of images, and where in them the first window finds its elements.</summary>
    public static (ImagePhases Planes, ImmutableArray<int> Taps) Shown(ConvolutionShape lengths)
    {
        var (size, stride, dilation, padding) =
            (lengths.Geometry.Size, lengths.Geometry.Stride, lengths.Geometry.Dilation, lengths.Geometry.Padding);
        Size2D reach = (((size.Height - 1) * dilation.Height / stride.Height) + lengths.Output.Height,
            ((size.Width - 1) * dilation.Width / stride.Width) + lengths.Output.Width);
        // Where nothing is padded or skipped, the windows lie on the image as it is.
        var planes = new ImagePhases(lengths.Image, padding, stride, (size.Height == 1 ? 1 : stride.Height,
            size.Width == 1 ? 1 : stride.Width), stride == 1 && padding == 0 ? lengths.Image : reach);
        return (planes,
            [.. Each(size).Select(at => planes.OffsetOf(at.Row * dilation.Height, at.Column * dilation.Width))]);
    }

    /// <summary>
    /// The transpose of a convolution: results to images, a part of the image for each offset below the stride.
    /// </summary>
    public static ImmutableArray<ConvolutionAsGemm> Backward(ConvolutionShape lengths)
    {
        var (stride, target) = (lengths.Geometry.Stride, 0);
        var parts = ImmutableArray.CreateBuilder<ConvolutionAsGemm>();
        for (var row = 0; row < stride.Height; row++)
        {
            for (var column = 0; column < stride.Width; column++)
            {
                var part = Backward(lengths, row, column, target);
                parts.Add(part);
                target += part.Places.Area;
            }
        }

        return parts.ToImmutable();
    }

    // Row r of a window that shows row y of the image lies at place (y + P − r·D) / S, if that is whole.
    private static ConvolutionAsGemm Backward(ConvolutionShape lengths, int row, int column, int target)
    {
        var (size, stride, dilation, padding) =
            (lengths.Geometry.Size, lengths.Geometry.Stride, lengths.Geometry.Dilation, lengths.Geometry.Padding);
        var taps = Each(size).Select(at => (at.Row, at.Column, Down: row + padding.Height - (at.Row * dilation.Height),
            Across: column + padding.Width - (at.Column * dilation.Width)))
            .Where(tap => tap.Down % stride.Height == 0 && tap.Across % stride.Width == 0)
            .Select(tap => (Weight: (tap.Row * size.Width) + tap.Column, Down: tap.Down / stride.Height,
                Across: tap.Across / stride.Width)).ToArray();
        Size2D places = ((lengths.Image.Height - row + stride.Height - 1) / stride.Height,
            (lengths.Image.Width - column + stride.Width - 1) / stride.Width);
        Size2D before = (Math.Max(0, -taps.Select(tap => tap.Down).DefaultIfEmpty().Min()),
            Math.Max(0, -taps.Select(tap => tap.Across).DefaultIfEmpty().Min()));
        Size2D after = (
            Math.Max(lengths.Output.Height, places.Height + taps.Select(tap => tap.Down).DefaultIfEmpty().Max()),
            Math.Max(lengths.Output.Width, places.Width + taps.Select(tap => tap.Across).DefaultIfEmpty().Max()));
        var planes =
            new ImagePhases(lengths.Output, before, 1, 1, (before.Height + after.Height, before.Width + after.Width));
        nint area = size.Area, channels = lengths.Channels;
        return new(
            lengths.Channels,
            lengths.Filters,
            planes,
            [.. taps.Select(tap => planes.OffsetOf(before.Height + tap.Down, before.Width + tap.Across))],
            [.. taps.Select(tap => tap.Weight)],
            (lengths.Filters * channels * area, area, channels * area),
            places,
            target);
    }

    private static IEnumerable<(int Row, int Column)> Each(Size2D size) =>
        Enumerable.Range(0, size.Area).Select(element => (element / size.Width, element % size.Width));
}
