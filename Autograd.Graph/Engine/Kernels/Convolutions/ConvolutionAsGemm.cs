using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Convolutions;

/// <summary>
/// A convolution as a matrix product: out[row, position] = Σ weights[row, tap] · image[tap + position], where the taps
/// are the elements of the window in all channels. A transposed convolution is several such products, one for each
/// offset below the stride: pixels a stride apart meet the same elements of the window.
/// </summary>
/// <param name="Rows">Rows of a group: the filters of a convolution, or the channels of its transpose.</param>
/// <param name="Channels">Channels of a group of the source.</param>
/// <param name="Phases">The layout of a channel of the source.</param>
/// <param name="Taps">The offset of each element of the first window in the phases of a channel.</param>
/// <param name="Weights">The offset of the weight of each element of the window, from the first weight of its row and
/// channel.</param>
/// <param name="Strides">The distances between the weights of neighbouring groups, rows and channels.</param>
/// <param name="Outputs">Rows and columns of output positions.</param>
/// <param name="Target">The offset of the first output position in a row of the result.</param>
internal sealed record ConvolutionAsGemm(
    int Rows, int Channels, ImagePhases Phases, ImmutableArray<int> Taps, ImmutableArray<int> Weights,
    (nint Group, nint Row, nint Channel) Strides, Size2D Outputs, int Target)
{
    /// <summary>Whether every weight of a row and channel is used, in order.</summary>
    public bool TakesAllWeights { get; } =
        Weights.SequenceEqual(Enumerable.Range(0, Weights.Length)) && Strides.Row % Math.Max(1, Weights.Length) == 0;

    /// <summary>A convolution: from images to results.</summary>
    public static ConvolutionAsGemm Forward(ConvolutionShape shape)
    {
        var geometry = shape.Geometry;
        var (phases, taps) = PhasesOf(shape);
        nint row = shape.Taps;
        return new(shape.Filters, shape.Channels, phases, taps, [.. Enumerable.Range(0, geometry.Size.Area)],
            (shape.Filters * row, row, geometry.Size.Area), shape.Output, 0);
    }

    /// <summary>
    /// The phases of a channel of the images, and the offset in them of each element of the first window.
    /// </summary>
    public static (ImagePhases Phases, ImmutableArray<int> Taps) PhasesOf(ConvolutionShape shape)
    {
        var (size, stride, dilation, padding) =
            (shape.Geometry.Size, shape.Geometry.Stride, shape.Geometry.Dilation, shape.Geometry.Padding);
        Size2D reach = (((size.Height - 1) * dilation.Height / stride.Height) + shape.Output.Height,
            ((size.Width - 1) * dilation.Width / stride.Width) + shape.Output.Width);
        // Without padding and strides, windows read the image in place.
        var phases = new ImagePhases(shape.Image, padding, stride, (size.Height == 1 ? 1 : stride.Height,
            size.Width == 1 ? 1 : stride.Width), stride == 1 && padding == 0 ? shape.Image : reach);
        return (phases,
            [.. Each(size).Select(at => phases.OffsetOf(at.Row * dilation.Height, at.Column * dilation.Width))]);
    }

    /// <summary>
    /// The transpose of a convolution, from results to images: one part of the image for each offset below the stride.
    /// </summary>
    public static ImmutableArray<ConvolutionAsGemm> Backward(ConvolutionShape shape)
    {
        var (stride, target) = (shape.Geometry.Stride, 0);
        var parts = ImmutableArray.CreateBuilder<ConvolutionAsGemm>();
        for (var row = 0; row < stride.Height; row++)
        {
            for (var column = 0; column < stride.Width; column++)
            {
                var part = Backward(shape, row, column, target);
                parts.Add(part);
                target += part.Outputs.Area;
            }
        }

        return parts.ToImmutable();
    }

    // Row r of the window at output row (y + P − r·D) / S covers row y of the image, if the division leaves no rest.
    private static ConvolutionAsGemm Backward(ConvolutionShape shape, int row, int column, int target)
    {
        var (size, stride, dilation, padding) =
            (shape.Geometry.Size, shape.Geometry.Stride, shape.Geometry.Dilation, shape.Geometry.Padding);
        var taps = Each(size).Select(at => (at.Row, at.Column, Down: row + padding.Height - (at.Row * dilation.Height),
            Right: column + padding.Width - (at.Column * dilation.Width)))
            .Where(tap => tap.Down % stride.Height == 0 && tap.Right % stride.Width == 0)
            .Select(tap => (Weight: (tap.Row * size.Width) + tap.Column, Down: tap.Down / stride.Height,
                Right: tap.Right / stride.Width)).ToArray();
        Size2D outputs = ((shape.Image.Height - row + stride.Height - 1) / stride.Height,
            (shape.Image.Width - column + stride.Width - 1) / stride.Width);
        Size2D before = (Math.Max(0, -taps.Select(tap => tap.Down).DefaultIfEmpty().Min()),
            Math.Max(0, -taps.Select(tap => tap.Right).DefaultIfEmpty().Min()));
        Size2D after = (
            Math.Max(shape.Output.Height, outputs.Height + taps.Select(tap => tap.Down).DefaultIfEmpty().Max()),
            Math.Max(shape.Output.Width, outputs.Width + taps.Select(tap => tap.Right).DefaultIfEmpty().Max()));
        var phases =
            new ImagePhases(shape.Output, before, 1, 1, (before.Height + after.Height, before.Width + after.Width));
        nint area = size.Area, channels = shape.Channels;
        return new(
            shape.Channels,
            shape.Filters,
            phases,
            [.. taps.Select(tap => phases.OffsetOf(before.Height + tap.Down, before.Width + tap.Right))],
            [.. taps.Select(tap => tap.Weight)],
            (shape.Filters * channels * area, area, channels * area),
            outputs,
            target);
    }

    private static IEnumerable<(int Row, int Column)> Each(Size2D size) =>
        Enumerable.Range(0, size.Area).Select(element => (element / size.Width, element % size.Width));
}
