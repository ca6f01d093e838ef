using System.Collections.Immutable;
using Autograd.Examples.Experiments.Search;
using Autograd.Graph;
using Xunit;

namespace Autograd.Properties.Examples.Experiments.Search;

/// <summary>Where a search looks.</summary>
public sealed class RangesLaws
{
    [Law]
    public void A_trial_depends_on_its_number_alone_and_lies_in_its_ranges(long seed, byte round, byte index)
    {
        var trial = Trial.At(Key.From(seed), Ranges.OfBook, round, index);
        Assert.Equal(trial, Trial.Of(Key.From(seed), Ranges.OfBook, round, index + 3)[index]);
        Assert.True(Ranges.OfBook.Rate.Contains(trial.Rate) && Ranges.OfBook.Decay.Contains(trial.Decay),
            $"{trial} is outside.");
        Assert.NotEqual(trial.Rate, Trial.At(Key.From(seed), Ranges.OfBook, round, index + 1).Rate);
        Assert.NotEqual(trial.Key, Trial.At(Key.From(seed), Ranges.OfBook, round + 1, index).Key);
    }

    [Fact]
    public void All_orders_of_magnitude_are_tried_alike()
    {
        var trials = Trial.Of(Key.From(1), Ranges.OfBook, 0, 4000);
        foreach (var low in new[] { 1e-6, 1e-5, 1e-4, 1e-3 })
        {
            Assert.InRange(trials.Count(trial => trial.Rate >= low && trial.Rate < 10 * low), 900, 1100);
        }

        foreach (var low in new[] { 1e-8, 1e-7, 1e-6, 1e-5 })
        {
            Assert.InRange(trials.Count(trial => trial.Decay >= low && trial.Decay < 10 * low), 900, 1100);
        }
    }

    [Law]
    public void Ranges_only_narrow_and_keep_the_best(long seed, byte[] scores)
    {
        var ranges = Ranges.OfBook;
        for (var round = 0; round < 3; round++)
        {
            var trials = Trial.Of(Key.From(seed), ranges, round, scores.Length);
            ImmutableArray<Outcome> outcomes = [.. trials.Select(
                (trial, i) => new Outcome(trial, [0.5], [scores[(i + round) % scores.Length] / 255.0]))];
            var next = ranges.Narrow(outcomes);
            Assert.True(
                Within(next.Rate, ranges.Rate) && Within(next.Decay, ranges.Decay), $"{next} is wider than {ranges}.");
            if (outcomes.Length < 2) Assert.Equal(ranges, next);
            else Assert.True(Holds(next, Outcome.Ranked(outcomes)[0].Trial), "The best is left out.");
            ranges = next;
        }
    }

    [Fact]
    public void A_round_that_does_well_on_one_side_narrows_to_it()
    {
        var trials = Trial.Of(Key.From(1), Ranges.OfBook, 0, 100);
        var next =
            Ranges.OfBook.Narrow([.. trials.Select(trial => new Outcome(trial, [1], [trial.Rate > 1e-3 ? 0.9 : 0.1]))]);
        Assert.True(next.Rate.Low > 1e-3, $"{next}");
    }

    private static bool Within(
        Autograd.Examples.Experiments.Search.Range part, Autograd.Examples.Experiments.Search.Range whole) =>
        whole.Contains(part.Low) && whole.Contains(part.High) && part.Low <= part.High;

    private static bool Holds(Ranges ranges, Trial trial) =>
        ranges.Rate.Contains(trial.Rate) && ranges.Decay.Contains(trial.Decay);
}
