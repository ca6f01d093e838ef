using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments.Captions;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Digits;

/// <summary>The pictures of the experiment.</summary>
internal static class DigitPlates
{
    private const int Columns = 8;

    /// <summary>Cost and accuracy over the epochs.</summary>
    public static Plate Learning(Course<Mlp> course) => new(
        "digits-learning",
        $"The cost on the test images {CurveWords.FromTo(course.TestLosses)}, and the accuracy on them "
        + $"{CurveWords.FromTo(course.Test, Written.Percent)}"
        + (course.Test.Length > 2 ? $"; after the first epoch it is {Written.Percent(course.Test[1].Y)}." : "."),
        new Panels("Learning", 2,
            new Chart("Cost", new("epoch", Min: 0), new("mean sum of squared differences", Charts.Scale.Log),
                new Line("training batches", course.Losses),
                new Line("test images", course.TestLosses) { Dashed = true }),
            // A start near one in ten would flatten all that follows.
            new Chart($"Test accuracy (untrained: {course.Test[0].Y:F3})", new("epoch", Min: 0), new("accuracy"),
                new Line("", course.Test.Length > 1 ? course.Test[1..] : course.Test))));

    /// <summary>The digit and what the network makes of it, before and after.</summary>
    public static IEnumerable<Plate> Digit(Advice before, Advice after, ImmutableArray<double> pixels) =>
    [
        new("digits-digit", $"The digit that the negative gradient is asked about: a {before.Label}.",
            new ImageGrid("The digit", 1, new Image($"a {before.Label}", Width(before.Data), pixels))),
        new("digits-outputs",
            "The ten outputs for this digit before and after training; points mark the answer wanted.", new Panels(
            $"Ten outputs for a {before.Label}", 2, Outputs($"before training: cost {before.Cost:G3}", before),
            Outputs($"after training: cost {after.Cost:G2}", after))),
    ];

    /// <summary>
    /// The weights from the pixels to each unit of the first hidden layer, before and after training.
    /// </summary>
    public static IEnumerable<Plate> Weights(Course<Mlp> course, DataSet data)
    {
        var (before, after) = (Units("First-layer weights before training", course.Before, data, "F2"),
            Units("First-layer weights after training", course.Net, data, "F2"));
        var (noise, texture) = (Texture.Of(before.Images, before.Images), Texture.Of(before.Images, after.Images));
        const string Colours = "Ink on red pixels excites the unit, on blue ones quiets it.";
        return
        [
            new("digits-weights-before",
                $"The weights of each unit of the first hidden layer before training: random numbers. {Colours}",
                before),
            new("digits-weights-after",
                "The weights of each unit of the first hidden layer after training: "
                + $"{texture.Words(noise, "strokes and their surroundings")}. {Colours}", after),
        ];
    }

    /// <summary>What the digit asks of the same weights.</summary>
    public static Plate Downhill(Advice advice) => new(
        "digits-downhill",
        "The negative gradient for this digit: red weights should go up, blue ones down. Each is the digit itself, "
        + "times what its unit should do: the weights of pixels without ink cannot help.",
        Units($"Negative gradient of the first layer for a {advice.Label}, untrained network", advice.Downhill,
            advice.Data, "G2"));

    private static int Width(DataSet data) => data.ImageShape[^1];

    private static Chart Outputs(string title, Advice advice)
    {
        var digits = advice.Outputs.Length;
        return new(
            title, Axis.Of("digit", advice.Outputs.Select((_, digit) => $"{digit}")), new("output", Min: 0, Max: 1.05),
            Histogram.OfCategories("output", advice.Outputs),
            new Scatter("wanted",
                [.. Enumerable.Range(0, digits).Select(digit => new Point(digit, digit == advice.Label ? 1 : 0))]));
    }

    // Each image has a scale of its own, which its caption tells.
    private static ImageGrid Units(string title, Mlp weights, DataSet data, string format)
    {
        var all = weights.Layers[0].Weight.Evaluate<double>().Elements;
        return new(title, Columns, [.. Enumerable.Range(0, DigitNet.Hidden).Select(unit =>
        {
            ImmutableArray<double> values =
                [.. Enumerable.Range(0, data.Features).Select(pixel => all[(pixel * DigitNet.Hidden) + unit])];
            return new Image(
                $"1.{unit + 1}: ±{values.Max(Math.Abs).ToString(format)}", Width(data), values, Colors.Diverging);
        })]);
    }
}
