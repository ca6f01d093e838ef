using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.ConvNets;

/// <summary>How networks for images are trained, and the figures of their courses.</summary>
internal static class ImageTraining
{
    // The book's Trainer looks at this number after an epoch; all images would take as long as half an epoch.
    private const int TrainingImages = 1000;
    private const int StepsBetweenLooks = 50;

    // What lies between two layers of this number of images nearly stays in the cache.
    private const int Chunk = 250;

    /// <summary>
    /// Trains for as long as the settings say; if it is stopped, this is the course up to there.
    /// </summary>
    /// <param name="lab">The settings, the data, and what stops it.</param>
    /// <param name="order">Where the order of the images comes from.</param>
    /// <param name="prepared">What is done to the batches.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="step">The step.</param>
    /// <param name="model">The network of a state.</param>
    /// <param name="scores">The network's scores in inference.</param>
    /// <exception cref="OperationCanceledException">It was stopped before there was anything to see.</exception>
    public static Course<TModel> Run<TState, TModel>(
        Lab lab, Key order, Func<IEnumerable<Batch>, IEnumerable<Batch>> prepared, TState start,
        Step<TState> step, Func<TState, TModel> model, Func<TModel, Expr, Expr> scores)
        where TState : IParameterRecord<TState>
        where TModel : IParameterRecord<TModel>
    {
        var (train, test) = lab.Digits;
        var (size, perEpoch, steps) = ImageSettings.BatchesOf(lab);
        var some = train.First(Math.Min(TrainingImages, train.Count));
        var predictions = Metrics.Predictions(scores, lab.Plan, Chunk);
        return new CourseRun<TState, TModel>(
            Pace.Of(steps, perEpoch, StepsBetweenLooks), prepared(train.ShuffledBatches(size, order)), start, step,
            model, Judged)
        {
            Told = course =>
            {
                if (course.Looks.Length > 1) lab.Curve(LossChart(course));
            },
        }.Run(lab, lab.Stop);

        Verdict Judged(TModel net)
        {
            var answers = new Answers(test, predictions(net, test));
            return new(answers.Accuracy, new Answers(some, predictions(net, some)).Accuracy) { Answers = answers };
        }
    }

    /// <summary>The loss over the epochs.</summary>
    /// <param name="course">How the training went.</param>
    public static Chart LossChart<TModel>(Course<TModel> course)
        where TModel : IParameterRecord<TModel>
        => new("Loss", new("epoch", Min: 0), new("cross-entropy", Charts.Scale.Log), new Line("", course.Losses));

    /// <summary>The accuracies after the first epoch and at the end.</summary>
    /// <param name="course">How the training went.</param>
    /// <param name="book">What the book has after an epoch, if it has.</param>
    public static IEnumerable<Figure> Figures<TModel>(Course<TModel> course, Func<double, Reference?> book)
        where TModel : IParameterRecord<TModel>
        =>
    [
        .. new[] { course.Test[0], course.Test[^1] }.Distinct()
            .Select(point => new Figure($"test accuracy, epoch {point.X:G4}", point.Y, book(point.X), "F4")),
        new($"accuracy on the first {TrainingImages} training images at the end", course.Last.Training!.Value,
            Format: "F4"),
        new("misclassified test images", course.Last.Answers!.Wrong.Length),
    ];
}
