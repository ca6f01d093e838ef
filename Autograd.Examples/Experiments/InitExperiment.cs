using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Examples.Experiments;

/// <summary>What initial weights do to activations five layers deep, and to learning.</summary>
internal static class InitExperiment
{
    private const int Examples = 1000;
    private const int Width = 100;
    private const int Layers = 5;
    private const int Bars = 30;
    private const int Batch = 128;
    private const double NearGuess = 0.1;

    private static readonly TrainingLength Length = TrainingLength.InIterations("Steps on the digits", 2000);
    private static readonly Setting<double> Rate =
        Setting.Positive("--learning-rate", "Learning rate on the digits", 0.01);

    private static readonly ImmutableArray<(string Name, Initializer Weights)> Starts =
        [("σ = 1", Initializers.Normal(1)), ("σ = 0.01", Initializers.Normal(0.01)), ("Xavier", Initializers.Xavier),
            ("He", Initializers.He)];

    private static readonly ImmutableArray<Activation> Functions =
        [Activations.Sigmoid, Activations.Tanh, Activations.Relu];

    public static Experiment Experiment { get; } = new(
        "init", "Initial weights: activations five layers deep, and learning curves", "section 6.2",
        "Autograd.Examples/Experiments/InitExperiment.cs", Run,
        [.. Length.Settings, Rate]);

    private static Findings Run(Lab lab)
    {
        var cases = Functions.SelectMany(
            function => Starts.Select(start => new Case(function, start.Name, start.Weights))).ToImmutableArray();
        var activations = cases.ToDictionary(each => each.Name, each => Forward(lab, each));
        var courses = lab.Each("digits", cases, each =>
            FiveLayers.Learn(
                lab, each.Function, each.Weights, Optimizers.Sgd(lab.Get(Rate)), Batch, Length));
        IEnumerable<string> Spreads(Activation function) =>
            cases.Where(each => each.Function == function).Select(each =>
            $"from {Deviation([.. activations[each.Name][0]]):G3} to {Deviation(Deepest(each.Name)):G3} with "
                + $"{each.Start}");
        float[] Deepest(string name) => [.. activations[name][^1]];
        return new("Weights too large saturate sigmoid and tanh, so that gradients vanish; weights too small make all "
            + $"units of a layer alike, so that it can say no more than one unit. {OnDigits(courses)}")
        {
            Figures =
            [
                new("sigmoid, σ = 1: share of activations below 0.05, layer 5",
                    Share(Deepest("sigmoid, σ = 1"), y => y < 0.05), Reference.Spread(0.2849, 0.4118), "F3"),
                new("sigmoid, σ = 1: share of activations above 0.95, layer 5",
                    Share(Deepest("sigmoid, σ = 1"), y => y > 0.95), Reference.Spread(0.2591, 0.4211), "F3"),
                new("sigmoid, σ = 0.01: standard deviation, layer 5", Deviation(Deepest("sigmoid, σ = 0.01")),
                    Reference.Spread(0.0113, 0.0133), "F4"),
                new("sigmoid, Xavier: standard deviation, layer 5", Deviation(Deepest("sigmoid, Xavier")),
                    Reference.Spread(0.1109, 0.1354), "F4"),
                new("tanh, σ = 1: share of |activations| above 0.95, layer 5",
                    Share(Deepest("tanh, σ = 1"), y => Math.Abs(y) > 0.95), Reference.Spread(0.8448, 0.8493), "F3"),
                new("tanh, Xavier: standard deviation, layer 5", Deviation(Deepest("tanh, Xavier")),
                    Reference.Spread(0.3144, 0.3238), "F4"),
                new("relu, σ = 0.01: standard deviation, layer 5", Deviation(Deepest("relu, σ = 0.01")),
                    Reference.Spread(1.158e-6, 1.844e-6), "G3"),
                new("relu, Xavier: standard deviation, layer 5", Deviation(Deepest("relu, Xavier")),
                    Reference.Spread(0.1158, 0.1844), "F4"),
                new("relu, He: standard deviation, layer 5", Deviation(Deepest("relu, He")),
                    Reference.Spread(0.6552, 1.0432), "F4"),
                .. courses.Select(course => new Figure(
                    $"digits, {course.Item.Name}: mean loss of the last 100 batches", course.Result.MeanOfLast(100),
                    BookOf(lab, course.Item.Name), "F4")),
            ],
            Tables = [new("Standard deviation of the activations", ["", .. Enumerable.Range(1, Layers).Select(
                layer => $"layer {layer}")], [.. cases.Select(each => (ImmutableArray<string>)[
                    each.Name, .. activations[each.Name].Select(layer => $"{Deviation([.. layer]):G3}")])])],
            Plates =
            [
                .. Functions.Select(function => new Plate(
                    $"init-{function.Name}",
                    $"What {function.Name} gives in each of {Layers} layers for {Examples} random examples: a row for "
                    + "each way to start. From the first layer to the last the standard deviation goes "
                    + $"{string.Join("; ", Spreads(function))}.", new Panels(
                        $"Activations of five layers of {function.Name}", Layers,
                        [.. cases.Where(each => each.Function == function)
                        .SelectMany(each => Histograms(each, activations[each.Name]))]))),
                new("init-digits",
                    $"The loss of each batch on the way, smoothed. {OnDigits(courses)}", new Panels(
                    "A network of five layers on the digits", Functions.Length,
                    [.. Functions.Select(function => new Chart(
                        function.Name, new("step"), new("loss", Min: 0, Max: 2.5),
                        [.. courses.Where(course => course.Item.Function == function)
                        .Select(course => FiveLayers.Curve(course.Item.Start, course.Result))]))])),
            ],
        };
    }

