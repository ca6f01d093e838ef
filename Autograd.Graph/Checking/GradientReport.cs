using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Autograd.Graph;

/// <summary>What <see cref="Gradients.Check{T}"/> found.</summary>
/// <param name="Parameters">Each leaf's gradient beside differences.</param>
/// <param name="Directions">Reverse mode beside the other ways, along random directions.</param>
/// <param name="Culprit">The rule that is wrong, where one was found.</param>
/// <param name="Operations">How many different operations were checked each by itself, with a cotangent of its own.</param>
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

    /// <summary>Whether the gradient was compared with anything that uses no derivative rule: not where every coordinate meets a kink.</summary>
    public bool IsConclusive => Parameters.Any(parameter => parameter.Decided.Any()) || Directions.Any(direction => direction is { IsIndependent: true, Verdict: not Verdict.Undecided });

    private IEnumerable<Verdict> Verdicts =>
        Parameters.SelectMany(parameter => parameter.Coordinates).Select(coordinate => coordinate.Verdict).Concat(Directions.Select(direction => direction.Verdict));

    /// <summary>The report, if the derivatives agree.</summary>
    /// <exception cref="GradientException">They do not, or nothing could be compared; the message is the report.</exception>
    public GradientReport OrThrow() => Agrees ? this : throw new GradientException(this);

    /// <summary>A table of the leaves, a line for each way of comparing, and the verdict.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        ImmutableArray<string[]> rows =
        [
            ["parameter", "shape", "compared", "mean |a - n|", "largest |a - n|"],
            .. Parameters.Select(parameter => (string[])
            [
                parameter.Path.Length == 0 ? "(expression)" : parameter.Path,
                $"{parameter.Shape}",
                $"{parameter.Decided.Count()} of {parameter.Shape.Size}",
                Number(parameter.MeanDifference),
                Number(parameter.Worst?.Difference ?? 0),
            ]),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows) text.AppendJoin("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).AppendLine();
        foreach (var way in Directions.GroupBy(direction => direction.What))
        {
            var decided = way.Where(direction => direction.Verdict != Verdict.Undecided).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"{way.Key}: ").AppendLine(decided.Length == 0
                ? "not decided along any direction"
                : $"apart by {Number(decided.Max(direction => direction.Difference))} at most along {decided.Length} {(decided.Length == 1 ? "direction" : "directions")}");
        }

        if (!Differs) text.Append(CultureInfo.InvariantCulture, $"rules of {Operations} {(Operations == 1 ? "operation" : "operations")}: each right by itself").AppendLine();
        foreach (var remark in Remarks) text.AppendLine(remark);
        return text.Append(Conclusion()).ToString();
    }

    private string Conclusion()
    {
        if (Agrees) return "The gradient agrees.";
        if (!Differs) return "Nothing could be compared: the point lies on kinks, or differences are not accurate there. Check at another point.";
        var worst = Parameters.SelectMany(parameter => parameter.Coordinates).Where(coordinate => coordinate.Verdict == Verdict.Differs).MaxBy(coordinate => coordinate.Difference);
        var text = new StringBuilder("The gradient is wrong.");
        if (worst is not null) text.AppendLine().Append(CultureInfo.InvariantCulture, $"  in {(worst.Parameter.Length == 0 ? "x" : worst.Parameter)}{worst.Index} the gradient is {worst.Analytic:R}, differences give {worst.Numerical:R}");
        if (Culprit is null) return text.AppendLine().Append("  No single rule was found to be wrong at this point.").ToString();
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {Culprit.Op}: {Culprit.Rule} gives {Culprit.Analytic:R} at {Culprit.Index}, differences give {Culprit.Numerical:R}");
        text.AppendLine().Append(CultureInfo.InvariantCulture, $"  smallest expression that fails: {Culprit.Expression}");
        foreach (var (variable, value) in Culprit.Point) text.AppendLine().Append(CultureInfo.InvariantCulture, $"    {variable} = {value}");
        return text.ToString();
    }

    private static string Number(double x) => x.ToString("0.0e-00", CultureInfo.InvariantCulture);
}

/// <summary>How long the gradient takes, beside its numerical counterpart.</summary>
/// <param name="Gradient">One gradient by reverse mode, with the value.</param>
/// <param name="Numerical">One gradient by central differences: two evaluations for each parameter, of which one was timed.</param>
public sealed record GradientTiming(TimeSpan Gradient, TimeSpan Numerical)
{
    /// <summary>The two times and their ratio, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"gradient {Gradient.TotalMilliseconds:G3} ms; by central differences {Numerical.TotalMilliseconds:G3} ms, {Numerical / Gradient:G3} times as long");
}

/// <summary>A gradient that differs from differences, or that could not be compared with any.</summary>
/// <param name="report">What was found.</param>
public sealed class GradientException(GradientReport report) : Exception(report?.ToString())
{
    /// <summary>What was found.</summary>
    public GradientReport Report { get; } = report!;
}
