using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.ConvNets;

/// <summary>Six convolutional layers with dropout learn to read digits.</summary>
internal static class DeepNetExperiment
{
    // As far as a hand may well have written the same digit elsewhere and aslant.
    private static readonly Augmentation Little = new(Shift: 2, Degrees: 10);

    private static readonly Setting<bool> Augment =
        Setting.Flag("--augment", $"Shift each image by up to {Little.Shift} pixels and turn it by up to "
        + $"{Little.Degrees} degrees, anew in each epoch");

    private static readonly Setting<bool> Constant = Setting.Flag(
        "--constant", "Keep the learning rate as the book does, instead of letting it fall to 0 along half a cosine");

    public static Experiment Experiment { get; } = new(
        "deepnet", "Six convolutional layers, pooling and dropout read digits", "section 8.1",
        "Autograd.Examples/Experiments/ConvNets",
        Run, [.. ImageSettings.Length.Settings, ImageSettings.Batch, ImageSettings.Rate, Augment, Constant])
    {
        Variants = [[.. ImageSettings.InTheBook]],
    };

    private static Findings Run(Lab lab)
    {
        var train = lab.Digits.Train;
        var keys = lab.Key.Split(4);
        var net = ImageSettings.NetFor(
            train, image => DeepConvNet.Create(image, train.Classes, Initializers.He, keys[0]));
        var (rate, steps) = (lab.Get(ImageSettings.Rate), ImageSettings.BatchesOf(lab).Steps);
        // At a constant rate the accuracy goes up and down from epoch to epoch (.991 to .994 near the end), and the
        // last is as good as any.
        var schedule = lab.Get(Constant) ? Schedules.Constant(rate) : Schedules.Cosine(rate, steps);
        var step = Train.Step<DeepConvNet>((model, x, t, key) => model.TrainingScores(x, key).SoftmaxCrossEntropy(t),
            Optimizers.Adam(schedule), lab.Plan);
        var course = ImageTraining.Run<TrainState<DeepConvNet, KeyChain>, DeepConvNet>(
            lab, keys[1], batches => lab.Get(Augment) ? batches.Augmented(Little, keys[2]) : batches,
            step.Start(net, KeyChain.From(keys[3])), step, state => state.Parameters, (model, x) => model.Scores(x));
        var answers = course.Last.Answers!;
        return new($"Small filters one above another see more and more of the image with fewer parameters than large "
            + $"ones: {net.CountParameters():N0} are enough to read {Written.Percent(course.Test[^1].Y)} of the test "
            + "images rightly.")
        {
            Figures =
            [
                new("parameters", net.CountParameters(), lab.Data is null ? Reference.Of(123_552, 0, "N0") : null,
                    "N0"),
                .. ImageTraining.Figures(course, epoch =>
                    ImageSettings.AreUsual(lab) && epoch == 20 ? new("at least 0.993", 0.993, 1) : null),
            ],
            Tables = [answers.Confusion()],
            Weights = TrainedWeights.Of(course.Net),
            Plates =
            [
                ConvNetPlates.Learning("deepnet-learning", course),
                .. ConvNetPlates.Filters("deepnet", "edges", net.Convs[0], course.Net.Convs[0]),
                .. answers.WrongPlates("deepnet-wrong"),
            ],
        };
    }
}
