using System.Runtime.CompilerServices;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// The parameters of a convolutional layer: filters, and a bias for each (<i>Deep Learning from Scratch</i>, section
/// 7.2).
/// </summary>
/// <param name="Weight">[filters, channels, height, width]; of sequences, [filters, channels, length].</param>
/// <param name="Bias">[filters].</param>
[ParameterRecord]
public sealed partial record Conv(Expr Weight, Expr Bias)
{
    /// <summary>A layer with random filters and zero biases.</summary>
    /// <param name="channels">Channels that a filter sees: those of the images, divided by the groups if there are
    /// several.</param>
    /// <param name="filters">Filters, which are the channels of the result.</param>
    /// <param name="size">Height and width of a filter.</param>
    /// <param name="initializer">How the filters are drawn. A filter is a unit with channels · height · width
    /// inputs.</param>
    /// <param name="key">Where the randomness comes from; use each key once.</param>
    /// <example><c>Conv.Create(1, 30, 5, Initializers.He, Key.From(1))</c></example>
    public static Conv Create(int channels, int filters, Size2D size, Initializer initializer, Key key) =>
        Of(
            channels,
            filters,
            [Checks.AtLeast(1, size.Height, "a height of filters", nameof(size)),
                Checks.AtLeast(1, size.Width, "a width of filters", nameof(size))],
            initializer,
            key);

    /// <summary>A layer for sequences, with random filters and zero biases.</summary>
    /// <param name="channels">Channels that a filter sees: those of the sequences, divided by the groups if there are
    /// several.</param>
    /// <param name="filters">Filters, which are the channels of the result.</param>
    /// <param name="length">Length of a filter. It is named, since a number alone is the size of filters for
    /// images.</param>
    /// <param name="initializer">How the filters are drawn. A filter is a unit with channels · length inputs.</param>
    /// <param name="key">Where the randomness comes from; use each key once.</param>
    /// <example><c>Conv.Create(8, 16, length: 5, Initializers.He, Key.From(1))</c></example>
    [OverloadResolutionPriority(-1)]
    public static Conv Create(int channels, int filters, int length, Initializer initializer, Key key) =>
        Of(channels, filters, [Checks.AtLeast(1, length, "a length of filters")], initializer, key);

    // An initializer draws a column for each unit; a filter is a unit's weights in a row.
    private static Conv Of(int channels, int filters, ReadOnlySpan<int> size, Initializer initializer, Key key)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        Checks.AtLeast(1, channels, "a number of channels");
        Checks.AtLeast(1, filters, "a number of filters");
        var weights = Shape.Of([filters, channels, .. size]);
        var inputs = weights.Skip(1).Aggregate(1, (product, axis) => checked(product * axis));
        var units = initializer(key, [inputs, filters]).Elements;
        var weight = Tensor.Generate(weights, i => units[(i % inputs * filters) + (i / inputs)]);
        return new(Prelude.Literal(weight), Prelude.Literal(Tensor.Full<float>([filters], 0)));
    }
}

/// <summary>Convolutional layers as functions.</summary>
public static class ConvFunctions
{
    /// <summary>
    /// The convolution of images [n, channels, height, width], or of sequences [n, channels, length], with the layer's
    /// filters, plus the bias of each.
    /// </summary>
    /// <param name="x">The images.</param>
    /// <param name="layer">Filters and biases.</param>
    /// <param name="stride">From one window to the next: 1 by default.</param>
    /// <param name="padding">Zeros around the images: 0 by default.</param>
    /// <param name="dilation">From one element of a window to the next: 1 by default.</param>
    /// <param name="groups">Parts that channels and filters fall into and that do not mix.</param>
    /// <exception cref="ShapeException">The images have other channels than the layer takes, or are smaller than a
    /// filter; the message shows the arithmetic.</exception>
    /// <example><code>
    /// x.Convolution(net.Conv).Relu().MaxPool(2).Flatten().Affine(net.Hidden)
    /// </code></example>
    public static Expr Convolution(
        this Expr x, Conv layer, Size2D? stride = null, Size2D? padding = null, Size2D? dilation = null, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var y = x.Convolution(layer.Weight, stride, padding, dilation, groups);
        return y + layer.Bias.Reshape(Shape.Of([layer.Bias.Shape.Size, .. y.Shape.Skip(2).Select(_ => 1)]));
    }
}
