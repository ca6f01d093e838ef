using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Generators;

/// <summary>
/// The templates of the ops of windows on images: what comes becomes small images, and the other operand is filled with
/// what comes second.
/// </summary>
internal static class ImageTemplates
{
    public static ImmutableSortedDictionary<string, GraphTemplates.Template> All { get; } =
        new Dictionary<string, GraphTemplates.Template>
        {
            ["Convolution"] = Convolution,
            ["TransposedConvolution"] = TransposedConvolution,
            ["ConvolutionFilterGradient"] = ConvolutionWeights,
            ["MaxPool"] = (x, n) =>
                Pooled(x, n) is var (images, windows, _) ? Expr.Apply(new MaxPool(windows), images) : null,
            ["MaxPoolTangent"] = (x, n) => Pooled(x, n) is var (images, windows, _)
                ? Expr.Apply(new MaxPoolTangent(windows), images, Filled(x[1], images.Shape))
                : null,
            ["MaxPoolCotangent"] = (x, n) => Pooled(x, n) is var (images, windows, results)
                ? Expr.Apply(new MaxPoolCotangent(windows), images, Filled(x[1], results))
                : null,
            ["Im2Col"] = Im2Col,
            ["Col2Im"] = Col2Im,
        }.ToImmutableSortedDictionary();

    private static Expr Convolution(ImmutableArray<Expr> x, int choice)
    {
        var images = Images(x[0], choice);
        var (windows, groups) = (Windows(images, choice), Groups(images, choice));
        var weights = Filled(x[1], Weights(images, windows, groups, choice));
        return images.Convolution(weights, windows.Stride, windows.Padding, windows.Dilation, groups);
    }

    private static Expr ConvolutionWeights(ImmutableArray<Expr> x, int choice)
    {
        var images = Images(x[0], choice);
        var (windows, groups) = (Windows(images, choice), Groups(images, choice));
        return Expr.Apply(new ConvolutionFilterGradient(windows, groups), images,
            Filled(x[1], Results(images, windows, Weights(images, windows, groups, choice)[0])));
    }

    // As large as the windows need, or by a remainder larger.
    private static Expr? TransposedConvolution(ImmutableArray<Expr> x, int choice)
    {
        var results = Images(x[0], choice);
        var (windows, groups) = (Windows(results, choice), Groups(results, choice));
        var (under, left) = (windows.Under((results.Shape[2], results.Shape[3])), choice >> 13);
        if (under.Height < 1 || under.Width < 1) return null;
        var image = (under.Height + (left % windows.Stride.Height), under.Width + (left % windows.Stride.Width));
        var weights =
            Filled(x[1], Shape.Of(results.Shape[1], 1 + (choice >> 15 & 1), windows.Size.Height, windows.Size.Width));
        return results.TransposedConvolution(weights, windows.Stride, windows.Padding, windows.Dilation, groups, image);
    }

    private static (Expr Images, ConvolutionGeometry Windows, Shape Results)? Pooled(ImmutableArray<Expr> x, int choice)
    {
        var images = Images(x[0], choice);
        var windows = Windows(images, choice);
        if (2 * windows.Padding.Height > windows.Span.Height || 2 * windows.Padding.Width > windows.Span.Width)
        {
            windows = windows with { Padding = 0, Size = 1 };
        }

        return (images, windows, Results(images, windows, images.Shape[1]));
    }

    // All that the windows show, or the mean of each, which is made of it.
    private static Expr Im2Col(ImmutableArray<Expr> x, int choice)
    {
        var images = Images(x[0], choice);
        var windows = Windows(images, choice);
        if ((choice >> 12 & 3) == 0) return images.AveragePool(windows.Size, windows.Stride, windows.Padding);
        var shown = images.Im2Col(windows.Size, windows.Stride, windows.Padding, windows.Dilation);
        return shown.Reshape(
            Shape.Of(shown.Shape[0], shown.Shape[1] * windows.Size.Area, shown.Shape[4], shown.Shape[5]));
    }

    private static Expr Col2Im(ImmutableArray<Expr> x, int choice)
    {
        var images = Images(x[0], choice);
        var windows = Windows(images, choice);
        var shown = images.Im2Col(windows.Size, windows.Stride, windows.Padding, windows.Dilation).Shape;
        return Filled(x[1], shown)
            .Col2Im((images.Shape[2], images.Shape[3]), windows.Stride, windows.Padding, windows.Dilation);
    }

    // Four axes as they are, fewer as the innermost with others of length 1 before or between; no elements as no
    // images.
    private static Expr Images(Expr x, int choice)
    {
        if (x.Shape.Size == 0) return x.Reshape(0, 2, 2, 2);
        return (x.Shape.Rank, choice & 1) switch
        {
            (4, _) => x,
            (3, 0) => x.Reshape(Shape.Of(1, x.Shape[0], x.Shape[1], x.Shape[2])),
            (3, _) => x.Reshape(Shape.Of(x.Shape[0], 1, x.Shape[1], x.Shape[2])),
            (2, 0) => x.Reshape(Shape.Of(1, 1, x.Shape[0], x.Shape[1])),
            (2, _) => x.Reshape(Shape.Of(1, x.Shape[0], 1, x.Shape[1])),
            _ => x.Reshape(Shape.Of(1, 1, 1, x.Shape.Size)),
        };
    }

    private static ConvolutionGeometry Windows(Expr images, int choice)
    {
        Size2D padding = choice >> 1 & 1,
        whole = (images.Shape[2] + (2 * padding.Height), images.Shape[3] + (2 * padding.Width));
        var size =
            new Size2D(Math.Min(1 + ((choice >> 2) % 3), whole.Height), Math.Min(1 + ((choice >> 4) % 3), whole.Width));
        var far = (choice >> 6 & 3) == 0 && (2 * size.Height) - 1 <= whole.Height
            && (2 * size.Width) - 1 <= whole.Width;
        return new(size, (1 + (choice >> 8 & 1), 1 + (choice >> 9 & 1)), padding, far ? 2 : 1);
    }

    private static int Groups(Expr images, int choice) => (choice >> 10 & 1) == 1 ? images.Shape[1] : 1;

    private static Shape Weights(Expr images, ConvolutionGeometry windows, int groups, int choice) =>
        Shape.Of(groups * (1 + (choice >> 11 & 1)), images.Shape[1] / groups, windows.Size.Height, windows.Size.Width);

    private static Shape Results(Expr images, ConvolutionGeometry windows, int channels)
    {
        var places = windows.Over((images.Shape[2], images.Shape[3]));
        return Shape.Of(images.Shape[0], channels, places.Height, places.Width);
    }

    // The elements again and again, in another order.
    private static Expr Filled(Expr x, Shape shape) => x.Shape.Size == 0
        ? Tensor.Generate(shape, i => Math.Sin(i + 1))
        : x.Reshape(Shape.Of(x.Shape.Size)).Gather(Tensor.Generate(shape, i => ((5 * i) + 1) % x.Shape.Size));
}
