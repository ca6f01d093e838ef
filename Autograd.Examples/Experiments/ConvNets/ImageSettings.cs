using Autograd.Graph;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.ConvNets;

/// <summary>What the trainings of networks for images share.</summary>
internal static class ImageSettings
{
    private const int UsualBatch = 100;
    private const double UsualRate = 0.001;

    /// <summary>Passes over the images.</summary>
    public static Setting<int> Epochs { get; } = Settings.Epochs("Passes over the images", 20);

    /// <summary>Images in a mini-batch.</summary>
    public static Setting<int> Batch { get; } = Settings.Count("--batch", "Images in a mini-batch", UsualBatch);

    /// <summary>The learning rate.</summary>
    public static Setting<double> Rate { get; } =
        Settings.Positive("--learning-rate", "Learning rate of Adam", UsualRate);

    /// <summary>All 20 epochs take a minute or more; one shows nearly all there is to see.</summary>
    public static string[] InTheBook => [Epochs.Option.Name, "1"];

    /// <summary>Whether a figure of the book is to be expected, but for the number of epochs.</summary>
    public static bool AreUsual(Lab lab) =>
        lab.Data is null && (lab.Get(Batch), lab.Get(Rate)) == (UsualBatch, UsualRate);

    /// <summary>Images in a mini-batch, and mini-batches in an epoch.</summary>
    public static (int Size, int PerEpoch) BatchesOf(Lab lab)
    {
        var count = lab.Digits.Train.Count;
        var size = Math.Min(lab.Get(Batch), count);
        return (size, count / size);
    }

    /// <summary>The shape of an image of a data set: channels, height and width.</summary>
    /// <exception cref="ExperimentException">They are no images.</exception>
    public static Shape ImageOf(DataSet data) => data.ImageShape switch
    {
        [var height, var width] => [1, height, width],
        [var channels, var height, var width] => [channels, height, width],
        var other => throw new ExperimentException(
            $"--data: a convolution takes images of rows and columns, not of the shape [{string.Join(", ", other)}]"),
    };

    /// <summary>A network for these images.</summary>
    /// <exception cref="ExperimentException">They are too small for it.</exception>
    public static TModel NetFor<TModel>(DataSet data, Func<Shape, TModel> create)
        where TModel : IParameterRecord<TModel>
    {
        try
        {
            return create(ImageOf(data));
        }
        catch (ShapeException error)
        {
            throw new ExperimentException(
                $"--data: images of {string.Join(" × ", data.ImageShape)} are too small for this network: "
                + $"{error.Message}");
        }
    }
}
