using System.Collections.Immutable;
using System.Diagnostics;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Examples.Models;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments;

/// <summary>
/// Is backpropagation right? Numerical differentiation is slow and knows nothing of it: a fair judge.
/// </summary>
internal static class GradcheckExperiment
{
    private const int Hidden = 50;
    private const int StepsOfBook = 10_000;
    private const int BatchOfBook = 100;

    // An activation, its derivative and what is between them.
    private const int CopiesOfUnits = 4;

    private static readonly Setting<int> Examples =
        Setting.Count("--examples", "Images that the gradients are compared on", 3);
    private static readonly TrainingLength Length =
        TrainingLength.InIterations("Steps of training with numerical gradients", 2);
    private static readonly Setting<int> Batch =
        Setting.Count("--batch", "Images in a mini-batch of that training", 20);
    private static readonly Setting<double> Rate =
        Setting.Positive("--learning-rate", "Learning rate of that training", 0.1);

    public static Experiment Experiment { get; } = new(
        "gradcheck", "Backpropagation checked against numerical differentiation, and what each takes", "section 5.7.3",
        "Autograd.Examples/Experiments/GradcheckExperiment.cs", Run,
        [Examples, .. Length.Settings, Batch, Rate]);

    private static Findings Run(Lab lab)
    {
        var (weights, batches) = lab.Key.Split();
        var train = lab.Digits.Train;
        var net = TwoLayerNet.Create(train.Features, Hidden, train.Classes, Initializers.Normal(0.01), weights);
        var first = train.OrderedBatches(Math.Min(lab.Get(Examples), train.Count)).First();
        var check = new NetGradients(net, first.Size, lab.Plan);
        var exact = check.Backpropagate(net, first);
        var (numerical, slow) = Timed(() => check.Differentiate(net, first, lab, "gradients by differences"));
        var fast = Fastest(() => check.Backpropagate(net, first));
        ImmutableArray<(string Name, double Mean, double Book)> differences =
            [.. exact.Leaves().Zip(numerical.Leaves(), Difference)
                .Zip(Known, (mine, book) => (book.Name, mine, book.Difference))];

        var runs = Train(lab, net, batches);
        var hours = runs.Numerical.Seconds * StepsOfBook * BatchOfBook / lab.Get(Batch) / 3600;
        var largest = differences.Max(part => part.Mean);
        var verdict = largest < Agreement ? "so backpropagation is right" : "so one of them is wrong";
        return new($"The two differ by {largest:G2} on average at most, {verdict}. It took {fast * 1e3:F2} ms on "
            + $"{first.Size} images, and differences, with two forward passes for each of the "
            + $"{net.CountParameters():N0} parameters, {slow * 1e3:F0} ms. The book's own differences are nearly all "
            + "from the 1e-7 inside its logarithm.")
        {
            Figures =
            [
                .. differences.Select(part => new Figure(
                    $"mean difference of {part.Name}", part.Mean, new($"{part.Book:G2}", 0, part.Book), "G2")),
                new("parameters", net.CountParameters(), Format: "N0"),
                .. differences.Select(part => new Figure(
                    $"times that the book's difference is larger, {part.Name}", part.Book / part.Mean, Format: "N0")),
                new($"backpropagation on {first.Size} images, ms", fast * 1e3, Format: "F2"),
                new($"numerical differentiation on {first.Size} images, ms", slow * 1e3, Format: "F0"),
                new($"the gradient of a training step by backpropagation, batch {lab.Get(Batch)}, ms",
                    runs.Exact.Seconds * 1e3, Format: "F2"),
                new($"the same by differences, ms", runs.Numerical.Seconds * 1e3, Format: "F0"),
                new($"{StepsOfBook:N0} steps of {BatchOfBook} images by differences, hours (extrapolated)", hours,
                    Format: "F1"),
            ],
            Tables = [new(
                $"Loss of the batch before each step (batch {lab.Get(Batch)})",
                ["step", "backpropagation", "differences"],
                [.. runs.Numerical.Losses.Select(
                    (loss, i) => (ImmutableArray<string>)[$"{i}", $"{runs.Exact.Losses[i]:F10}", $"{loss:F10}"])])],
            Plates = [new("gradcheck-differences", $"{Beside(differences)}The book's log(y + 1e-7) is another "
                + "function than the one that it differentiates; ours has no such term.", new Chart(
                "Mean difference between backpropagation and numerical differentiation",
                Axis.Of("parameter", differences.Select(part => part.Name)),
                new("mean absolute difference", Charts.Scale.Log),
                Dots("here", differences.Select(part => part.Mean)),
                Dots("the book", differences.Select(part => part.Book))))],
        };
    }