    private static ImmutableArray<ImmutableArray<float>> Forward(Lab lab, Case each)
    {
        var numbers = new float[Examples * Width];
        lab.Key.FoldIn(0).FillNormal(numbers);
        var x = Prelude.Literal(Tensor.Of([Examples, Width], (ReadOnlySpan<float>)numbers));
        var layers = ImmutableArray.CreateBuilder<Expr>();
        for (var layer = 0; layer < Layers; layer++)
        {
            x = each.Function.Function(x.Dot(Prelude.Literal(each.Weights(lab.Key.FoldIn(1 + layer), [Width, Width]))));
            layers.Add(x);
        }

        return [.. layers.ToValueList().Evaluate<float>().Select(layer => layer.Elements)];
    }

    // The book trains with relu only.
    private static Reference? BookOf(Lab lab, string name) =>
        lab.Stop.IsCancellationRequested || !Length.Is(lab, iterations: 2000)
            || lab.Get(Rate) != 0.01 ? null : name switch
            {
                "relu, σ = 0.01" => Reference.Spread(2.3008, 2.3023, "F4"),
                "relu, Xavier" => Reference.Spread(0.2858, 0.3058),
                "relu, He" => Reference.Spread(0.1901, 0.2031),
                _ => null,
            };

    // Relu has no largest value: each picture has a range of its own, which its axis tells.
    private static IEnumerable<Chart> Histograms(Case each, ImmutableArray<ImmutableArray<float>> layers)
    {
        (double, double) Range(ImmutableArray<float> values) => each.Function.Name switch
        {
            "sigmoid" => (0.0, 1.0),
            "tanh" => (-1, 1),
            _ => (0, values.Max() is > 0 and var most ? most : 1),
        };
        return layers.Select((values, layer) =>
        {
            var (min, max) = Range(values);
            return new Chart($"{each.Start}: layer {layer + 1}",
                new("", Min: min, Max: max), new("", Min: 0), Histogram.Of("", values.AsSpan(), min, max, Bars));
        });
    }

    // Guessing among ten digits gives ln 10; a batch's loss is so near to it only while nothing is learnt.
    private static string OnDigits(ImmutableArray<(Case Item, LossHistory Result)> courses)
    {
        var guess = Math.Log(10);
        var failed = courses.Where(course => !(course.Result.MeanOfLast(100) < guess - NearGuess))
            .Select(course => course.Item.Name).ToList();
        return $"Guessing gives a loss of ln 10 = {guess:F2}: "
            + (failed.Count == 0 ? "all of these networks end lower."
                : failed.Count == courses.Length ? $"none of these networks gets more than {NearGuess} below it."
                : $"these do not get more than {NearGuess} below it, or end in no numbers: "
                    + $"{string.Join("; ", failed)}.");
    }

    private static double Share(float[] values, Func<float, bool> counts) =>
        (double)values.Count(counts) / values.Length;

    private static double Deviation(float[] values)
    {
        var mean = values.Average(value => (double)value);
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private sealed record Case(Activation Function, string Start, Initializer Weights)
    {
        public string Name => $"{Function.Name}, {Start}";
    }
}
