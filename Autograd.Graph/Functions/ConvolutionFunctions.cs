using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>Convolutions of images [n, channels, height, width], or of sequences [n, channels, length].</summary>
public static class ConvolutionFunctions
{
    /// <summary>
    /// The convolution of images [n, c, h, w] with weights [f, c / groups, fh, fw], giving [n, f, oh, ow] with
    /// oh = (h + 2·padding − dilation·(fh − 1) − 1) / stride + 1, rounded down; of sequences [n, c, l] with weights
    /// [f, c / groups, fl], giving [n, f, ol] (<i>Deep Learning from Scratch</i>, section 7.2).
    /// </summary>
    /// <param name="x">The images.</param>
    /// <param name="weight">The filters. They are not flipped, as everywhere in deep learning.</param>
    /// <param name="stride">From one window to the next: 1 unless given, one number or <c>(height, width)</c>.</param>
    /// <param name="padding">Zeros around the images: 0 unless given.</param>
    /// <param name="dilation">From one element of a window to the next: 1 unless given.</param>
    /// <param name="groups">Parts that channels and filters fall into and that do not mix; as many as channels for a depthwise convolution.</param>
    /// <exception cref="ShapeException">The shapes do not fit; where no window does, the message shows the arithmetic.</exception>
    /// <example><code>
    /// Variable("x", [100, 1, 28, 28]).Convolution(Variable("w", [30, 1, 5, 5])).Shape                        // [100, 30, 24, 24]
    /// Variable("x", [10, 3, 28, 31]).Convolution(Variable("w", [4, 3, 5, 5]), stride: 3, padding: 2).Shape   // [10, 4, 10, 11]
    /// </code></example>
    public static Expr Convolution(this Expr x, Expr weight, Sides? stride = null, Sides? padding = null, Sides? dilation = null, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(weight);
        var alongOne = x.Shape.Rank == 3 && weight.Shape.Rank == 3;
        var (images, filters) = (Images.Of(x, alongOne), Images.Of(weight, alongOne));
        var windows = WindowsOf(nameof(Convolution), [x, weight], filters, stride, padding, dilation, alongOne);
        ConvolutionShape.Of(nameof(Convolution), [x, weight], windows, groups, images.Shape, filters.Shape);
        return Images.Back(Expr.Apply(new Convolution(windows, groups), images, filters), alongOne);
    }

    /// <summary>
    /// The transpose of a convolution: y [n, f, h, w] and weights [f, c / groups, fh, fw] give images [n, c, ih, iw], in which
    /// each element of y has added the filter, scaled by it, to its window. It is the gradient of a convolution with respect to
    /// its images, and what enlarges images in networks that draw.
    /// </summary>
    /// <param name="y">One number for each window and filter.</param>
    /// <param name="weight">The filters.</param>
    /// <param name="stride">From one window to the next: 1 unless given.</param>
    /// <param name="padding">Rows and columns that are cut off around the result: 0 unless given.</param>
    /// <param name="dilation">From one element of a window to the next: 1 unless given.</param>
    /// <param name="groups">Parts that do not mix.</param>
    /// <param name="image">Height and width of the result; (h − 1)·stride + dilation·(fh − 1) + 1 − 2·padding unless given.</param>
    /// <exception cref="ShapeException">The shapes do not fit.</exception>
    public static Expr TransposedConvolution(this Expr y, Expr weight, Sides? stride = null, Sides? padding = null, Sides? dilation = null, int groups = 1, Sides? image = null)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(weight);
        var alongOne = y.Shape.Rank == 3 && weight.Shape.Rank == 3;
        var (results, filters) = (Images.Of(y, alongOne), Images.Of(weight, alongOne));
        if (results.Shape.Rank != 4) throw WindowErrors.NotImages(nameof(TransposedConvolution), [y, weight], results.Shape, ConvolutionWeights.Results);
        var windows = WindowsOf(nameof(TransposedConvolution), [y, weight], filters, stride, padding, dilation, alongOne);
        var sides = image is { } given ? (alongOne ? (1, given.Width) : given) : ImageUnder(windows, [y, weight], (results.Shape[2], results.Shape[3]));
        var op = new TransposedConvolution(windows, groups, sides);
        op.LengthsOf([y, weight], results.Shape, filters.Shape);
        return Images.Back(Expr.Apply(op, results, filters), alongOne);
    }

    private static Sides ImageUnder(Windows windows, ImmutableArray<Expr> inputs, Sides places)
    {
        windows.Expect(nameof(TransposedConvolution), inputs);
        var least = windows.Least(places);
        if (Math.Min(least.Height, least.Width) < 0 || Math.Max(least.Height, least.Width) > int.MaxValue) throw WindowErrors.NoImage(nameof(TransposedConvolution), inputs, windows, places, least);
        return windows.Under(places);
    }

    private static Windows WindowsOf(string name, ImmutableArray<Expr> inputs, Expr filters, Sides? stride, Sides? padding, Sides? dilation, bool alongOne)
    {
        var w = filters.Shape;
        if (w.Rank != 4) throw WindowErrors.NotWeights(name, inputs, w);
        return Images.WindowsOf((w[2], w[3]), stride, padding, dilation, alongOne);
    }
}
