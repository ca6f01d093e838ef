using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// A network with one convolutional layer (<i>Deep Learning from Scratch</i>, section 7.5): convolution, relu, pooling
/// by 2 × 2, affine, relu, affine.
/// </summary>
/// <param name="Conv">The convolutional layer.</param>
/// <param name="Hidden">From what is left after pooling to the hidden units.</param>
/// <param name="Output">From the hidden units to the scores.</param>
/// <param name="Image">Channels, height and width of an image.</param>
[ParameterRecord]
public sealed partial record SimpleConvNet(Conv Conv, Affine Hidden, Affine Output, [Static] Shape Image)
{
    /// <summary>A network with random weights and zero biases.</summary>
    /// <param name="image">Channels, height and width of an image.</param>
    /// <param name="classes">How many scores it gives.</param>
    /// <param name="initializer">How weights are drawn; the book's script takes
    /// <c>Initializers.Normal(0.01)</c>.</param>
    /// <param name="key">Where the randomness comes from; each layer gets a key of its own.</param>
    /// <param name="filters">Filters of the convolutional layer.</param>
    /// <param name="size">Height and width of a filter.</param>
    /// <param name="hidden">Hidden units.</param>
    /// <exception cref="ShapeException">The image is too small for the filters and the pooling.</exception>
    /// <example><c>SimpleConvNet.Create([1, 28, 28], 10, Initializers.Normal(0.01), Key.From(1))</c>: 433,890
    /// parameters.</example>
    public static SimpleConvNet Create(
        Shape image, int classes, Initializer initializer, Key key, int filters = 30, int size = 5, int hidden = 100)
    {
        var keys = key.Split(3);
        var conv = Conv.Create(ImageRows.Checked(image)[0], filters, size, initializer, keys[0]);
        var pooled = Prelude.Zeros(Shape.Of([1, .. image])).Convolution(conv).MaxPool(2).Shape.Size;
        return new(conv, Affine.Create(pooled, hidden, initializer, keys[1]),
            Affine.Create(hidden, classes, initializer, keys[2]), image);
    }

    /// <summary>The scores [n, classes] of rows x [n, channels · height · width].</summary>
    /// <param name="x">Images, [n, features] or [n, channels, height, width].</param>
    /// <exception cref="ShapeException">The rows are not as long as an image has pixels.</exception>
    public Expr Scores(Expr x) => Layers(x)[^1].Value;

    /// <summary>What each layer gives for rows x, first to last, with its name: to look at.</summary>
    /// <inheritdoc cref="Scores"/>
    public ImmutableArray<(string Name, Expr Value)> Layers(Expr x)
    {
        var convolved = x.AsImages(Image).Convolution(Conv);
        var active = convolved.Relu();
        var pooled = active.MaxPool(2);
        var hidden = pooled.Flatten().Affine(Hidden).Relu();
        return [("convolution", convolved), ("relu", active), ("pooling", pooled), ("hidden", hidden),
            ("scores", hidden.Affine(Output))];
    }
}
