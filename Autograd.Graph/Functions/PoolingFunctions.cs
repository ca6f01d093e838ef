using System.Runtime.CompilerServices;
using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// Windows on images [n, channels, height, width], or on sequences [n, channels, length]: the largest of their
/// elements, the mean, or all of them.
/// </summary>
/// <remarks>
/// Three axes may be sequences or one image, and a window of 2 would fit either: so <c>MaxPool(2)</c> takes images, and
/// <c>MaxPool(length: 2)</c> sequences.
/// </remarks>
public static partial class PoolingFunctions
{
    /// <summary>
    /// The mean of what each window shows. Padding counts as zeros, so that every mean is over the whole window.
    /// </summary>
    /// <param name="x">The images.</param>
    /// <param name="size">Elements of a window.</param>
    /// <param name="stride">From one window to the next; by default the size of the windows.</param>
    /// <param name="padding">Zeros around the images, by default none.</param>
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
    /// <param name="stride">From one window to the next; by default the length of the windows.</param>
    /// <param name="padding">Zeros before and after the sequences, by default none.</param>
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
