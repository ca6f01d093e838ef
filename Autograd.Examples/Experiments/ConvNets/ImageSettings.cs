using Autograd.Examples.Harness;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.ConvNets;

/// <summary>What the trainings of networks for images share.</summary>
internal static class ImageSettings
{
    private const int UsualBatch = 100;
    private const double UsualRate = 0.001;

    /// <summary>How long they train.</summary>
    public static TrainingLength Length { get; } = TrainingLength.InEpochs("Passes over the images", 20);

    /// <summary>Images in a mini-batch.</summary>
    public static Setting<int> Batch { get; } = Setting.Count("--batch", "Images in a mini-batch", UsualBatch);

    /// <summary>The learning rate.</summary>
    public static Setting<double> Rate { get; } =
        Setting.Positive("--learning-rate", "Learning rate of Adam", UsualRate);

    /// <summary>All 20 epochs take a minute or more; one shows nearly all there is to see.</summary>
    public static string[] InTheBook => [Length.Epochs.Option.Name, "1"];

    /// <summary>Whether a figure of the book is to be expected, but for the number of epochs.</summary>
    /// <param name="lab">The command line.</param>
    public static bool AreUsual(Lab lab) =>
        lab.Data is null && (lab.Get(Batch), lab.Get(Rate)) == (UsualBatch, UsualRate);

    /// <summary>Images in a mini-batch, mini-batches in an epoch, and all of them in the training.</summary>
    /// <param name="lab">The command line.</param>
    public static (int Size, int PerEpoch, int Steps) BatchesOf(Lab lab)
    {
        var count = lab.Digits.Train.Count;
        var size = Math.Min(lab.Get(Batch), count);
        return (size, count / size, Length.Steps(lab, count / size));
    }

    /// <summary>The shape of an image of a data set: channels, height and width.</summary>
    /// <param name="data">The data set.</param>
    /// <exception cref="ProgramException">They are no images.</exception>
    public static Shape ImageOf(DataSet data) => data.ImageShape switch
    {
        [var height, var width] => [1, height, width],
        [var channels, var height, var width] => [channels, height, width],
        var other => throw new ProgramException(
            $"--data: a convolution takes images of rows and columns, not of the shape [{string.Join(", ", other)}]"),
    };

    /// <summary>A network for these images.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="create">Makes a network for images of a shape.</param>
    /// <exception cref="ProgramException">They are too small for it.</exception>
    public static TModel NetFor<TModel>(DataSet data, Func<Shape, TModel> create)
        where TModel : IParameterRecord<TModel>
    {
        try
        {
            return create(ImageOf(data));
        }
        catch (ShapeException error)
        {
            throw new ProgramException(
                $"--data: images of {string.Join(" × ", data.ImageShape)} are too small for this network: "
                + $"{error.Message}");
        }
    }
}
