using System.Collections.Immutable;
using System.Globalization;
using Autograd.Graph.Checking;

namespace Autograd.Graph;

/// <summary>What <see cref="Gradients.Check{T}"/> found.</summary>
/// <param name="Parameters">Each leaf's gradient beside differences.</param>
/// <param name="Directions">Reverse mode beside the other ways, along random directions.</param>
/// <param name="Culprit">The rule that is wrong, where one was found.</param>
/// <param name="Operations">How many different operations were checked each by itself, with a cotangent of its
/// own.</param>
/// <param name="Timing">How long gradients take.</param>
/// <param name="Remarks">What was left out, and why.</param>
public sealed record GradientReport(
    ImmutableArray<ParameterCheck> Parameters,
    ImmutableArray<DirectionCheck> Directions,
    Culprit? Culprit,
    int Operations,
    GradientTiming Timing,
    ImmutableArray<string> Remarks)
{
    /// <summary>Whether nothing differs, and something was compared.</summary>
    public bool Agrees => !Differs && IsConclusive;

    /// <summary>Whether some derivatives differ.</summary>
    public bool Differs => Culprit is not null || Verdicts.Contains(Verdict.Differs);

    /// <summary>
    /// Whether the gradient was compared with anything that uses no derivative rule: not where every coordinate meets a
    /// kink.
    /// </summary>
    public bool IsConclusive => Parameters.Any(parameter => parameter.Decided.Any())
        || Directions.Any(direction => direction is { IsIndependent: true, Verdict: not Verdict.Undecided });

    private IEnumerable<Verdict> Verdicts =>
        Parameters.SelectMany(parameter => parameter.Coordinates).Select(coordinate => coordinate.Verdict)
            .Concat(Directions.Select(direction => direction.Verdict));

    /// <summary>The report, if the derivatives agree.</summary>
    /// <exception cref="GradientException">They do not, or nothing could be compared; the message is the
    /// report.</exception>
    public GradientReport OrThrow() => Agrees ? this : throw new GradientException(this);

    /// <summary>A table of the leaves, a line for each way of comparing, and the verdict.</summary>
    public override string ToString() => GradientReportText.Of(this);
}

/// <summary>How long the gradient takes, beside its numerical counterpart.</summary>
/// <param name="Gradient">One gradient by reverse mode, with the value.</param>
/// <param name="Numerical">One gradient by central differences: two evaluations for each parameter, of which one was
/// timed.</param>
public sealed record GradientTiming(TimeSpan Gradient, TimeSpan Numerical)
{
    /// <summary>The two times and their ratio, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"gradient {Gradient.TotalMilliseconds:G3} ms; by central differences {Numerical.TotalMilliseconds:G3} ms, "
            + $"{Numerical / Gradient:G3} times as long");
}
