using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Graph.Reference;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Graph.Ops;

/// <summary>What holds for every op: its value, and that its rules are its derivatives.</summary>
public sealed class OpLaws
{
    public static TheoryData<string> Ops { get; } = [.. OpTable.Names];

    /// <summary>The ops with an input of which they are a function in the sense of calculus.</summary>
    internal static ImmutableArray<string> Differentiable { get; } =
        [.. OpTable.Names.Except(["ArgMax", "FoldIn", "OffsetIndices", "OneHot", "ToReal", "Uniform"])];

    public static TheoryData<string, string> OpsAndLaws
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var law in OpDerivativeLaws.All)
            {
                foreach (var op in Differentiable.Where(law.Ops)) data.Add(law.Name, op);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ops))]
    public void The_value_is_that_of_the_independent_formula(string op) => Run(OpTable.Cases[op].Samples, 60, sample =>
    {
        var node = sample.Node;
        var actual = Naive.Reals(
            Interpreter.Evaluate<double, Real<double>>([node], sample.Bindings)[0]);
        Close.Tensors(op, OpTable.Cases[op].Value(sample), actual, 4e-15);
    });

    [Theory]
    [MemberData(nameof(OpsAndLaws))]
    public void The_rules_are_the_derivatives(string law, string op)
    {
        var holds = OpDerivativeLaws.All.Single(each => each.Name == law);
        Run(holds.Samples(op), holds.Cases, holds.Check);
    }

    private static void Run(Gen<OpSample> samples, int cases, Action<OpSample> law) =>
        CaseCount.Check(cases, Prop.ForAll(samples.ToArbitrary(), law));
}
