using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// What does not fit about windows on images, in words: the shapes, the arithmetic, and what would fit.
/// </summary>
internal static class WindowErrors
{
    /// <summary>
    /// An input that is not images, or not what else <paramref name="what"/> says; and what to do if it is sequences.
    /// </summary>
    public static ShapeException NotImages(string name, ImmutableArray<Expr> inputs, Shape x,
        string what = "images [n, channels, height, width]", string? sequences = null)
    {
        var side = x.Rank == 2 ? (int)Math.Round(Math.Sqrt(x[1])) : 0;
        return ShapeException.For(
            name,
            inputs,
            $"{x} is not {what}",
            x.Rank == 3 ? $"for a single example give it an axis: Reshape(1, {x[0]}, {x[1]}, "
                + $"{x[2]}){(sequences is null ? "" : $"; for sequences [n, channels, length] {sequences}")}"

                : side > 4 && side * side == x[1]
                ? $"reshape it to four axes: Reshape(-1, 1, {side}, {side}) makes images of one channel from rows of "
                + $"{x[1]} pixels"
                : "reshape it to four axes");
    }

    /// <summary>An input that is not sequences; and what to do if it is images.</summary>
    public static ShapeException NotSequences(
        string name, ImmutableArray<Expr> inputs, Shape x, string? images = null) => ShapeException.For(
        name,
        inputs,
        $"{x} is not sequences [n, channels, length]",
        x.Rank == 2 ? $"for a single example give it an axis: Reshape(1, {x[0]}, {x[1]})"
            : x.Rank == 4 && images is not null ? $"for images [n, channels, height, width] {images}"
            : "reshape it to three axes");

    /// <summary>An input that is not the filters of a convolution.</summary>
    public static ShapeException NotWeights(string name, ImmutableArray<Expr> inputs, Shape w) => ShapeException.For(
        name,
        inputs,
        $"{w} is not weights [filters, channels, height, width]",
        "reshape the weights to four axes; for sequences [n, channels, length], to three: [filters, channels, length]");

    /// <summary>Groups that channels or filters do not fall into.</summary>
    public static ShapeException NotGroups(
        string name, ImmutableArray<Expr> inputs, int groups, int channels, int filters)
    {
        if (groups < 1)
        {
            return ShapeException.For(name, inputs, $"there are {groups} groups", "give 1 or more, or leave it out");
        }

        var which = channels % groups == 0 ? $"{filters} filters"
            : filters % groups == 0 ? $"{channels} channels"
            : $"{channels} channels and {filters} filters";
        return ShapeException.For(name, inputs, $"{which} do not fall into {groups} groups of one size",
            $"give a number of groups that divides {channels} channels and {filters} filters");
    }

    /// <summary>Filters of another number than the channels of what they are to enlarge.</summary>
    public static ShapeException OtherFilters(string name, ImmutableArray<Expr> inputs, Shape y, Shape w) =>
        ShapeException.For(
        name, inputs, $"the input has {y[1]} channels, the weights {w[0]} filters",
        $"give weights {Weights(inputs, y[1], w[1], w)}");

    /// <summary>Filters for another number of channels than a group of the images has.</summary>
    public static ShapeException OtherChannels(string name, ImmutableArray<Expr> inputs, int groups, Shape x, Shape w)
    {
        var each = x[1] / groups;
        var fitting = Weights(inputs, w[0], each, w);
        return ShapeException.For(
            name,
            inputs,
            groups == 1 ? $"the images have {x[1]} channels, the filters {w[1]}"
                : $"the images have {x[1]} channels, {each} in each of {groups} groups, the filters {w[1]}",
            inputs[0].Shape.Rank == 4 && x[3] == w[1] && groups == 1
                ? $"put the channels before height and width: Permute(0, 3, 1, 2), or give weights {fitting}"
                : $"give weights {fitting}");
    }

    /// <summary>Sizes, strides, paddings or dilations that make no sense.</summary>
    public static ShapeException NotWindows(string name, ImmutableArray<Expr> inputs, ConvolutionGeometry windows)
    {
        var sequences = inputs[0].Shape.Rank == 3;
        string Along(Size2D size) => sequences ? $"{size.Width}" : $"{size}";
        return ShapeException.For(
            name,
            inputs,
            $"windows of {Area(sequences, windows.Size.Height, windows.Size.Width)} with stride "
                + $"{Along(windows.Stride)}, padding {Along(windows.Padding)} and dilation {Along(windows.Dilation)}",
            "size, stride and dilation are 1 or more, padding is 0 or more");
    }

    /// <summary>Padding with which images would be longer than a tensor can be.</summary>
    public static ShapeException TooMuchPadding(
        string name, ImmutableArray<Expr> inputs, ConvolutionGeometry windows, Size2D image) => ShapeException.For(
        name,
        inputs,
        $"with a padding of {windows.Padding}, {image.Height} × {image.Width} elements become "
            + $"{image.Height + (2L * windows.Padding.Height)} × {image.Width + (2L * windows.Padding.Width)}",
        $"pad less: an axis has at most {int.MaxValue} elements");

