using System.Collections.Immutable;
using Autograd.Properties.Graph.Ops;
using Autograd.Properties.Mutants;

namespace Autograd.Properties.Mutation;

/// <summary>What became of the mutants of an op.</summary>
/// <param name="Op">The op.</param>
/// <param name="Verdicts">Each mutant with what the laws say of it.</param>
internal sealed record Report(string Op, ImmutableArray<(string Mutant, Verdict Verdict)> Verdicts)
{
    /// <summary>Those that no law tells from the op, and that are not known to be equal to it.</summary>
    public IEnumerable<string> Survivors => Surviving.Where(mutant => !EquivalentMutants.Reasons.ContainsKey(mutant));

    /// <summary>Those that a list calls equal to the op although a law tells them from it.</summary>
    public IEnumerable<string> Stale => Verdicts.Where(each => !each.Verdict.Survives).Select(each => each.Mutant)
        .Where(EquivalentMutants.Reasons.ContainsKey);

    /// <summary>How many mutants each law was the first to kill, in the order in which the laws are tried.</summary>
    public IEnumerable<int> ByLaw =>
        OpDerivativeLaws.All.Select(law => Verdicts.Count(each => each.Verdict.Law == law.Name));

    /// <summary>The line of a table under <see cref="Header"/>.</summary>
    public string Line => string.Join("  ", [
        $"{Op,-15}", $"{Verdicts.Length,7}", $"{ByLaw.Sum(),6}", $"{Verdicts.Count(each => each.Verdict.OfShape),8}",
        $"{Surviving.Count() - Survivors.Count(),5}", $"{Survivors.Count(),7}", " ",
        .. ByLaw.Select(count => count == 0 ? "   ." : $"{count,4}")]);

    public static string Header { get; } = string.Join("  ", [
        $"{"op",-15}", "mutants", "killed", "of shape", "equal", "survive", " ",
        .. OpDerivativeLaws.All.Select((_, i) => $"{$"({i + 1})",4}")]);

    private IEnumerable<string> Surviving => Verdicts.Where(each => each.Verdict.Survives).Select(each => each.Mutant);

    /// <summary>Tries all mutants of an op.</summary>
    public static Report Of(string op)
    {
        var trial = new MutantTrial(op);
        var unchanged = trial.Try(null);
        return unchanged.Survives
            ? new(op, [.. trial.Mutants.Select(mutant => (mutant.ToString(), trial.Try(mutant)))])
            : throw new InvalidOperationException(
                $"{op} itself does not keep the law '{unchanged.Law}': {unchanged.Message}");
    }
}
