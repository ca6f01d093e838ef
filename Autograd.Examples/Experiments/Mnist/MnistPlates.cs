using Autograd.Examples.Charts;
using Autograd.Examples.Experiments.Captions;
using Autograd.Examples.Harness;
using Autograd.Examples.Models;

namespace Autograd.Examples.Experiments.Mnist;

/// <summary>The pictures of the experiment, and what they show in a sentence.</summary>
internal static class MnistPlates
{
    /// <summary>What a reader should take home.</summary>
    /// <param name="activation">The name of the activation.</param>
    /// <param name="hidden">Units of the hidden layer.</param>
    /// <param name="course">How the training went.</param>
    public static string Conclusion(string activation, int hidden, Course<TwoLayerNet> course) =>
        $"A hidden layer of {hidden} units of {activation} reads {Written.Percent(course.Last.Test)} of the test "
        + $"images rightly. {GapWords.Of(course.Training, course.Test)}";

    /// <summary>The loss and the accuracies on the way.</summary>
    /// <param name="name">The name of the activation.</param>
    /// <param name="course">How the training went.</param>
    public static IEnumerable<Plate> Of(string name, Course<TwoLayerNet> course) =>
    [
        new($"mnist-{name}-loss",
            "The loss of the mini-batches, each point the mean since the last: "
            + $"it {CurveWords.FromTo(course.LossesByStep)}.", new Chart(
            $"Loss on the way, {name}", new("step", Min: 0), new("loss", Min: 0), new Line("", course.LossesByStep))),
        new($"mnist-{name}-accuracy",
            "The accuracy on the images learnt from and on others, after each epoch. "
            + GapWords.Of(course.Training, course.Test), new Chart(
                $"Accuracy, {name}", new("epoch", Min: 0), new("accuracy"), new Line("training", course.Training),
                new Line("test", course.Test) { Dashed = true })),
    ];
}