    /// <summary>
    /// An image on which no window fits, with the arithmetic (<i>Deep Learning from Scratch</i>, equation 7.1).
    /// </summary>
    public static ShapeException NoWindow(
        string name, ImmutableArray<Expr> inputs, ConvolutionGeometry windows, Size2D image)
    {
        var tall = windows.Over(image).Height < 1;
        var (axis, along) = inputs[0].Shape.Rank == 3 ? ("length", "L") : tall ? ("height", "H") : ("width", "W");
        var (h, f, p, s, d) = tall
            ? (image.Height, windows.Size.Height, windows.Padding.Height, windows.Stride.Height,
                windows.Dilation.Height)
            : (image.Width, windows.Size.Width, windows.Padding.Width, windows.Stride.Width, windows.Dilation.Width);
        var span = (d * (f - 1.0)) + 1;
        var exact = ((h + (2.0 * p) - span) / s) + 1;
        var formula = d == 1 ? $"({along} + 2P − F{along}) / S + 1 = ({h} + 2·{p} − {f}) / {s} + 1"
            : $"({along} + 2P − D(F{along} − 1) − 1) / S + 1 = ({h} + 2·{p} − {d}·{f - 1} − 1) / {s} + 1";
        return ShapeException.For(
            name,
            inputs,
            $"no window fits along the {axis}: {formula} = "
                + $"{Math.Floor(exact)}{(exact == Math.Floor(exact) ? "" : ", rounded down")}",
            $"use smaller windows, or a padding of {Math.Max(p, Math.Ceiling((span - h) / 2))} or more");
    }

    /// <summary>So much padding around pooled images that a window could show nothing else.</summary>
    public static ShapeException WhollyInPadding(string name, ImmutableArray<Expr> inputs, ConvolutionGeometry windows)
    {
        var (sequences, most) = (inputs[0].Shape.Rank == 3, (Size2D)(windows.Span.Height / 2, windows.Span.Width / 2));
        return ShapeException.For(
            name,
            inputs,
            $"windows of {Text(sequences, windows)} may lie wholly in the padding",
            $"pad by no more than half a window, here {(sequences ? most.Width : most)}");
    }

    /// <summary>
    /// Output positions that no image has: padding takes all of it away, or it would be longer than a tensor can be.
    /// </summary>
    public static ShapeException NoImage(
        string name, ImmutableArray<Expr> inputs, ConvolutionGeometry windows, Size2D places,
        (long Height, long Width) image)
    {
        var (sequences, nothing) = (inputs[0].Shape.Rank == 3, image.Height < 0 || image.Width < 0);
        return ShapeException.For(
            name,
            inputs,
            $"windows of {Text(sequences, windows)} at {Area(sequences, places.Height, places.Width)} places "
                + $"{(nothing ? "leave" : "need")} {Noun(sequences)} of {Area(sequences, image.Height, image.Width)}",
            nothing ? $"take less padding off, or give the size of the {Noun(sequences)}"
                : $"use a smaller stride or dilation: an axis has at most {int.MaxValue} elements");
    }

    /// <summary>Another number of windows than an image has.</summary>
    /// <param name="name">The operation in errors.</param>
    /// <param name="inputs">Its inputs as they were given: of sequences, with fewer axes than
    /// <paramref name="given"/>.</param>
    /// <param name="windows">How the windows lie on the image.</param>
    /// <param name="image">Height and width of the image.</param>
    /// <param name="expected">The shape of what the windows make, of images.</param>
    /// <param name="given">The shape that was given instead, of images.</param>
    /// <param name="fix">What to do, unless it is another image.</param>
    public static ShapeException OtherPlaces(
        string name, ImmutableArray<Expr> inputs, ConvolutionGeometry windows, Size2D image,
        Shape expected, Shape given, string? fix)
    {
        var sequences = inputs[0].Shape.Rank < given.Rank;
        Shape Given(Shape shape) => sequences ? shape.Without(shape.Rank == 6 ? [2, 4] : [2]) : shape;
        return ShapeException.For(
            name,
            inputs,
            $"windows of {Text(sequences, windows)} over {Noun(sequences)} of "
                + $"{Area(sequences, image.Height, image.Width)} make {Given(expected)}, not {Given(given)}",
            fix ?? ImagesUnder(sequences, windows, (given[-2], given[-1])));
    }

    // Those that nothing is left over of, and larger ones up to the next window.
    private static string ImagesUnder(bool sequences, ConvolutionGeometry windows, Size2D places)
    {
        var least = windows.Least(places);
        var (height, width) = (least.Height + windows.Stride.Height - 1, least.Width + windows.Stride.Width - 1);
        if (Math.Max(least.Height, least.Width) > int.MaxValue)
        {
            return "use a smaller stride or dilation, with which that many windows fit a tensor";
        }

        if (Math.Min(height, width) < 0) return "use less padding, in which alone there are more windows";
        return sequences ? $"sequences of {UpTo(least.Width, width)} give that many windows"
            : $"images of {UpTo(least.Height, height)} × {UpTo(least.Width, width)} give that many windows";
    }

    private static string Text(bool sequences, ConvolutionGeometry windows) =>
        sequences ? windows.AlongOne : $"{windows}";

    private static string Noun(bool sequences) => sequences ? "sequences" : "images";

    private static string Area(bool sequences, long height, long width) =>
        sequences ? $"{width}" : $"{height} × {width}";

    private static Shape Weights(ImmutableArray<Expr> inputs, int filters, int channels, Shape w) =>
        inputs[1].Shape.Rank == 3 ? Shape.Of(filters, channels, w[3]) : Shape.Of(filters, channels, w[2], w[3]);

    private static string UpTo(long least, long most) =>
        least >= 0 && least == most ? $"{least}" : $"{Math.Max(0, least)} to {Math.Min(int.MaxValue, most)}";
}
