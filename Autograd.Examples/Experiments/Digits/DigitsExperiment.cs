using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments.Captions;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Digits;

/// <summary>
/// The notes' network of 13,002 parameters learns digits, and the negative gradient for one digit says what it asks of
/// each of them.
/// </summary>
internal static class DigitsExperiment
{
    private const double UsualRate = 3;
    private const int UsualBatch = 30;
    private const int UsualEpochs = 20;

    private static readonly Setting<double> Rate = Setting.Positive("--learning-rate", "Learning rate", UsualRate);
    private static readonly Setting<int> Batch = Setting.Count("--batch", "Images in a mini-batch", UsualBatch);
    private static readonly TrainingLength Length = TrainingLength.InEpochs("Passes over the images", UsualEpochs);
    private static readonly Setting<int> Digit =
        Setting.TestImage("--digit", "that the negative gradient is asked about");

    public static Experiment Experiment { get; } = new(
        "digits", "The notes' network of 13,002 parameters learns digits; what one digit asks of each of them",
        "the notes on gradient descent", "Autograd.Examples/Experiments/Digits", Run,
        [Rate, Batch, .. Length.Settings, Digit])
    {
        Check = lab => lab.CheckTestImage(Digit),
    };

    private static Findings Run(Lab lab)
    {
        var (_, test) = lab.Digits;
        var digit = lab.TestImage(Digit);
        var course = DigitTraining.Run(lab, lab.Get(Rate), lab.Get(Batch), Length);
        // Before training the network answers about one half to everything, so that the digit's wishes are plain.
        var (before, after) = (Advice.Of(course.Before, test, digit), Advice.Of(course.Net, test, digit));
        var answers = new Answers(test, Metrics.Predictions<Mlp>(DigitNet.Outputs, lab.Plan)(course.Net, test));
        var usual = Length.Is(lab, epochs: UsualEpochs)
            && (lab.Get(Rate), lab.Get(Batch)) == (UsualRate, UsualBatch);
        return new(Conclusion(before, course))
        {
            Figures =
            [
                new("parameters", course.Before.CountParameters(), Known(test) ? Reference.Of(13_002, 0, "N0") : null,
                    "N0"),
                new("test accuracy", course.Last.Test, usual ? new("at least 0.9", 0.9, 1) : null, "F4"),
                new("cost on the test images before training", course.TestLosses[0].Y, Format: "F4"),
                new("cost on the test images after training", course.TestLosses[^1].Y, Format: "F4"),
                new($"cost of test image {digit} before training", before.Cost, Format: "F4"),
                new($"cost of test image {digit} after training", after.Cost, Format: "F4"),
                new("times that the largest entry of the negative gradient is the largest of the first layer",
                    before.Nudges[0].Size / before.LargestOf(0).Size, Format: "G3"),
                new($"parameters that test image {digit} does not touch: the weights of its pixels without ink",
                    before.Untouched, Format: "N0"),
            ],
            Weights = TrainedWeights.Of(course.Net),
            Tables = [Outputs(before, after), .. before.Tables(), answers.Confusion()],
            Plates =
            [
                DigitPlates.Learning(course), .. DigitPlates.Digit(before, after, Answers.Pixels(test, digit)),
                .. DigitPlates.Weights(course, test),
                DigitPlates.Downhill(before), .. answers.WrongPlates("digits-wrong"),
            ],
        };
    }

    private static string Conclusion(Advice advice, Course<Mlp> course) =>
        $"The gradient points where the cost grows fastest; its opposite says how to lower it. For a {advice.Label} "
            + $"and the untrained network: {advice.Sentence(advice.Nudges[0], advice.LargestOf(0))}. "
        + "Following such advice, averaged over mini-batches, the accuracy on new digits "
            + $"{CurveWords.FromTo(course.Test, Written.Percent)}.";

    private static bool Known(DataSet data) => (data.Features, data.Classes) == (784, 10);

    private static Table Outputs(Advice before, Advice after) => new(
        "The outputs for the digit", ["output", "wanted", "before training", "should go", "after training"],
        [.. before.Outputs.Select((y, digit) => (ImmutableArray<string>)[$"{digit}", digit == before.Label ? "1" : "0",
            $"{y:F4}", digit == before.Label ? "up" : "down", $"{after.Outputs[digit]:F4}"])]);
}
