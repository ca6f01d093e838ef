using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>What does not fit about windows on images, in words: the shapes, the arithmetic, and what would fit.</summary>
internal static class WindowErrors
{
    /// <summary>An input that is not images, or not what else <paramref name="what"/> says.</summary>
    public static ShapeException NotImages(string name, ImmutableArray<Expr> inputs, Shape x, string what = "images [n, channels, height, width]")
    {
        var side = x.Rank == 2 ? (int)Math.Round(Math.Sqrt(x[1])) : 0;
        return ShapeException.For(
            name,
            inputs,
            $"{x} is not {what}",
            x.Rank == 3 ? $"for a single example give it an axis: Reshape(1, {x[0]}, {x[1]}, {x[2]})"
                : side > 4 && side * side == x[1] ? $"reshape it to four axes: Reshape(-1, 1, {side}, {side}) makes images of one channel from rows of {x[1]} pixels"
                : "reshape it to four axes");
    }

    /// <summary>An input that is not the filters of a convolution.</summary>
    public static ShapeException NotWeights(string name, ImmutableArray<Expr> inputs, Shape w) =>
        ShapeException.For(name, inputs, $"{w} is not weights [filters, channels, height, width]", "reshape the weights to four axes");

    /// <summary>Groups that channels or filters do not fall into.</summary>
    public static ShapeException NotGroups(string name, ImmutableArray<Expr> inputs, int groups, int channels, int filters)
    {
        if (groups < 1) return ShapeException.For(name, inputs, $"there are {groups} groups", "give 1 or more, or leave it out");
        var which = channels % groups == 0 ? $"{filters} filters" : filters % groups == 0 ? $"{channels} channels" : $"{channels} channels and {filters} filters";
        return ShapeException.For(name, inputs, $"{which} do not fall into {groups} groups of one size", $"give a number of groups that divides {channels} channels and {filters} filters");
    }

    /// <summary>Filters of another number than the channels of what they are to enlarge.</summary>
    public static ShapeException OtherFilters(string name, ImmutableArray<Expr> inputs, Shape y, Shape w) => ShapeException.For(
        name, inputs, $"the input has {y[1]} channels, the weights {w[0]} filters", $"give weights {Weights(inputs, y[1], w[1], w)}");

    /// <summary>Filters for another number of channels than a group of the images has.</summary>
    public static ShapeException OtherChannels(string name, ImmutableArray<Expr> inputs, int groups, Shape x, Shape w)
    {
        var each = x[1] / groups;
        var fitting = Weights(inputs, w[0], each, w);
        return ShapeException.For(
            name,
            inputs,
            groups == 1 ? $"the images have {x[1]} channels, the filters {w[1]}" : $"the images have {x[1]} channels, {each} in each of {groups} groups, the filters {w[1]}",
            inputs[0].Shape.Rank == 4 && x[3] == w[1] && groups == 1 ? $"put the channels before height and width: Permute(0, 3, 1, 2), or give weights {fitting}" : $"give weights {fitting}");
    }

    /// <summary>Sizes, strides, paddings or dilations that make no sense.</summary>
    public static ShapeException NotWindows(string name, ImmutableArray<Expr> inputs, Windows windows) => ShapeException.For(
        name,
        inputs,
        $"windows of {windows.Size.Height} × {windows.Size.Width} with stride {windows.Stride}, padding {windows.Padding} and dilation {windows.Dilation}",
        "size, stride and dilation are 1 or more, padding is 0 or more");

    /// <summary>An image on which no window fits, with the arithmetic (<i>Deep Learning from Scratch</i>, equation 7.1).</summary>
    public static ShapeException NoWindow(string name, ImmutableArray<Expr> inputs, Windows windows, Sides image)
    {
        var tall = windows.Over(image).Height < 1;
        var (axis, along) = inputs[0].Shape.Rank == 3 ? ("length", "L") : tall ? ("height", "H") : ("width", "W");
        var (h, f, p, s, d) = tall
            ? (image.Height, windows.Size.Height, windows.Padding.Height, windows.Stride.Height, windows.Dilation.Height)
            : (image.Width, windows.Size.Width, windows.Padding.Width, windows.Stride.Width, windows.Dilation.Width);
        var span = (d * (f - 1.0)) + 1;
        var exact = ((h + (2.0 * p) - span) / s) + 1;
        var formula = d == 1 ? $"({along} + 2P − F{along}) / S + 1 = ({h} + 2·{p} − {f}) / {s} + 1" : $"({along} + 2P − D(F{along} − 1) − 1) / S + 1 = ({h} + 2·{p} − {d}·{f - 1} − 1) / {s} + 1";
        return ShapeException.For(
            name,
            inputs,
            $"no window fits along the {axis}: {formula} = {Math.Floor(exact)}{(exact == Math.Floor(exact) ? "" : ", rounded down")}",
            $"use smaller windows, or a padding of {Math.Max(p, Math.Ceiling((span - h) / 2))} or more");
    }

    /// <summary>So much padding around pooled images that a window could show nothing else.</summary>
    public static ShapeException WhollyInPadding(string name, ImmutableArray<Expr> inputs, Windows windows) => ShapeException.For(
        name,
        inputs,
        $"windows of {windows} may lie wholly in the padding",
        $"pad by no more than half a window, here {(Sides)(windows.Span.Height / 2, windows.Span.Width / 2)}");

    /// <summary>The images that have so many windows: those that nothing is left over of, and larger ones up to the next window.</summary>
    public static string ImagesUnder(Windows windows, Sides places)
    {
        var least = windows.Under(places);
        return $"images of {UpTo(least.Height, windows.Stride.Height)} × {UpTo(least.Width, windows.Stride.Width)}";
    }

    private static Shape Weights(ImmutableArray<Expr> inputs, int filters, int channels, Shape w) =>
        inputs[1].Shape.Rank == 3 ? Shape.Of(filters, channels, w[3]) : Shape.Of(filters, channels, w[2], w[3]);

    private static string UpTo(int least, int stride) => stride == 1 ? $"{least}" : $"{Math.Max(0, least)} to {least + stride - 1}";
}
