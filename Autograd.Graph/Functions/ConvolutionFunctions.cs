using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// Convolutions of images [n, channels, height, width], or of sequences [n, channels, length]: the weights have as many
/// axes. A length is one number, or <c>(height, width)</c> of images; of sequences it is one number.
/// </summary>
public static class ConvolutionFunctions
{
    /// <summary>
    /// The convolution of images [n, c, h, w] with weights [f, c / groups, fh, fw], giving [n, f, oh, ow] with
    /// oh = (h + 2·padding − dilation·(fh − 1) − 1) / stride + 1, rounded down; of sequences [n, c, l] with weights
    /// [f, c / groups, fl], giving [n, f, ol] (<i>Deep Learning from Scratch</i>, section 7.2).
    /// </summary>
    /// <param name="x">The images, or sequences.</param>
    /// <param name="weight">The filters. They are not flipped, as everywhere in deep learning.</param>
    /// <param name="stride">From one window to the next: 1 unless given. One number, or <c>(height, width)</c> of
    /// images.</param>
    /// <param name="padding">Zeros around the images: 0 unless given.</param>
    /// <param name="dilation">From one element of a window to the next: 1 unless given.</param>
    /// <param name="groups">Parts that channels and filters fall into and that do not mix; as many as channels for a
    /// depthwise convolution.</param>
    /// <exception cref="ShapeException">The shapes do not fit, or <c>(height, width)</c> is given for sequences; where
    /// no window fits, the message shows the arithmetic.</exception>
    /// <example><code>
    /// Variable("x", [100, 1, 28, 28]).Convolution(Variable("w", [30, 1, 5, 5])).Shape // [100, 30, 24, 24]
    /// Variable("x", [10, 3, 28, 31]).Convolution(Variable("w", [4, 3, 5, 5]), stride: 3, padding: 2).Shape // [10, 4,
    /// 10, 11] Variable("x", [10, 8, 100]).Convolution(Variable("w", [16, 8, 5]), padding: 2).Shape // [10, 16, 100]
    /// </code></example>
    public static Expr Convolution(
        this Expr x, Expr weight, Size2D? stride = null, Size2D? padding = null, Size2D? dilation = null,
        int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weight);
        return Refusals.Named(
            nameof(Convolution), [x, weight], () => Convolved(x, weight, stride, padding, dilation, groups));
    }

    private static Expr Convolved(Expr x, Expr weight, Size2D? stride, Size2D? padding, Size2D? dilation, int groups)
    {
        var alongOne = x.Shape.Rank == 3 && weight.Shape.Rank == 3;
        var (images, filters) = alongOne ? (Sequences.AsImages(x), Sequences.AsImages(weight)) : (x, weight);
        var windows = WindowsOf(nameof(Convolution), [x, weight], stride, padding, dilation);
        ConvolutionShape.Of(nameof(Convolution), [x, weight], windows, groups, images.Shape, filters.Shape);
        var y = Expr.Apply(new Convolution(windows, groups), images, filters);
        return alongOne ? Sequences.Back(y) : y;
    }

    /// <summary>
    /// The transpose of a convolution: y [n, f, h, w] and weights [f, c / groups, fh, fw] give images [n, c, ih, iw],
    /// in which each element of y has added the filter, scaled by it, to its window. It is the gradient of a
    /// convolution with respect to its images, and what enlarges images in networks that draw. Of sequences, y [n, f,
    /// l] and weights [f, c / groups, fl] give [n, c, il].
    /// </summary>
    /// <param name="y">One number for each window and filter.</param>
    /// <param name="weight">The filters.</param>
    /// <param name="stride">From one window to the next: 1 unless given. One number, or <c>(height, width)</c> of
    /// images.</param>
    /// <param name="padding">Rows and columns that are cut off around the result: 0 unless given.</param>
    /// <param name="dilation">From one element of a window to the next: 1 unless given.</param>
    /// <param name="groups">Parts that do not mix.</param>
    /// <param name="image">Height and width of the result, or its length; (h − 1)·stride + dilation·(fh − 1) + 1 −
    /// 2·padding unless given.</param>
    /// <exception cref="ShapeException">The shapes do not fit, or <c>(height, width)</c> is given for
    /// sequences.</exception>
    /// <example><code>
    /// Variable("y", [100, 30, 12, 12]).TransposedConvolution(Variable("w", [30, 1, 4, 4]), stride: 2, padding:
    /// 1).Shape // [100, 1, 24, 24]
    /// </code></example>
    public static Expr TransposedConvolution(this Expr y, Expr weight, Size2D? stride = null, Size2D? padding = null,
        Size2D? dilation = null, int groups = 1, Size2D? image = null)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(weight);
        return Refusals.Named(nameof(TransposedConvolution), [y, weight],
            () => Transposed(y, weight, stride, padding, dilation, groups, image));
    }

    private static Expr Transposed(
        Expr y, Expr weight, Size2D? stride, Size2D? padding, Size2D? dilation, int groups, Size2D? image)
    {
        var alongOne = y.Shape.Rank == 3 && weight.Shape.Rank == 3;
        var (results, filters) = alongOne ? (Sequences.AsImages(y), Sequences.AsImages(weight)) : (y, weight);
        if (results.Shape.Rank != 4 && weight.Shape.Rank != 3)
        {
            throw WindowErrors.NotImages(
                nameof(TransposedConvolution), [y, weight], results.Shape, ConvolutionFilterGradient.Results);
        }

        var windows = WindowsOf(nameof(TransposedConvolution), [y, weight], stride, padding, dilation);
        var op = new TransposedConvolution(windows, groups, image switch
        {
            null => ImageUnder(windows, [y, weight], (results.Shape[2], results.Shape[3])),
            { } given when alongOne =>
                (1, Sequences.Along(nameof(TransposedConvolution), [y, weight], nameof(image), given)),
            { } given => given,
        });
        op.LengthsOf([y, weight], results.Shape, filters.Shape);
        var x = Expr.Apply(op, results, filters);
        return alongOne ? Sequences.Back(x) : x;
    }

    private static Size2D ImageUnder(ConvolutionGeometry windows, ImmutableArray<Expr> inputs, Size2D places)
    {
        windows.Expect(nameof(TransposedConvolution), inputs);
        var least = windows.Least(places);
        if (Math.Min(least.Height, least.Width) < 0 || Math.Max(least.Height, least.Width) > int.MaxValue)
        {
            throw WindowErrors.NoImage(nameof(TransposedConvolution), inputs, windows, places, least);
        }

        return windows.Under(places);
    }

    // The weights' axes tell images from sequences, so that one image is not taken for sequences.
    private static ConvolutionGeometry WindowsOf(
        string name, ImmutableArray<Expr> inputs, Size2D? stride, Size2D? padding, Size2D? dilation)
    {
        var (x, w) = (inputs[0].Shape, inputs[1].Shape);
        return (x.Rank, w.Rank) switch
        {
            (_, 4) => Images.WindowsOf((w[2], w[3]), stride, padding, dilation),
            (3, 3) => Sequences.WindowsOf(name, inputs, w[2], stride, padding, dilation),
            (2, 3) => throw WindowErrors.NotSequences(name, inputs, x),
            _ => throw WindowErrors.NotWeights(name, inputs, w),
        };
    }
}
