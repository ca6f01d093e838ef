using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments;
using Autograd.Examples.Models;
using Autograd.Nn.Data;

namespace Autograd.Examples.Mnist;

/// <summary>How a training went, as figures and pictures.</summary>
/// <param name="Losses">The loss at each look.</param>
/// <param name="Train">The accuracy on the training images after each epoch.</param>
/// <param name="Test">The accuracy on the test images after each epoch.</param>
internal sealed record MnistCourse(
    ImmutableArray<Point> Losses, ImmutableArray<Point> Train, ImmutableArray<Point> Test)
{
    public static MnistCourse Empty { get; } = new([], [], []);

    /// <summary>The course after another look.</summary>
    public MnistCourse With(MnistLook look)
    {
        var course = this with { Losses = Losses.Add(new(look.Iteration, look.Loss)) };
        return look.Judged is var (epoch, train, test)
            ? course with { Train = Train.Add(new(epoch, train)), Test = Test.Add(new(epoch, test)) }
            : course;
    }

    /// <summary>What there is to show of it.</summary>
    /// <param name="training">What was done.</param>
    /// <param name="net">The trained network.</param>
    /// <param name="test">The test images.</param>
    public Findings Findings(MnistTraining training, TwoLayerNet net, DataSet test)
    {
        var (name, book) = (training.Arguments.Activation, MnistExperiment.BookOf(training.Arguments));
        var answers = new Answers(test, training.Predictions(net, test));
        return new($"A hidden layer of {training.Arguments.Hidden} units of {name} reads {Test[^1].Y:P1} of the test "
            + $"images rightly; training and test accuracy stay close: it does not overfit.")
        {
            Figures =
            [
                new($"{name}: test accuracy", Test[^1].Y, book?.Test, "F4"),
                new($"{name}: training accuracy", Train[^1].Y, book?.Train, "F4"),
                new($"{name}: misclassified test images", answers.Wrong.Length),
            ],
            Tables = [answers.Confusion()],
            Plates =
            [
                new($"mnist-{name}-loss", "The loss of the mini-batches, each point the mean since the last.",
                    new Chart(
                    $"Loss on the way, {name}", new("step", Min: 0), new("loss", Min: 0), new Line("", Losses))),
                new($"mnist-{name}-accuracy",
                    "The accuracy on the images learnt from and on others, after each epoch.", new Chart(
                    $"Accuracy, {name}", new("epoch", Min: 0), new("accuracy"), new Line("training", Train),
                    new Line("test", Test) { Dashed = true })),
                .. answers.WrongPlates($"mnist-{name}-wrong"),
            ],
        };
    }
}
