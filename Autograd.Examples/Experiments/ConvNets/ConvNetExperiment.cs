using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Examples.Experiments.ConvNets;

/// <summary>A network with one convolutional layer learns to read digits.</summary>
internal static class ConvNetExperiment
{
    private static readonly Setting<int> Digit = Setting.TestImage("--digit", "that is shown layer by layer");

    public static Experiment Experiment { get; } = new(
        "convnet", "A network with a convolutional layer reads digits: its filters, and a digit layer by layer",
        "sections 7.5 and 7.6", "Autograd.Examples/Experiments/ConvNets",
        Run, [.. ImageSettings.Length.Settings, ImageSettings.Batch, ImageSettings.Rate, Digit])
    {
        Variants = [[.. ImageSettings.InTheBook]],
        Check = lab => lab.CheckTestImage(Digit),
    };

    private static Findings Run(Lab lab)
    {
        var (train, test) = lab.Digits;
        var digit = lab.TestImage(Digit);
        var (weights, order) = lab.Key.Split();
        var net = ImageSettings.NetFor(
            train, image => SimpleConvNet.Create(image, train.Classes, Initializers.Normal(0.01), weights));
        var step = Train.Step<SimpleConvNet>((model, x, t) => model.Scores(x).SoftmaxCrossEntropy(t),
            Optimizers.Adam(lab.Get(ImageSettings.Rate)), lab.Plan);
        var course = ImageTraining.Run<TrainState<SimpleConvNet>, SimpleConvNet>(
            lab, order, batches => batches, step.Start(net), step, state => state.Parameters,
            (model, x) => model.Scores(x));
        var answers = course.Last.Answers!;
        return new($"The {net.Conv.Bias.Shape.Size} filters find the same stroke wherever it is in the image, and "
            + $"fully connected layers read what they found: {Written.Percent(course.Test[^1].Y)} of the test images "
            + "rightly. No one designed the filters: training makes them from random numbers.")
        {
            Figures =
            [
                new("parameters", net.CountParameters(), lab.Data is null ? Reference.Of(433_890, 0, "N0") : null,
                    "N0"),
                .. ImageTraining.Figures(course, epoch => ImageSettings.AreUsual(lab) ? BookOf(epoch) : null),
            ],
            Tables = [answers.Confusion()],
            Weights = TrainedWeights.Of(course.Net),
            Plates =
            [
                ConvNetPlates.Learning("convnet-learning", course),
                .. ConvNetPlates.Filters("convnet", "edges and blobs", net.Conv, course.Net.Conv),
                .. ConvNetPlates.Layers("convnet", course.Net, test, digit),
                .. answers.WrongPlates("convnet-wrong"),
            ],
        };
    }

    // One run of the book's code; one of PyTorch gives .9614 and .9886.
    private static Reference? BookOf(double epoch) => epoch switch
    {
        1 => new("0.9603 (at least 0.955)", 0.955, 1),
        20 => new("0.9862 (at least 0.986)", 0.986, 1),
        _ => null,
    };
}
