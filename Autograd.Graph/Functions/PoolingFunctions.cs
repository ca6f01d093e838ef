using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// What windows show of images [n, channels, height, width], or of sequences [n, channels, length]: the largest, the
/// mean, or all of it.
/// </summary>
/// <remarks>
/// Three axes may be sequences or one image, and a window of 2 would fit either: so <c>MaxPool(2)</c> takes images, and
/// <c>MaxPool(length: 2)</c> sequences.
/// </remarks>
public static class PoolingFunctions
{
    /// <summary>
    /// The largest element that each window shows (<i>Deep Learning from Scratch</i>, section 7.3). Its gradient goes
    /// to the largest, in equal parts where several are. Padding takes no part.
    /// </summary>
    /// <param name="x">The images.</param>
    /// <param name="size">Elements of a window: one number or <c>(height, width)</c>.</param>
    /// <param name="stride">From one window to the next; the size of the windows unless given, so that they tile the
    /// image.</param>
    /// <param name="padding">How far windows may reach beyond the image: 0 unless given.</param>
    /// <exception cref="ShapeException">They are not images, or no window fits; the message shows the
    /// arithmetic.</exception>
    /// <example><code>
    /// Variable("x", [100, 30, 24, 24]).MaxPool(2).Shape   // [100, 30, 12, 12]
    /// </code></example>
    public static Expr MaxPool(this Expr x, Size2D size, Size2D? stride = null, Size2D? padding = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ExpectImages(nameof(MaxPool), x, size);
        var windows = Images.WindowsOf(size, stride ?? size, padding, null);
        PoolShape.Of(nameof(MaxPool), [x], windows);
        return Refusals.Named(nameof(MaxPool), [x], () => Expr.Apply(new MaxPool(windows), x));
    }

    /// <summary>
    /// The largest element that each window shows of sequences. Its gradient goes to the largest, in equal parts where
    /// several are.
    /// </summary>
    /// <param name="x">The sequences [n, channels, length].</param>
    /// <param name="length">Elements of a window. It is named, since a number alone is the size of windows on
    /// images.</param>
    /// <param name="stride">From one window to the next; the length of the windows unless given.</param>
    /// <param name="padding">How far windows may reach beyond the sequence: 0 unless given.</param>
    /// <exception cref="ShapeException">They are not sequences, or no window fits; the message shows the
    /// arithmetic.</exception>
    /// <example><code>
    /// Variable("x", [100, 30, 24]).MaxPool(length: 2).Shape   // [100, 30, 12]
    /// </code></example>
    [OverloadResolutionPriority(-1)]
    public static Expr MaxPool(this Expr x, int length, int? stride = null, int? padding = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        var images = Sequences.Of(nameof(MaxPool), x, length);
        var windows = Sequences.WindowsOf(nameof(MaxPool), [x], length, stride ?? length, padding, null);
        PoolShape.Of(nameof(MaxPool), [x], windows, images.Shape);
        return Refusals.Named(nameof(MaxPool), [x], () => Sequences.Back(Expr.Apply(new MaxPool(windows), images)));
    }

    /// <summary>
    /// The mean of what each window shows. Padding counts as zeros, so that every mean is over as many elements.
    /// </summary>
    /// <param name="x">The images.</param>
    /// <param name="size">Elements of a window.</param>
    /// <param name="stride">From one window to the next; the size of the windows unless given.</param>
    /// <param name="padding">Zeros around the images: 0 unless given.</param>
    /// <exception cref="ShapeException">They are not images, or no window fits; the message shows the
    /// arithmetic.</exception>
    public static Expr AveragePool(this Expr x, Size2D size, Size2D? stride = null, Size2D? padding = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ExpectImages(nameof(AveragePool), x, size);
        return Mean(x, Images.WindowsOf(size, stride ?? size, padding, null), x);
    }

    /// <summary>The mean of what each window shows of sequences. Padding counts as zeros.</summary>
    /// <param name="x">The sequences [n, channels, length].</param>
    /// <param name="length">Elements of a window. It is named, since a number alone is the size of windows on
    /// images.</param>
    /// <param name="stride">From one window to the next; the length of the windows unless given.</param>
    /// <param name="padding">Zeros before and after the sequences: 0 unless given.</param>
    /// <exception cref="ShapeException">They are not sequences, or no window fits; the message shows the
    /// arithmetic.</exception>
    [OverloadResolutionPriority(-1)]
    public static Expr AveragePool(this Expr x, int length, int? stride = null, int? padding = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        var images = Sequences.Of(nameof(AveragePool), x, length);
        return Sequences.Back(
            Mean(images, Sequences.WindowsOf(nameof(AveragePool), [x], length, stride ?? length, padding, null), x));
    }

