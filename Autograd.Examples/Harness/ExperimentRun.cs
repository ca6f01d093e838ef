using System.Collections.Immutable;

namespace Autograd.Examples.Harness;

/// <summary>An experiment that has been done.</summary>
/// <param name="Experiment">What was done.</param>
/// <param name="Findings">What was found.</param>
/// <param name="Seconds">How long it took, reading of data included.</param>
/// <param name="CommandLine">What to type to do it again.</param>
/// <param name="Stopped">Whether it was stopped before its end, with what it had found.</param>
/// <param name="Configuration">The settings, those that were not given included.</param>
internal sealed record ExperimentRun(Experiment Experiment, Findings Findings, double Seconds, string CommandLine,
    bool Stopped, ImmutableArray<(string Name, string Value)> Configuration)
{
    /// <summary>The outcome in one line, of an experiment that is brief.</summary>
    public string Result => Stopped && Findings.Result is [var first, .. var rest]
        ? $"Stopped: {char.ToLowerInvariant(first)}{rest}"
        : Findings.Result;
}
