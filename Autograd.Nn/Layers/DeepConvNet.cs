using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// A deep convolutional network (<i>Deep Learning from Scratch</i>, section 8.1): three blocks of two convolutions of 3
/// × 3 with relu and pooling by 2 × 2, each with twice the filters of the last; affine, relu, dropout; affine, dropout.
/// </summary>
/// <param name="Convs">The six convolutional layers.</param>
/// <param name="Hidden">From what is left of the image to the hidden units.</param>
/// <param name="Output">From the hidden units to the scores.</param>
/// <param name="Image">Channels, height and width of an image.</param>
/// <param name="Ratio">The share of units that dropout leaves out in training.</param>
/// <param name="Form">Where dropout makes up for them.</param>
[ParameterRecord]
public sealed partial record DeepConvNet(
    ImmutableArray<Conv> Convs, Affine Hidden, Affine Output, [Static] Shape Image, [Static] double Ratio,
    [Static] DropoutForm Form)
{
    /// <summary>The share of units that dropout leaves out in training.</summary>
    public double Ratio { get; init => field = DropoutFunctions.Checked(value, nameof(Ratio)); } =
        DropoutFunctions.Checked(Ratio);

    private const int Blocks = 3;
    private const int PerBlock = 2;

    // With it, 28 pixels are 14, 8 and 4 after the blocks, and no pooling leaves a row over.
    private const int Widened = 3;

    /// <summary>A network with random weights and zero biases.</summary>
    /// <param name="image">Channels, height and width of an image.</param>
    /// <param name="classes">How many scores it gives.</param>
    /// <param name="initializer">How weights are drawn; <see cref="Initializers.He"/> suits relu.</param>
    /// <param name="key">Where the randomness comes from; each layer gets a key of its own.</param>
    /// <param name="filters">Filters of the first two layers.</param>
    /// <param name="hidden">Hidden units.</param>
    /// <param name="ratio">The share of units that dropout leaves out in training.</param>
    /// <param name="form">Where dropout makes up for them; the book's form by default.</param>
    /// <exception cref="ShapeException">The image is too small for three times pooling.</exception>
    /// <example><c>DeepConvNet.Create([1, 28, 28], 10, Initializers.He, Key.From(1))</c>: 123,552 parameters.</example>
    public static DeepConvNet Create(
        Shape image, int classes, Initializer initializer, Key key, int filters = 16, int hidden = 50,
        double ratio = 0.5, DropoutForm form = DropoutForm.Book)
    {
        var keys = key.Split((Blocks * PerBlock) + 2);
        var convs = ImmutableArray.CreateBuilder<Conv>(Blocks * PerBlock);
        for (var i = 0; i < Blocks * PerBlock; i++)
        {
            var channels = i == 0 ? ImageRows.Checked(image)[0] : convs[^1].Bias.Shape.Size;
            convs.Add(Conv.Create(channels, filters << (i / PerBlock), 3, initializer, keys[i]));
        }

        var layers = convs.MoveToImmutable();
        var left = Features(Prelude.Zeros(Shape.Of([1, .. image])), layers).Shape.Size;
        return new(layers, Affine.Create(left, hidden, initializer, keys[^2]),
            Affine.Create(hidden, classes, initializer, keys[^1]), image, ratio, form);
    }

    /// <summary>Inference: the scores [n, classes] of rows x [n, channels · height · width].</summary>
    /// <param name="x">Images, [n, features] or [n, channels, height, width].</param>
    /// <exception cref="ShapeException">The rows are not as long as an image has pixels.</exception>
    public Expr Scores(Expr x) => Scores(x, (units, _) => units.DropoutInference(Ratio, Form));

    /// <summary>Training: the scores with units left out.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="key">Where the randomness comes from: bits [2], different at each step.</param>
    /// <exception cref="ShapeException">The rows are not as long as an image has pixels.</exception>
    public Expr TrainingScores(Expr x, Expr key) =>
        Scores(x, (units, layer) => units.Dropout(Ratio, key.FoldIn(layer), Form));

    private Expr Scores(Expr x, Func<Expr, int, Expr> dropout)
    {
        var units = dropout(Features(x.AsImages(Image), Convs).Flatten().Affine(Hidden).Relu(), 0);
        return dropout(units.Affine(Output), 1);
    }

    private static Expr Features(Expr images, ImmutableArray<Conv> layers)
    {
        for (var i = 0; i < layers.Length; i++)
        {
            images = images.Convolution(layers[i], padding: i == Widened ? 2 : 1).Relu();
            if (i % PerBlock == PerBlock - 1) images = images.MaxPool(2);
        }

        return images;
    }
}
