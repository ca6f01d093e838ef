using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// How windows lie on an image: their size, and how far they are apart, on an image with zeros around it.
/// </summary>
/// <remarks>
/// Along an axis of length H, windows of F elements with padding P, stride S and dilation D have (H + 2P − D(F − 1) −
/// 1) / S + 1 output positions, rounded down: what is left over at the end is not read. For D = 1 this is (H + 2P − F)
/// / S + 1 (<i>Deep Learning from Scratch</i>, equation 7.1).
/// </remarks>
/// <param name="Size">Elements of a window.</param>
/// <param name="Stride">From one window to the next.</param>
/// <param name="Padding">Zeros before and after the image.</param>
/// <param name="Dilation">From one element of a window to the next.</param>
public sealed record ConvolutionGeometry(Size2D Size, Size2D Stride, Size2D Padding, Size2D Dilation)
{
    /// <summary>From the first element of a window to its last, both included.</summary>
    public Size2D Span => (Reach(Size.Height, Dilation.Height), Reach(Size.Width, Dilation.Width));

    /// <summary>How many windows there are over an image, each wholly within the padded image.</summary>
    public Size2D Over(Size2D image) => (
        Places(image.Height, Size.Height, Stride.Height, Padding.Height, Dilation.Height),
        Places(image.Width, Size.Width, Stride.Width, Padding.Width, Dilation.Width));

    /// <summary>The smallest image with a number of output positions: nothing of it is left over.</summary>
    /// <exception cref="OverflowException">It is longer than any tensor.</exception>
    public Size2D Under(Size2D windows)
    {
        var (height, width) = Least(windows);
        return (checked((int)height), checked((int)width));
    }

    /// <summary>The row of the image that a row of a window at a place reads; outside the image it is a zero.</summary>
    public int Row(int place, int element) => (place * Stride.Height) - Padding.Height + (element * Dilation.Height);

    /// <summary>The column of the image that a column of a window at a place reads.</summary>
    public int Column(int place, int element) => (place * Stride.Width) - Padding.Width + (element * Dilation.Width);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Size.Height} × {Size.Width}{Others(this)}";

    /// <summary>The windows as those of sequences, which have no height.</summary>
    internal string AlongOne => $"{Size.Width}{Others(new(Size.Width, Stride.Width, Padding.Width, Dilation.Width))}";

    /// <summary>
    /// The size of the smallest image with a number of output positions, which may exceed any tensor.
    /// </summary>
    internal (long Height, long Width) Least(Size2D windows) => (
        Least(windows.Height, Size.Height, Stride.Height, Padding.Height, Dilation.Height),
        Least(windows.Width, Size.Width, Stride.Width, Padding.Width, Dilation.Width));

    /// <summary>Throws where a parameter makes no sense on any image.</summary>
    internal void Expect(string name, ImmutableArray<Expr> inputs)
    {
        if (!Size.All(n => n > 0) || !Stride.All(n => n > 0) || !Dilation.All(n => n > 0) || !Padding.All(n => n >= 0))
        {
            throw WindowErrors.NotWindows(name, inputs, this);
        }
    }

    /// <summary>The number of windows over the two innermost axes of an image.</summary>
    /// <exception cref="ShapeException">There is not one, or a parameter makes no sense; the message shows the
    /// arithmetic.</exception>
    internal Size2D Fitted(string name, ImmutableArray<Expr> inputs, Size2D image)
    {
        Expect(name, inputs);
        if (image.Height + (2L * Padding.Height) > int.MaxValue || image.Width + (2L * Padding.Width) > int.MaxValue)
        {
            throw WindowErrors.TooMuchPadding(name, inputs, this, image);
        }

        var places = Over(image);
        return places.All(n => n > 0) ? places : throw WindowErrors.NoWindow(name, inputs, this, image);
    }

    private static int Reach(int size, int dilation) => checked((dilation * (size - 1)) + 1);

    // Rounded down, so that what is too short by less than a stride has none as well; in double, where no product is
    // too large.
    private static int Places(int length, int size, int stride, int padding, int dilation) =>
        (int)(Math.Floor((length + (2.0 * padding) - (dilation * (size - 1.0)) - 1) / stride) + 1);

    private static long Least(int windows, int size, int stride, int padding, int dilation) =>
        checked(((windows - 1L) * stride) + (dilation * (size - 1L)) + 1 - (2L * padding));

    private static string Others(ConvolutionGeometry windows) =>
        $"{Other(", stride ", windows.Stride, 1)}{Other(", padding ", windows.Padding, 0)}"
            + $"{Other(", dilation ", windows.Dilation, 1)}";

    private static string Other(string name, Size2D sides, Size2D usual) => sides == usual ? "" : $"{name}{sides}";
}
