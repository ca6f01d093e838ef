using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.ConvNets;

/// <summary>How the training of a network for images went.</summary>
/// <param name="Net">The network, as far as it was trained.</param>
/// <param name="Loss">The mean loss of the batches since the last look.</param>
/// <param name="Training">The accuracy on the first training images after each epoch.</param>
/// <param name="Test">The accuracy on the test images after each epoch.</param>
/// <param name="Answers">The answers on the test images after the last.</param>
/// <typeparam name="TModel">The type of the network.</typeparam>
internal sealed record ImageCourse<TModel>(
    TModel Net, ImmutableArray<Point> Loss, ImmutableArray<Point> Training, ImmutableArray<Point> Test, Answers Answers)
    where TModel : IParameterRecord<TModel>
{
    // As many as the book's Trainer looks at after an epoch; all would take as long as half an epoch.
    private const int TrainingImages = 1000;
    private const int StepsBetweenLooks = 50;

    // What is between two layers of so many images nearly stays in the cache.
    private const int Chunk = 250;

    /// <summary>
    /// Trains for as many epochs as the settings say; if it is stopped, this is the course up to there.
    /// </summary>
    /// <param name="lab">The settings, the data, and what stops it.</param>
    /// <param name="order">Where the order of the images comes from.</param>
    /// <param name="prepared">What is done to the batches.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="step">The step.</param>
    /// <param name="model">The network of a state.</param>
    /// <param name="scores">The network's scores in inference.</param>
    /// <exception cref="OperationCanceledException">It was stopped before there was anything to see.</exception>
    public static ImageCourse<TModel> Of<TState>(
        Lab lab, Key order, Func<IEnumerable<Batch>, IEnumerable<Batch>> prepared, TState start,
        Step<TState> step, Func<TState, TModel> model, Func<TModel, Expr, Expr> scores)
        where TState : IParameterRecord<TState>
    {
        var (train, test) = lab.Digits;
        var ((size, perEpoch), epochs) = (ImageSettings.BatchesOf(lab), lab.Get(ImageSettings.Epochs));
        var some = train.First(Math.Min(TrainingImages, train.Count));
        var predictions = Metrics.Predictions(scores, lab.Plan, Chunk);
        var (net, answers) = (model(start), (Answers?)null);
        var (loss, training, tests) = (ImmutableArray.CreateBuilder<Point>(), ImmutableArray.CreateBuilder<Point>(),
            ImmutableArray.CreateBuilder<Point>());
        foreach (var look in prepared(train.ShuffledBatches(size, order)).Take(Lab.Steps(perEpoch, epochs))
            .Observe(start, step, Looks.Every(perEpoch, StepsBetweenLooks), lab.Stop))
        {
            var epoch = (double)look.Iteration / perEpoch;
            net = model(look.State);
            loss.Add(new(epoch, look.Loss));
            if (loss.Count > 1) lab.Curve(LossOver(loss.ToImmutable()));
            lab.Progress($"epoch {Math.Ceiling(epoch)} of {epochs}, loss {look.Loss:F4}", epoch / epochs);
            if (look.Iteration % perEpoch != 0 && !lab.Stop.IsCancellationRequested) continue;
            answers = new(test, predictions(net, test));
            tests.Add(new(epoch, answers.Accuracy));
            training.Add(new(epoch, new Answers(some, predictions(net, some)).Accuracy));
            lab.Note("epoch", ("epoch", epoch), ("loss", look.Loss), ("trainAccuracy", training[^1].Y),
                ("testAccuracy", tests[^1].Y));
        }

        return new(net, loss.ToImmutable(), training.ToImmutable(), tests.ToImmutable(),
            answers ?? throw new OperationCanceledException(lab.Stop));
    }

    /// <summary>The loss over the epochs.</summary>
    public Chart LossChart => LossOver(Loss);

    private static Chart LossOver(ImmutableArray<Point> loss) =>
        new("Loss", new("epoch", Min: 0), new("cross-entropy", Charts.Scale.Log), new Line("", loss));

    /// <summary>The accuracies after the first epoch and at the end.</summary>
    /// <param name="book">What the book has after an epoch, if it has.</param>
    public IEnumerable<Figure> Figures(Func<double, Reference?> book) =>
    [
        .. new[] { Test[0], Test[^1] }.Distinct()
        .Select(point => new Figure($"test accuracy, epoch {point.X:G4}", point.Y, book(point.X), "F4")),
        new($"accuracy on the first {TrainingImages} training images at the end", Training[^1].Y, Format: "F4"),
        new("misclassified test images", Answers.Wrong.Length),
    ];
}
