using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Examples.Experiments.Search;

/// <summary>A choice of hyperparameters: a pure function of the key, the ranges and its number (step 1).</summary>
/// <param name="Round">The round of the search, from 0.</param>
/// <param name="Index">Its number in the round, from 0.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Decay">The weight decay λ.</param>
/// <param name="Key">Where its weights and batches come from.</param>
internal sealed record Trial(int Round, int Index, double Rate, double Decay, Key Key)
{
    /// <summary>The trial of a number, whichever others there are.</summary>
    public static Trial At(Key key, Ranges ranges, int round, int index)
    {
        var own = key.FoldIn(round).FoldIn(index).Split(2);
        Span<double> places = stackalloc double[2];
        own[0].FillUniform(places);
        return new(round, index, ranges.Rate.At(places[0]), ranges.Decay.At(places[1]), own[1]);
    }

    /// <summary>The trials of a round.</summary>
    public static ImmutableArray<Trial> Of(Key key, Ranges ranges, int round, int count) =>
        [.. Enumerable.Range(0, count).Select(index => At(key, ranges, round, index))];
}

/// <summary>A trial that has been made (step 2).</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Training">Its accuracy on the images it learns from, at <see cref="EpochsOfTraining"/>.</param>
/// <param name="Validation">Its accuracy on those held back, in each epoch.</param>
internal sealed record Outcome(Trial Trial, ImmutableArray<double> Training, ImmutableArray<double> Validation)
{
    // The images learnt from are four fifths of all: to measure them in every epoch would take a fifth of the time.
    private const int EpochsBetweenLooks = 5;

    /// <summary>
    /// The epochs, from 0, in which the accuracy on the images learnt from is measured: every fifth, and the last.
    /// </summary>
    public static ImmutableArray<int> EpochsOfTraining(int epochs) =>
        [.. Enumerable.Range(0, epochs).Where(epoch => epoch % EpochsBetweenLooks == 0 || epoch == epochs - 1)];

    /// <summary>What it is judged by.</summary>
    public double Score => Validation[^1];

    /// <summary>The best first; of equals, the one tried first.</summary>
    public static ImmutableArray<Outcome> Ranked(IEnumerable<Outcome> outcomes) =>
        [.. outcomes.OrderByDescending(outcome => outcome.Score).ThenBy(outcome => outcome.Trial.Round)
            .ThenBy(outcome => outcome.Trial.Index)];
}
