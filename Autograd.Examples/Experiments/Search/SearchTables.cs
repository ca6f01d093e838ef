using System.Collections.Immutable;
using Autograd.Examples.Harness;

namespace Autograd.Examples.Experiments.Search;

/// <summary>The tables of the search.</summary>
internal static class SearchTables
{
    /// <summary>From which validation accuracy on a trial is a good one.</summary>
    public const double Good = 0.7;

    private const int Bands = 4;

    /// <summary>The best trials.</summary>
    public static Table Best(ImmutableArray<Outcome> best) => new(
        $"The best {best.Length} trials",
        ["rank", "validation", "training", "learning rate", "weight decay λ", "round", "trial"],
        [.. best.Select((outcome, i) => (ImmutableArray<string>)[
            $"{i + 1}", $"{outcome.Score:F2}", $"{outcome.Training[^1]:F2}", $"{outcome.Trial.Rate:G4}",
            $"{outcome.Trial.Decay:G4}", $"{outcome.Trial.Round + 1}", $"{outcome.Trial.Index + 1}"])]);

    /// <summary>How the ranges narrowed.</summary>
    public static Table Narrowing(ImmutableArray<Round> rounds) => new(
        "Round by round", ["round", "learning rate", "weight decay λ", "trials", "best validation", "mean validation"],
        [.. rounds.Select(round => (ImmutableArray<string>)[
            $"{round.Number + 1}", $"{round.Ranges.Rate}", $"{round.Ranges.Decay}", $"{round.Outcomes.Length}",
            $"{round.Outcomes.Max(outcome => outcome.Score):F2}",
            $"{round.Outcomes.Average(outcome => outcome.Score):F2}"])]);

    /// <summary>
    /// The mean accuracy by quarters of the ranges: it rises with the learning rate, and does not with the decay.
    /// </summary>
    public static Table Quarters(Round round) => new(
        $"Mean validation accuracy by quarters of the ranges, round {round.Number + 1}",
        ["quarter", "learning rate", "mean accuracy", "weight decay λ", "mean accuracy "],
        [.. Enumerable.Range(0, Bands).Select(quarter => (ImmutableArray<string>)[
            $"{quarter + 1}", .. Cells(round, round.Ranges.Rate, trial => trial.Rate, quarter),
            .. Cells(round, round.Ranges.Decay, trial => trial.Decay, quarter)])]);

    /// <summary>
    /// How much the accuracy goes with a hyperparameter's order of magnitude, from -1 to 1 (Pearson); NaN where one of
    /// them is constant.
    /// </summary>
    public static double Correlation(ImmutableArray<Outcome> outcomes, Func<Trial, double> hyperparameter)
    {
        if (outcomes.IsEmpty) return double.NaN;
        var xs = outcomes.Select(outcome => Math.Log(hyperparameter(outcome.Trial))).ToArray();
        var ys = outcomes.Select(outcome => outcome.Score).ToArray();
        var (meanX, meanY) = (xs.Average(), ys.Average());
        double Sum(Func<double, double, double> term) => xs.Zip(ys, (x, y) => term(x - meanX, y - meanY)).Sum();
        return Sum((x, y) => x * y) / Math.Sqrt(Sum((x, _) => x * x) * Sum((_, y) => y * y));
    }

    private static ImmutableArray<string> Cells(Round round, Range range, Func<Trial, double> value, int quarter)
    {
        var part = new Range(range.At(quarter / (double)Bands), range.At((quarter + 1) / (double)Bands));
        var inside = round.Outcomes.Where(outcome => part.Contains(value(outcome.Trial))).ToArray();
        return [$"{part}", inside.Length == 0 ? "" : $"{inside.Average(outcome => outcome.Score):F2}"];
    }
}
