using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;

namespace Autograd.Examples.Experiments.Search;

/// <summary>Random search for a learning rate and a weight decay, in rounds that narrow the ranges.</summary>
internal static class SearchExperiment
{
    private const int UsualTrials = 100;
    private const int UsualEpochs = 50;
    private const int Shown = 20;
    private const int MostRounds = 1000;

    private static readonly Setting<int> Trials = Setting.Count("--trials", "Trials in a round", UsualTrials);
    private static readonly Setting<int> Rounds =
        Setting.Count("--rounds", "Rounds, each within the ranges that did well in the last", 2, MostRounds);
    private static readonly TrainingLength Length = TrainingLength.InEpochs(
        "Passes over the images for each trial", UsualEpochs, "Training steps for each trial, up to a whole epoch");
    private static readonly Setting<bool> Fresh = Setting.Flag("--fresh",
        "Forget the finished trials in search-trials.jsonl in the output folder instead of going on from them");

    public static Experiment Experiment { get; } = new(
        "search", "Random search for a learning rate and a weight decay; what is finished is kept, so that a stopped "
            + "search goes on", "section 6.5", "Autograd.Examples/Experiments/Search", Run,
        [Trials, Rounds, .. Length.Settings, Fresh]);

    private static Findings Run(Lab lab)
    {
        var setup = SearchSetup.Of(lab.Seed, 1, lab.Digits.Train);
        setup = setup with { Epochs = Length.WholeEpochs(lab, TrialTraining.StepsPerEpoch(setup.Training)) };
        using var file = TrialFile.Open(lab.Output, lab.Get(Fresh));
        var rounds = RandomSearch.Run(lab, setup, file, lab.Get(Rounds), lab.Get(Trials));
        var ranked = Outcome.Ranked(rounds.SelectMany(round => round.Outcomes));
        ImmutableArray<Outcome> best = [.. ranked.Take(Shown)];
        // A round that was stopped has no counterpart.
        var usual = (rounds[0].Outcomes.Length, setup.Epochs) == (UsualTrials, UsualEpochs);
        return new($"The best of {ranked.Length} trials has a learning rate of {best[0].Trial.Rate:G3} and a weight "
            + $"decay of {best[0].Trial.Decay:G3}, and is right about {Written.Percent(best[0].Score)} of the images "
                + $"held back. "
            + Decisive(rounds[0].Outcomes))
        {
            Figures =
            [
                .. OfFirst(rounds[0].Outcomes, usual),
                .. rounds.SelectMany(round => Correlations(round)),
                new("all rounds: best validation accuracy", best[0].Score, Format: "F2"),
                new("all rounds: learning rate of the best", best[0].Trial.Rate, Format: "G4"),
                new("all rounds: weight decay of the best", best[0].Trial.Decay, Format: "G4"),
            ],
            Tables = [SearchTables.Narrowing(rounds), SearchTables.Quarters(rounds[0]), SearchTables.Best(best)],
            Plates = [SearchPlates.Best(best), SearchPlates.Places(rounds)],
        };
    }

    // The references are of five seeds of the book's code.
    private static IEnumerable<Figure> OfFirst(ImmutableArray<Outcome> outcomes, bool usual)
    {
        Reference? Book(double low, double high, string format) => usual ? Reference.Spread(low, high, format) : null;
        yield return new(
            "round 1: best validation accuracy", outcomes.Max(outcome => outcome.Score), Book(0.76, 0.84, "F2"), "F2");
        var good = outcomes.Where(outcome => outcome.Score >= SearchTables.Good).Select(outcome => outcome.Trial.Rate)
            .ToArray();
        yield return new($"round 1: trials of {SearchTables.Good} or more", good.Length, Book(1, 11, "G"));
        if (good.Length > 0)
        {
            yield return new("round 1: least learning rate of these", good.Min(), Book(0.004026, 0.009406, "F4"), "F4");
            yield return new(
                "round 1: largest learning rate of these", good.Max(), Book(0.007612, 0.009604, "F4"), "F4");
        }
    }

    // There is none where all trials do alike, or where there is but one.
    private static IEnumerable<Figure> Correlations(Round round) => new Figure[]
    {
        new($"round {round.Number + 1}: correlation of accuracy with log learning rate", OfRate(round.Outcomes),
            Format: "F2"),
        new($"round {round.Number + 1}: correlation of accuracy with log weight decay", OfDecay(round.Outcomes),
            Format: "F2"),
    }.Where(figure => double.IsFinite(figure.Value));

    /// <summary>Which of the two matters more, as far as the first round tells.</summary>
    /// <param name="outcomes">The trials of a round.</param>
    public static string Decisive(ImmutableArray<Outcome> outcomes)
    {
        var (rate, decay) = (OfRate(outcomes), OfDecay(outcomes));
        if (!double.IsFinite(rate) || !double.IsFinite(decay)) return "These trials do not tell which matters more.";
        var matters = Math.Abs(rate) > 2 * Math.Abs(decay) ? "The learning rate matters more"
            : Math.Abs(decay) > 2 * Math.Abs(rate) ? "The weight decay matters more"
            : "Neither clearly matters more";
        return $"{matters}: in the first round the accuracy correlates by {rate:F2} with the logarithm of the learning "
            + $"rate and by {decay:F2} with that of the weight decay.";
    }

    private static double OfRate(ImmutableArray<Outcome> outcomes) =>
        SearchTables.Correlation(outcomes, trial => trial.Rate);

    private static double OfDecay(ImmutableArray<Outcome> outcomes) =>
        SearchTables.Correlation(outcomes, trial => trial.Decay);
}
