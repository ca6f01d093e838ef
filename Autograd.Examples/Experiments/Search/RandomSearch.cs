using System.Collections.Concurrent;
using System.Collections.Immutable;
using Autograd.Examples.Harness;

namespace Autograd.Examples.Experiments.Search;

/// <summary>A round of the search.</summary>
/// <param name="Number">Which one, from 0.</param>
/// <param name="Ranges">Where it looked.</param>
/// <param name="Outcomes">Its finished trials, in the order of their numbers.</param>
internal sealed record Round(int Number, Ranges Ranges, ImmutableArray<Outcome> Outcomes);

/// <summary>Random search in rounds, each within the ranges that did well in the last one.</summary>
internal static class RandomSearch
{
    /// <summary>
    /// Makes the rounds; trials that the file has are not made again. Stopped, it gives what is finished.
    /// </summary>
    /// <param name="lab">What it works with.</param>
    /// <param name="setup">What the trials' results depend on.</param>
    /// <param name="file">The finished trials.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="trials">Trials in each.</param>
    /// <exception cref="OperationCanceledException">It was stopped before a trial was finished.</exception>
    public static ImmutableArray<Round> Run(Lab lab, SearchSetup setup, TrialFile file, int rounds, int trials)
    {
        var training = new TrialTraining(setup.Training, setup.Validation, setup.Epochs, lab.Alone);
        var done = ImmutableArray.CreateBuilder<Round>(rounds);
        if (file.Unreadable > 0)
        {
            lab.Note("ignored", $"{file.Unreadable} unreadable lines of {TrialFile.Name} are ignored",
                ("unreadableLines", file.Unreadable));
        }

        for (var (round, ranges) = (0, Ranges.OfBook); round < rounds && !lab.Stop.IsCancellationRequested; round++)
        {
            var outcomes = Outcomes(lab, setup, file, training, ranges, round, trials);
            if (!outcomes.IsEmpty) done.Add(new(round, ranges, outcomes));
            ranges = ranges.Narrow(outcomes);
        }

        if (done.Count == 0) lab.Stop.ThrowIfCancellationRequested();
        return done.ToImmutable();
    }

    private static ImmutableArray<Outcome> Outcomes(
        Lab lab, SearchSetup setup, TrialFile file, TrialTraining training, Ranges ranges, int round, int count)
    {
        var settings = setup.Fingerprint(round, ranges);
        var trials = Trial.Of(setup.Key, ranges, round, count);
        var finished = new ConcurrentDictionary<int, Outcome>(
            trials.Select(trial => file.Find(settings, trial, setup.Epochs)).OfType<Outcome>()
                .ToDictionary(outcome => outcome.Trial.Index));
        if (!finished.IsEmpty)
        {
            lab.Note("resumed", $"round {round + 1}: {finished.Count} finished trials found in {TrialFile.Name}",
                ("round", round + 1), ("trialsFound", finished.Count));
        }

        try
        {
            lab.Each($"round {round + 1}", [.. trials.Where(trial => !finished.ContainsKey(trial.Index))],
                trial => finished[trial.Index] = file.Append(settings, training.Run(trial)));
        }
        catch (OperationCanceledException) when (lab.Stop.IsCancellationRequested)
        {
            // What is finished is worth showing.
        }

        return [.. finished.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
    }
}
