using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments;

/// <summary>The same network with and without batch normalisation, from sixteen scales of initial weights.</summary>
internal static class BatchNormExperiment
{
    private const int Scales = 16;
    private const double Half = 0.5;
    private const int Batch = 100;

    private static readonly Setting<int> Examples = Setting.Count("--examples", "Images to learn from", 1000);
    private static readonly TrainingLength Length = TrainingLength.InEpochs("Passes over the images", 20);
    private static readonly Setting<double> Rate = Setting.Positive("--learning-rate", "Learning rate", 0.01);

    private static readonly ImmutableArray<double> Deviations =
        [.. Surface.Between(0, -4, Scales).Select(power => Math.Pow(10, power))];

    // Training accuracy at the end, five seeds of the book's code: with, and without.
    private static readonly ImmutableArray<(double Low, double High)> BookWith =
    [
        (0.389, 0.457), (0.420, 0.488), (0.636, 0.685), (0.766, 0.807), (0.860, 0.895), (0.948, 0.959), (0.986, 0.992),
        (0.996, 0.999),
        (0.999, 1.000), (0.988, 0.999), (0.808, 0.997), (0.673, 0.901), (0.704, 0.733), (0.424, 0.621), (0.507, 0.620),
        (0.417, 0.525),
    ];

    private static readonly ImmutableArray<(double Low, double High)> BookWithout =
    [
        (0.097, 0.116), (0.097, 0.097), (0.983, 0.999), (0.823, 0.885), (0.206, 0.354), (0.116, 0.187), (0.116, 0.117),
        (0.116, 0.117),
        (0.116, 0.117), (0.116, 0.117), (0.116, 0.117), (0.116, 0.117), (0.117, 0.117), (0.116, 0.117), (0.116, 0.117),
        (0.116, 0.117),
    ];

    public static Experiment Experiment { get; } = new(
        "batchnorm", "With and without batch normalisation, from sixteen scales of initial weights", "section 6.3",
        "Autograd.Examples/Experiments/BatchNormExperiment.cs", Run,
        [Examples, .. Length.Settings, Rate]);

    private static Findings Run(Lab lab)
    {
        var data = lab.Digits.Train.First(Math.Min(lab.Get(Examples), lab.Digits.Train.Count));
        ImmutableArray<int> widths = [data.Features, 100, 100, 100, 100, 100, data.Classes];
        var (weights, batches) = lab.Key.Split();
        var epoch = Math.Max(1, data.Count / Batch);
        // As the book counts, the last epoch ends with its first step.
        var epochs = Length.WholeEpochs(lab, epoch);
        var steps = Math.Min(Length.Steps(lab, epoch), 1 + (epoch * (epochs - 1)));
        IEnumerable<Batch> Batches() => data.RandomBatches(Math.Min(Batch, data.Count), batches)
            .Take(steps).TakeWhile(_ => !lab.Stop.IsCancellationRequested);

        var normalised =
            Train.Step<NormalizedMlp, RunningStatistics>(NormalisedLoss, Optimizers.Sgd(lab.Get(Rate)), lab.Alone);
        var plain = Train.Step<Mlp>(
            (net, x, t) => net.Scores(x, Relu).SoftmaxCrossEntropy(t), Optimizers.Sgd(lab.Get(Rate)), lab.Alone);
        ImmutableArray<Point> With(double deviation)
        {
            var accuracy = Metrics.Accuracy<Pair<NormalizedMlp, RunningStatistics>>(
                (trained, x) => trained.First.Scores(trained.Second, x, Relu), lab.Alone);
            var net = NormalizedMlp.Create(widths.AsSpan(), Initializers.Normal(deviation), weights);
            return Curve(Batches().Observe(normalised.Start(net, net.Statistics()), normalised, 1), epoch,
                state => accuracy(new(state.Parameters, state.Carry), data));
        }

        ImmutableArray<Point> Without(double deviation)
        {
            var accuracy = Metrics.Accuracy<Mlp>((net, x) => net.Scores(x, Relu), lab.Alone);
            return Curve(Batches().Observe(plain.Start(Mlp.Create(widths.AsSpan(), Initializers.Normal(deviation),
                weights)), plain, 1), epoch, state => accuracy(state.Parameters, data));
        }

        var curves = lab.Each("scales", Deviations,
            deviation => (With: With(deviation), Without: Without(deviation)) is var pair && !pair.With.IsEmpty
            ? pair
            : throw new OperationCanceledException(lab.Stop));
        var usual = Length.Is(lab, epochs: 20) && (lab.Get(Examples), lab.Get(Rate)) == (1000, 0.01)
            && !lab.Stop.IsCancellationRequested;
        int Learnt(IEnumerable<ImmutableArray<Point>> all) =>
            all.Count(curve => !curve.IsEmpty && curve[^1].Y > Half);
        var (with, without) = (Learnt(curves.Select(course => course.Result.With)),
            Learnt(curves.Select(course => course.Result.Without)));
        var learnt = $"Of {curves.Length} scales of initial weights, {with} end right about more than half of the "
            + $"training images with batch normalisation, {without} without it.";
        return new(learnt)
        {
            Figures =
            [
                .. curves.Select(
                    (course, i) => Final("with", course.Item, course.Result.With, usual ? BookWith[i] : null)),
                .. curves.Where(course => !course.Result.Without.IsEmpty).Select(
                    (course, i) => Final("without", course.Item, course.Result.Without, usual ? BookWithout[i] : null)),
                new("scales that end above one half, with", with),
                new("scales that end above one half, without", without),
            ],
            Plates =
            [
                new("batchnorm",
                    "Training accuracy by epoch, with batch normalisation and without it (dashed), for each standard "
                    + $"deviation of the initial weights. {learnt}", new Panels(
                    "Batch normalisation", 4, [.. curves.Select(course => new Chart(
                        $"σ = {course.Item:G3}", new("epoch", Min: 0, Max: epochs),
                        new("accuracy", Min: 0, Max: 1),
                        new Line("with", course.Result.With),
                        new Line("without", course.Result.Without) { Dashed = true }))])),
            ],
        };
    }

    private static Expr Relu(Expr x) => x.Relu();

    private static (Expr Loss, RunningStatistics Running) NormalisedLoss(
        NormalizedMlp net, RunningStatistics running, Expr x, Expr t)
    {
        var (scores, next) = net.TrainingScores(running, x, Relu);
        return (scores.SoftmaxCrossEntropy(t), next);
    }

    // As the book counts: the first epoch ends with the first step.
    private static ImmutableArray<Point> Curve<TState>(
        IEnumerable<Observation<TState>> looks, int epoch, Func<TState, double> accuracy)
        where TState : IParameterRecord<TState>
        => [.. looks.Where(look => (look.Iteration - 1) % epoch == 0)
            .Select(look => new Point((look.Iteration - 1) / epoch, accuracy(look.State)))];

    private static Figure Final(
        string what, double deviation, ImmutableArray<Point> curve, (double Low, double High)? book) =>
        new($"training accuracy {what}, σ = {deviation:G3}", curve[^1].Y,
            book is var (low, high) ? Reference.Spread(low, high, "F3") : null, "F3");
}
