using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Graph.Ops;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Mutants;

/// <summary>What the laws say of a mutant.</summary>
/// <param name="Law">The first law that does not hold of it; null where all do.</param>
/// <param name="OfShape">Whether only shapes that do not fit speak against it.</param>
/// <param name="Message">What that law found, and at which sample.</param>
internal readonly record struct Verdict(string? Law, bool OfShape, string? Message = null)
{
    public bool Survives => Law is null && !OfShape;
}

/// <summary>
/// The laws of an op with the samples on which mutants of it are tried: always the same, and as many as each law
/// states.
/// </summary>
internal sealed class MutantTrial
{
    private readonly ImmutableArray<(OpLaw Law, ImmutableArray<OpSample> Samples)> _laws;

    public MutantTrial(string op)
    {
        _laws = [.. OpDerivativeLaws.All.Where(law => law.Ops(op)).Select((law, i) => (law, Samples(law, op, i)))];
        Mutants = [.. _laws.SelectMany(each => each.Samples).SelectMany(sample => Found(op, sample)).Distinct()];
    }

    /// <summary>
    /// Every change of a rule that makes a difference to the rule's graph at some sample, in the order of discovery.
    /// </summary>
    public ImmutableArray<Mutant> Mutants { get; }

    /// <summary>Tries each law in turn; with no mutant, on the op behind a wrapper that changes nothing.</summary>
    public Verdict Try(Mutant? mutant)
    {
        var misfits = false;
        foreach (var (law, samples) in _laws)
        {
            foreach (var sample in samples)
            {
                try
                {
                    law.Check(sample.Of(new Mutated(sample.Op, mutant)));
                }
                catch (Exception exception) when (IsOfShape(exception))
                {
                    // Whether numbers would tell too, other samples may say.
                    misfits = true;
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    return new(law.Name, false, $"{exception.Message} in {sample}");
                }
            }
        }

        return new(null, misfits);
    }

    private static bool IsOfShape(Exception exception) =>
        exception is ShapeException || (exception is InvalidOperationException
            && exception.Message.Contains(" has the shape ", StringComparison.Ordinal));

    private static ImmutableArray<OpSample> Samples(OpLaw law, string op, int number) =>
        [.. law.Samples(op).Sample(50, new Rnd((ulong)(1 + number), 0x9E3779B97F4A7C15), law.Cases)];

    private static IEnumerable<Mutant> Found(string op, OpSample sample) =>
        from input in Enumerable.Range(0, sample.Inputs.Length)
        let x = sample.Arguments[input]
        where x.Op is Variable && x.Kind == ElementKind.Real
        from mode in Enum.GetValues<Mode>()
        let use = new RuleUse(sample.Op, sample.Node, input, mode,
            Prelude.Variable("passed", mode == Mode.Vjp ? sample.Node.Shape : sample.Node.Inputs[input].Shape))
        from change in RuleChanges.Of(use)
        where Differs(change, use.Result)
        select new Mutant(op, mode, input, change.Name);

    private static bool Differs(RuleChange change, Expr? result)
    {
        try
        {
            return change.Make() != result;
        }
        catch (ShapeException)
        {
            return true;
        }
    }
}
