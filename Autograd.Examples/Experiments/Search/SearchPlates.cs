using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;

namespace Autograd.Examples.Experiments.Search;

/// <summary>The pictures of the search.</summary>
internal static class SearchPlates
{
    private static readonly ImmutableArray<(string Name, double Low, double High)> Bands =
        [("0.7 or more", SearchTables.Good, double.PositiveInfinity), ("0.3 to 0.7", 0.3, SearchTables.Good),
            ("less than 0.3", double.NegativeInfinity, 0.3)];

    /// <summary>The learning curves of the best trials, as the book's figure 6-24.</summary>
    public static Plate Best(ImmutableArray<Outcome> best) => new(
        "search-best",
        "The best trials, the best first: accuracy on the images learnt from (dashed) and on those held back.",
        new Panels(
            $"The best {best.Length} trials", 5, [.. best.Select((outcome, i) => new Chart(
                $"{i + 1}: lr {outcome.Trial.Rate:G2}, λ {outcome.Trial.Decay:G2}", new("epoch", Min: 0),
                new("accuracy", Min: 0, Max: 1),
                Curve("validation", Enumerable.Range(0, outcome.Validation.Length), outcome.Validation),
                Curve("training", Outcome.EpochsOfTraining(outcome.Validation.Length), outcome.Training) with {
                    Dashed = true }))]));

    /// <summary>Where the trials of each round lie, and how they did.</summary>
    public static Plate Places(ImmutableArray<Round> rounds) => new(
        "search-trials",
        $"Each trial of each round by its validation accuracy. {SearchExperiment.Decisive(rounds[0].Outcomes)}",
        new Panels(
            "Trials by validation accuracy", Math.Min(2, rounds.Length), [.. rounds.Select(round => new Chart(
                $"Round {round.Number + 1}", Axis("learning rate", Ranges.OfBook.Rate),
                Axis("weight decay λ", Ranges.OfBook.Decay),
                [.. Bands.Select(band => new Scatter(band.Name, [.. round.Outcomes
                    .Where(outcome => outcome.Score >= band.Low && outcome.Score < band.High)
                    .Select(outcome => new Point(outcome.Trial.Rate, outcome.Trial.Decay))]))]))]));

    private static Axis Axis(string label, Range range) => new(label, Charts.Scale.Log, range.Low, range.High);

    private static Line Curve(string name, IEnumerable<int> epochs, ImmutableArray<double> accuracies) =>
        new(name, [.. epochs.Zip(accuracies, (epoch, accuracy) => new Point(epoch, accuracy))]);
}