    /// <summary>
    /// What the windows show of images [n, c, h, w], side by side: [n, c, fh, fw, oh, ow] (<i>Deep Learning from
    /// Scratch</i>, section 7.4.3, whose matrix has a row for each n, oh, ow and a column for each c, fh, fw).
    /// </summary>
    /// <param name="x">The images.</param>
    /// <param name="size">Elements of a window.</param>
    /// <param name="stride">From one window to the next: 1 unless given.</param>
    /// <param name="padding">Zeros around the images: 0 unless given.</param>
    /// <param name="dilation">From one element of a window to the next: 1 unless given.</param>
    /// <exception cref="ShapeException">They are not images, or no window fits; the message shows the
    /// arithmetic.</exception>
    public static Expr Im2Col(
        this Expr x, Size2D size, Size2D? stride = null, Size2D? padding = null, Size2D? dilation = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ExpectImages(nameof(Im2Col), x, size);
        return Images.Windows(x, Images.WindowsOf(size, stride, padding, dilation), nameof(Im2Col), x);
    }

    /// <summary>
    /// What the windows show of sequences [n, c, l], side by side: [n, c, fl, ol], the element of the window before its
    /// place.
    /// </summary>
    /// <param name="x">The sequences [n, channels, length].</param>
    /// <param name="length">Elements of a window. It is named, since a number alone is the size of windows on
    /// images.</param>
    /// <param name="stride">From one window to the next: 1 unless given.</param>
    /// <param name="padding">Zeros before and after the sequences: 0 unless given.</param>
    /// <param name="dilation">From one element of a window to the next: 1 unless given.</param>
    /// <exception cref="ShapeException">They are not sequences, or no window fits; the message shows the
    /// arithmetic.</exception>
    [OverloadResolutionPriority(-1)]
    public static Expr Im2Col(this Expr x, int length, int? stride = null, int? padding = null, int? dilation = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        var images = Sequences.Of(nameof(Im2Col), x, length);
        var shown = Images.Windows(
            images, Sequences.WindowsOf(nameof(Im2Col), [x], length, stride, padding, dilation), nameof(Im2Col), x);
        return shown.Reshape(shown.Shape.Without([2, 4]));
    }

    /// <summary>
    /// The transpose of <c>Im2Col</c>: what windows hold, [n, c, fh, fw, oh, ow], added to the elements of the images
    /// that they show; of sequences, [n, c, fl, ol] gives [n, c, l].
    /// </summary>
    /// <param name="columns">What <c>Im2Col</c> gives, or anything of that shape.</param>
    /// <param name="image">Height and width of the images, or the length of the sequences.</param>
    /// <param name="stride">From one window to the next: 1 unless given. One number, or <c>(height, width)</c> of
    /// images.</param>
    /// <param name="padding">Zeros that were around the images: 0 unless given.</param>
    /// <param name="dilation">From one element of a window to the next: 1 unless given.</param>
    /// <exception cref="ShapeException">The windows are not those of such images, or <c>(height, width)</c> is given
    /// for sequences.</exception>
    public static Expr Col2Im(
        this Expr columns, Size2D image, Size2D? stride = null, Size2D? padding = null, Size2D? dilation = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var shape = columns.Shape;
        if (shape.Rank == 4)
        {
            var rows = columns.Reshape(Shape.Of(shape[0], shape[1], 1, shape[2], 1, shape[3]));
            var along = Sequences.Along(nameof(Col2Im), [columns], nameof(image), image);
            return Sequences.Back(Added(rows, Sequences.WindowsOf(
                nameof(Col2Im), [columns], shape[2], stride, padding, dilation), (1, along), columns));
        }

        var size = shape.Rank == 6 ? (Size2D)(shape[2], shape[3]) : 1;
        return Added(columns, Images.WindowsOf(size, stride, padding, dilation), image, columns);
    }

    /// <summary>Each example as one row: [n, …] as [n, m].</summary>
    public static Expr Flatten(this Expr x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape.Rank == 0)
        {
            throw ShapeException.For(
                nameof(Flatten), [x], "a scalar has no examples", "give it an axis: x.Reshape(1, 1)");
        }

        return Refusals.Named(nameof(Flatten), [x],
            () => x.Reshape(Shape.Of(x.Shape[0], x.Shape.Skip(1).Aggregate(1, (size, axis) => checked(size * axis)))));
    }

    private static Expr Added(Expr columns, ConvolutionGeometry windows, Size2D image, Expr given) =>
        Refusals.Named(nameof(Col2Im), [given], () =>
    {
        Ops.Col2Im.Expect([given], columns.Shape, windows, image);
        var around = windows.Padding;
        var padded = Expr.Apply(new Col2Im(windows with { Padding = 0 },
            (checked(image.Height + (2 * around.Height)), checked(image.Width + (2 * around.Width)))), columns);
        return padded.Slice(2, around.Height, image.Height).Slice(3, around.Width, image.Width);
    });

    private static Expr Mean(Expr images, ConvolutionGeometry windows, Expr given) =>
        Refusals.Named(nameof(AveragePool), [given],
            () => Images.Windows(images, windows, nameof(AveragePool), given).Sum(2, 3) / windows.Size.Area);

    private static void ExpectImages(string name, Expr x, Size2D size)
    {
        if (x.Shape.Rank != 4)
        {
            throw WindowErrors.NotImages(name, [x], x.Shape, sequences: $"write {name}(length: {size.Width})");
        }
    }
}
