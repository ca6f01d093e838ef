using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Examples.Experiments.Search;

/// <summary>Where a hyperparameter is looked for: between two numbers above 0, all orders of magnitude alike.</summary>
/// <param name="Low">The least.</param>
/// <param name="High">The most.</param>
internal readonly record struct Range(double Low, double High)
{
    /// <summary>The number at a place between 0 and 1, by ratios.</summary>
    public double At(double place) =>
        Math.Clamp(Math.Exp(Math.Log(Low) + (place * (Math.Log(High) - Math.Log(Low)))), Low, High);

    /// <summary>Whether a number lies in it.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <inheritdoc/>
    public override string ToString() => $"{Low:G3} to {High:G3}";
}

/// <summary>Where a round of the search looks (step 0 sets them, step 3 narrows them).</summary>
/// <param name="Rate">Learning rates.</param>
/// <param name="Decay">Weight decays λ.</param>
internal sealed record Ranges(Range Rate, Range Decay)
{
    // One in ten of a round is near enough to its best.
    private const int OfTen = 10;

    /// <summary>The ranges of section 6.5.</summary>
    public static Ranges OfBook { get; } = new(new(1e-6, 1e-2), new(1e-8, 1e-4));

    /// <summary>
    /// Step 3: what the best tenth of the trials span. It is never wider than before; a single trial spans nothing and
    /// narrows nothing.
    /// </summary>
    /// <param name="outcomes">The trials of a round within these ranges.</param>
    public Ranges Narrow(ImmutableArray<Outcome> outcomes)
    {
        var best = Outcome.Ranked(outcomes).Take(Math.Max(2, outcomes.Length / OfTen)).Select(outcome => outcome.Trial)
            .ToArray();
        return best.Length < 2 ? this
            : new(Span(best.Select(trial => trial.Rate)), Span(best.Select(trial => trial.Decay)));
    }

    private static Range Span(IEnumerable<double> values) => new(values.Min(), values.Max());
}
