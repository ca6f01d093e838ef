using Autograd.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Mutants;

/// <summary>That mutation testing works, on a few ops: <c>.ci/mutate rules</c> has them all.</summary>
public sealed class MutationLaws
{
    [Theory]
    [InlineData(nameof(Log))]
    [InlineData(nameof(Sum))]
    [InlineData(nameof(Maximum))]
    public void Every_mutant_of_a_rule_is_killed_and_the_op_behind_a_wrapper_is_not(string op)
    {
        var trial = new MutantTrial(op);
        Assert.True(trial.Try(null).Survives);
        Assert.NotEmpty(trial.Mutants);
        Assert.All(trial.Mutants, mutant => Assert.False(trial.Try(mutant).Survives, mutant.ToString()));
    }

    [Fact]
    public void A_mutant_that_changes_nothing_survives() =>
        Assert.True(
            new MutantTrial(nameof(Relu)).Try(new(nameof(Relu), Mode.Vjp, 0, "reads the value for input 0")).Survives);

    [Fact]
    public void The_mutants_of_an_op_are_always_the_same() =>
        Assert.Equal(new MutantTrial(nameof(Dot)).Mutants.AsEnumerable(), new MutantTrial(nameof(Dot)).Mutants);
}