    // What rounding and the formula of the differences leave, with room.
    private const double Agreement = 1e-8;

    private static string Beside(ImmutableArray<(string Name, double Mean, double Book)> differences)
    {
        var ratios = differences.Select(part => part.Book / part.Mean).ToArray();
        return ratios.Min() < 2 ? ""
            : $"Ours are {ratios.Min():N0} to {ratios.Max():N0} times smaller than the book's. ";
    }

    private static ImmutableArray<(string Name, double Difference)> Known =>
        [("W1", 4.5e-10), ("b1", 2.6e-9), ("W2", 6.2e-9), ("b2", 1.4e-7)];

    private static double Difference(Leaf a, Leaf b) => (a.Value - b.Value).Abs().Mean().Evaluate<double>().ToScalar();

    private static Scatter Dots(string name, IEnumerable<double> values) =>
        new(name, [.. values.Select((value, i) => new Point(i, value))]);

    private static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        return (work(), clock.Elapsed.TotalSeconds);
    }

    // Of several calls, since the first ones also wait for the compiler.
    private static double Fastest<T>(Func<T> work) => Enumerable.Range(0, 20).Min(_ => Timed(work).Seconds);

    // The same batches for both ways, one with each gradient.
    private static (Training Exact, Training Numerical) Train(Lab lab, TwoLayerNet start, Key key)
    {
        var size = lab.Get(Batch);
        var steps = Length.Steps(lab, Math.Max(1, lab.Digits.Train.Count / size));
        MemoryNeed.Check("--iterations", steps, (double)size * steps * sizeof(int));
        MemoryNeed.Check(
            "--batch", size, (double)size * CopiesOfUnits * sizeof(double) * (lab.Digits.Train.Features + Hidden));
        ImmutableArray<Batch> batches = [.. lab.Digits.Train.RandomBatches(size, key).Take(steps + 1)];
        var gradients = new NetGradients(start, size, lab.Plan);
        return (Descend((net, batch, _) => gradients.Backpropagate(net, batch)), Descend(
            (net, batch, i) => gradients.Differentiate(net, batch, lab, $"training step {i + 1} by differences")));

        Training Descend(Func<TwoLayerNet, Batch, int, TwoLayerNet> gradient)
        {
            var losses = ImmutableArray.CreateBuilder<double>();
            var (net, fastest) = (start, double.PositiveInfinity);
            for (var i = 0; i < batches.Length; i++)
            {
                losses.Add(gradients.Loss(net, batches[i]));
                if (i == batches.Length - 1 || lab.Stop.IsCancellationRequested) break;
                try
                {
                    var (direction, seconds) = Timed(() => gradient(net, batches[i], i));
                    fastest = Math.Min(fastest, seconds);
                    net = (net - (lab.Get(Rate) * direction)).Evaluate<double, TwoLayerNet>();
                }
                catch (OperationCanceledException) when (lab.Stop.IsCancellationRequested)
                {
                    // The comparison of the gradients is done, and the steps up to here.
                    break;
                }
            }

            return new(losses.ToImmutable(), fastest);
        }
    }

    // The losses before each step and after the last; the time of the fastest gradient.
    private sealed record Training(ImmutableArray<double> Losses, double Seconds);
}
