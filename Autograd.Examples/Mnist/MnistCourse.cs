using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments;
using Autograd.Examples.Models;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Mnist;

/// <summary>How a training went, as figures and pictures.</summary>
/// <param name="Losses">The loss at each look.</param>
/// <param name="Train">The accuracy on the training images after each epoch.</param>
/// <param name="Test">The accuracy on the test images after each epoch.</param>
internal sealed record MnistCourse(ImmutableArray<Point> Losses, ImmutableArray<Point> Train, ImmutableArray<Point> Test)
{
    private const int Wrong = 40;

    public static MnistCourse Empty { get; } = new([], [], []);

    /// <summary>The course after another look.</summary>
    public MnistCourse With(MnistLook look)
    {
        var course = this with { Losses = Losses.Add(new(look.Iteration, look.Loss)) };
        return look.Judged is var (epoch, train, test) ? course with { Train = Train.Add(new(epoch, train)), Test = Test.Add(new(epoch, test)) } : course;
    }

    /// <summary>What there is to show of it.</summary>
    /// <param name="training">What was done.</param>
    /// <param name="net">The trained network.</param>
    /// <param name="test">The test images.</param>
    public Findings Findings(MnistTraining training, TwoLayerNet net, DataSet test)
    {
        var (name, book) = (training.Arguments.Activation, MnistExperiment.BookOf(training.Arguments));
        var predictions = training.Predictions(net, test);
        var wrong = Enumerable.Range(0, test.Count).Where(i => predictions[i] != test.Label(i)).ToImmutableArray();
        return new($"A hidden layer of {training.Arguments.Hidden} units of {name} reads {Test[^1].Y:P1} of the test images rightly; training and test accuracy stay close: it does not overfit.")
        {
            Figures =
            [
                new($"{name}: test accuracy", Test[^1].Y, book?.Test, "F4"),
                new($"{name}: training accuracy", Train[^1].Y, book?.Train, "F4"),
                new($"{name}: misclassified test images", wrong.Length),
            ],
            Tables = [new("Labels (rows) and predictions (columns)", ["label", .. Enumerable.Range(0, test.Classes).Select(c => $"{c}")], Confusion(ConfusionMatrix.Of(predictions, test)))],
            Plates =
            [
                new($"mnist-{name}-loss", "The loss of the mini-batches, each point the mean since the last.", new Chart(
                    $"Loss on the way, {name}", new("step", Min: 0), new("loss", Min: 0), new Line("", Losses))),
                new($"mnist-{name}-accuracy", "The accuracy on the images learnt from and on others, after each epoch.", new Chart(
                    $"Accuracy, {name}", new("epoch", Min: 0), new("accuracy"), new Line("training", Train), new Line("test", Test) { Dashed = true })),
                .. wrong.IsEmpty || test.ImageShape.Length < 2 ? [] : new[]
                {
                    new Plate($"mnist-{name}-wrong", $"The first of the {wrong.Length} misclassified test images: label, and what the network saw.", new ImageGrid(
                        "Misclassified digits", 10, [.. wrong.Take(Wrong).Select(i => new Image($"{test.Label(i)} seen as {predictions[i]}", test.ImageShape[^1], Pixels(test, i)))])),
                },
            ],
        };
    }

    private static ImmutableArray<ImmutableArray<string>> Confusion(ConfusionMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Classes).Select(label => (ImmutableArray<string>)[$"{label}", .. Enumerable.Range(0, matrix.Classes).Select(predicted => $"{matrix[label, predicted]}")])];

    private static ImmutableArray<double> Pixels(DataSet data, int image)
    {
        var pixels = new float[data.Features];
        data.GatherImage(image, pixels);
        return [.. pixels.Select(pixel => (double)pixel)];
    }
}
