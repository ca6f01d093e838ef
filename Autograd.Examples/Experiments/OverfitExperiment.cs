using System.Collections.Immutable;
using System.Globalization;
using Autograd.Examples.Charts;
using Autograd.Examples.Experiments.Captions;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments;

/// <summary>Seven layers on 300 images learn them by heart; weight decay and dropout keep them from it.</summary>
internal static class OverfitExperiment
{
    private const int Batch = 100;
    private const int EpochsOfDecay = 201;
    private const int EpochsOfDropout = 301;
    private const int EpochsBetweenLooks = 5;

    private static readonly Setting<int> Examples = Setting.Count("--examples", "Images to learn from", 300);
    private static readonly TrainingLength Length = TrainingLength.InEpochs(
        $"Passes over the images (default: {EpochsOfDecay} with weight decay, {EpochsOfDropout} with dropout)", null);
    private static readonly Setting<double> Rate = Setting.Positive("--learning-rate", "Learning rate", 0.01);
    private static readonly Setting<double> Decay =
        Setting.NotNegative("--weight-decay", "λ: the penalty is ½λ‖W‖² for each layer", 0.1);
    private static readonly Setting<double> Ratio =
        new("--dropout", "The share of units left out", 0.2, ratio => ratio is >= 0 and < 1 ? null
        : $"{ratio.ToString("R", CultureInfo.InvariantCulture)} is not from 0 up to, but without, 1");

    public static Experiment Experiment { get; } = new(
        "overfit", "Seven layers on 300 images: without and with weight decay, without and with dropout",
        "section 6.4", "Autograd.Examples/Experiments/OverfitExperiment.cs", Run,
        [Examples, .. Length.Settings, Rate, Decay, Ratio]);

    private static Findings Run(Lab lab)
    {
        var (decay, ratio) = (lab.Get(Decay), lab.Get(Ratio));
        ImmutableArray<Variant> variants =
        [
            new("without weight decay", EpochsOfDecay, 0, 0, Book(1, 1), Book(0.7226, 0.7837)),
            new($"weight decay {decay}", EpochsOfDecay, decay, 0, Book(0.8767, 0.9200), Book(0.6999, 0.7314)),
            new("without dropout", EpochsOfDropout, 0, 0, Book(1, 1), Book(0.7277, 0.7894)),
            new($"dropout {ratio}", EpochsOfDropout, 0, ratio, Book(0.5900, 0.6833), Book(0.4749, 0.5717)),
        ];
        var courses = lab.Each("training", variants, variant => Learn(lab, variant));
        var (ofDecay, ofDropout) = (Change("Weight decay", courses, variants[..2]),
            Change("Dropout", courses, variants[2..]));
        return new(
            "The gap between the accuracy on images learnt from and on others is what a network learns by heart. "
            + $"{ofDecay}{ofDropout}".TrimEnd())
        {
            Figures =
            [
                .. courses.SelectMany(each => Figures(lab, each.Item, each.Result)),
            ],
            Plates =
            [
                .. Pair("overfit-decay",
                    $"Accuracy on the images learnt from and on others. {ofDecay}".TrimEnd(),
                    "Weight decay", courses, variants[..2]),
                .. Pair("overfit-dropout", $"Accuracy on the images learnt from and on others. {ofDropout}".TrimEnd(),
                    "Dropout", courses, variants[2..]),
            ],
        };
    }

    private static Course<Mlp> Learn(Lab lab, Variant variant)
    {
        var data = lab.Digits.Train.First(Math.Min(lab.Get(Examples), lab.Digits.Train.Count));
        var keys = lab.Key.Split(3);
        var epoch = Math.Max(1, data.Count / Batch);
        var net = Mlp.Create([data.Features, 100, 100, 100, 100, 100, 100, data.Classes], Initializers.He, keys[0]);
        var step = Train.Step<Mlp>(
            (net, x, t, key) => net.Scores(x, (hidden, layer) =>
                hidden.Relu().Dropout(variant.Dropout, key.FoldIn(layer), DropoutForm.Book)).SoftmaxCrossEntropy(t),
            Optimizers.Chain(new AddDecayedWeights(variant.Decay), Optimizers.Sgd(lab.Get(Rate))), lab.Alone);
        var accuracy = Metrics.Accuracy<Mlp>((net, x) =>
            net.Scores(x, (hidden, _) => hidden.Relu().DropoutInference(variant.Dropout, DropoutForm.Book)), lab.Alone);

        var pace = new Pace(
            Length.Steps(lab, epoch, variant.Epochs), epoch, epoch * EpochsBetweenLooks, epoch * EpochsBetweenLooks);
        // Others train side by side: only their number is shown.
        return new CourseRun<TrainState<Mlp, KeyChain>, Mlp>(
            pace, data.RandomBatches(Math.Min(Batch, data.Count), keys[1]), step.Start(net, KeyChain.From(keys[2])),
            step, state => state.Parameters,
            model => new(accuracy(model, lab.Digits.Test), accuracy(model, data))).Run(null, lab.Stop);
    }

    private static Reference Book(double low, double high) => Reference.Spread(low, high, "F3");

    private static bool IsUsual(Lab lab) => !lab.Stop.IsCancellationRequested
        && (lab.Get(Examples), lab.Get(Rate), lab.Get(Decay), lab.Get(Ratio)) == (300, 0.01, 0.1, 0.2)
        && Length.Is(lab);

    private static IEnumerable<Figure> Figures(Lab lab, Variant variant, Course<Mlp> course) =>
    [
        new($"{variant.Name}: training accuracy", course.Last.Training!.Value,
            IsUsual(lab) ? variant.Training : null, "F3"),
        new($"{variant.Name}: test accuracy", course.Last.Test, IsUsual(lab) ? variant.Test : null, "F3"),
        new($"{variant.Name}: gap", course.Last.Training!.Value - course.Last.Test, Format: "F3"),
    ];

    // A run that was stopped early may have one only.
    private static string Change(
        string measure, ImmutableArray<(Variant Item, Course<Mlp> Result)> courses, ImmutableArray<Variant> variants)
    {
        var ends = courses.Where(course => variants.Contains(course.Item))
            .Select(course => (course.Result.Last.Training!.Value, course.Result.Last.Test)).ToList();
        return ends.Count < 2 ? "" : $"{GapWords.Change(measure, ends[0], ends[1])} ";
    }

    // A run that was stopped early may have neither.
    private static IEnumerable<Plate> Pair(
        string file, string caption, string title, ImmutableArray<(Variant Item, Course<Mlp> Result)> courses,
        ImmutableArray<Variant> shown)
    {
        ImmutableArray<Chart> charts =
            [.. courses.Where(course => shown.Contains(course.Item)).Select(course => new Chart(
            course.Item.Name, new("epoch", Min: 0), new("accuracy", Min: 0, Max: 1),
            new Line("training", course.Result.Training), new Line("test", course.Result.Test) { Dashed = true }))];
        if (!charts.IsEmpty) yield return new(file, caption, new Panels(title, 2, [.. charts]));
    }

    private sealed record Variant(
        string Name, int Epochs, double Decay, double Dropout, Reference Training, Reference Test);
}
