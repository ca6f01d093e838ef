using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Examples.Experiments;

/// <summary>Six optimizers on a long bowl, step by step, and on digits with a network of five layers.</summary>
internal static class OptimizersExperiment
{
    private const int Updates = 30;

    private static readonly TrainingLength Length = TrainingLength.InIterations("Steps on the digits", 2000);
    private static readonly Setting<int> Batch = Setting.Count("--batch", "Images in a mini-batch", 128);

    private static readonly (double X, double Y) Start = (-7, 2);

    // The learning rates of the book's scripts, on the bowl and on the digits, and what its code gives: x after 30
    // updates; the mean loss of updates 1900 to 1999, five seeds.
    private static readonly ImmutableArray<Contender> Contenders =
    [
        new("SGD", Optimizers.Sgd(0.95), Reference.Of(-0.35039, 2e-5), Optimizers.Sgd(0.01),
            Reference.Spread(0.1969, 0.2020, "F4")),
        new("Momentum", Optimizers.Momentum(0.1), Reference.Of(0.89641, 1e-5), Optimizers.Momentum(0.01),
            Reference.Spread(0.0604, 0.0634, "F4")),
        new("Nesterov", Optimizers.Nesterov(0.1), Reference.Of(0.68961, 1e-5), Optimizers.Nesterov(0.01),
            Reference.Spread(0.0478, 0.0544, "F4")),
        new("AdaGrad", Optimizers.AdaGrad(1.5), Reference.Of(-0.12016, 3e-5), Optimizers.AdaGrad(0.01),
            Reference.Spread(0.0260, 0.0316, "F4")),
        new("RMSProp", Optimizers.RmsProp(0.1), Reference.Of(-0.69742, 1e-5), Optimizers.RmsProp(0.001),
            Reference.Spread(0.0089, 0.0133, "F4")),
        new("Adam", Optimizers.Adam(0.3), Reference.Of(0.13601, 5e-5), Optimizers.Adam(0.001),
            Reference.Spread(0.0323, 0.0416, "F4")),
    ];

    public static Experiment Experiment { get; } = new(
        "optimizers", "SGD, Momentum, Nesterov, AdaGrad, RMSProp and Adam on a long bowl and on digits", "section 6.1",
        "Autograd.Examples/Experiments/OptimizersExperiment.cs", Run,
        [.. Length.Settings, Batch]);

    private static Findings Run(Lab lab)
    {
        var walks = Contenders.Select(contender => Walk(contender.OnBowl)).ToImmutableArray();
        var courses = lab.Each("digits", Contenders, contender =>
            FiveLayers.Learn(
                lab, Activations.Relu, Initializers.He, contender.OnDigits, lab.Get(Batch), Length));
        var usual = Length.Is(lab, iterations: 2000) && !lab.Stop.IsCancellationRequested;
        var bowl = new Surface(at => Bowl(Column(at, 0), Column(at, 1)), (-10, 10), (-5, 5));
        return new($"How often each crosses the floor of the bowl in {Updates} updates: "
            + $"{string.Join(", ", Contenders.Select((contender, i) => $"{contender.Name} {Crossings(walks[i])}"))}. "
            + $"{OnDigits(courses)} Which is best depends on the problem and on the learning rate.")
        {
            Figures =
            [
                .. Contenders.Select((contender, i) =>
                    new Figure($"bowl: x after {Updates} updates, {contender.Name}", walks[i][^1].X, contender.Book)),
                .. Contenders.Select((contender, i) =>
                    new Figure($"bowl: crossings of y = 0, {contender.Name}", Crossings(walks[i]))),
                .. courses.Select(course => new Figure(
                    $"digits: mean loss of the last 100 batches, {course.Item.Name}", course.Result.MeanOfLast(100),
                    usual ? course.Item.BookOnDigits : null, "F4")),
            ],
            Plates =
            [
                new("optimizers-trajectories",
                    $"Each optimizer from ({Start.X}, {Start.Y}), {Updates} updates; the minimum is at (0, 0).",
                    new Panels(
                    "f(x, y) = x²/20 + y²", 3, [.. Contenders.Select((contender, i) => new Chart(
                        contender.Name, new("x", Min: -10, Max: 10), new("y", Min: -5, Max: 5),
                        bowl.Contours("", 0.25, 1, 2, 4, 8, 16), new Trajectory("", walks[i])))])),
                new("optimizers-together",
                    $"Six optimizers from ({Start.X}, {Start.Y}), {Updates} updates each; the minimum is at (0, 0).",
                    new Chart(
                        "Six optimizers on x²/20 + y²", new("x", Min: -8, Max: 2), new("y", Min: -2.5, Max: 2.5),
                        [bowl.Contours("", 0.05, 0.25, 0.5, 1, 2, 3, 4, 6),
                            .. Contenders.Select((contender, i) => new Trajectory(contender.Name, walks[i]))])),
                new("optimizers-digits",
                    $"The loss of each batch on the way, smoothed. {OnDigits(courses)}", new Chart(
                    "A network of five layers on the digits", new("step"), new("loss", Min: 0, Max: 1),
                    [.. courses.Select(course => FiveLayers.Curve(course.Item.Name, course.Result))])),
            ],
        };
    }

    private static Expr Bowl(Expr x, Expr y) => (x.Square() / 20) + y.Square();

    private static Expr Column(Expr points, int column) =>
        points.Gather(Prelude.Literal(Tensor.Of(Shape.Scalar, column)), 1);

    private static ImmutableArray<Point> Walk(GradientTransform optimizer)
    {
        var place = new Pair<Expr, Expr>(Prelude.Parameter(Start.X), Prelude.Parameter(Start.Y));
        var state = optimizer.Start(place);
        var walk = ImmutableArray.Create(new Point(Start.X, Start.Y));
        for (var update = 0; update < Updates; update++)
        {
            (place, state) = optimizer.Step(Bowl(place.First, place.Second).Gradient(place), state, place);
            (place, state) = new Pair<Pair<Expr, Expr>, OptimizerState<Pair<Expr, Expr>>>(place, state)
                .Evaluate<double, Pair<Pair<Expr, Expr>, OptimizerState<Pair<Expr, Expr>>>>();
            walk = walk.Add(new(place.First.Evaluate<double>().ToScalar(), place.Second.Evaluate<double>().ToScalar()));
        }

        return walk;
    }

    private static int Crossings(ImmutableArray<Point> walk) =>
        walk.Zip(walk.Skip(1), (from, to) => from.Y * to.Y).Count(product => product < 0);

    // Of those that end in numbers: a loss that is none is neither low nor high.
    private static string OnDigits(ImmutableArray<(Contender Item, LossHistory Result)> courses)
    {
        var ends = courses.Select(course => (course.Item.Name, Loss: course.Result.MeanOfLast(100)))
            .Where(end => double.IsFinite(end.Loss)).OrderBy(end => end.Loss).ToList();
        return ends.Count < 2 ? "On the digits there is nothing to compare."
            : $"On the digits, at the book's learning rates, {ends[0].Name} ends with the lowest loss, "
                + $"{ends[0].Loss:F4}, and {ends[^1].Name} with the highest, {ends[^1].Loss:F4}.";
    }

    private sealed record Contender(
        string Name, GradientTransform OnBowl, Reference Book, GradientTransform OnDigits, Reference? BookOnDigits);
}
