using Autograd.Graph;
using Autograd.Graph.Engine;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>What cannot be planned or given is refused by its name.</summary>
public sealed class PlanErrorLaws
{
    private readonly Expr _x = Prelude.Variable("x", [2]);
    private readonly Expr _rate = Prelude.Variable("rate");

    [Fact]
    public void An_output_that_depends_on_a_variable_that_is_no_input_is_refused_by_its_name()
    {
        AssertRefused("depends on the variable rate Real[], which is not among the plan's inputs",
            () => Plan<float>.Make([_x], [(_x * _rate).Sum()]));
        AssertRefused("depends on the variable rate Real[]", () => Plan<float>.Make([_x], [_rate]));
        AssertRefused("depends on the variable rate Real[]",
            () => Plan<float>.Make([_x], [_rate.Reshape(1, 1)], new() { Rewrite = false }));
    }

    [Fact]
    public void An_input_given_twice_or_that_is_no_variable_is_refused()
    {
        AssertRefused("an input twice", () => Plan<float>.Make([_x, _rate, _x], [_x]));
        AssertRefused("is not a variable", () => Plan<float>.Make([_x * 2], [_x]));
    }

    [Fact]
    public void A_value_of_another_type_is_refused()
    {
        var frame = Plan<float>.Make([_x], [_x]).NewExecution();
        AssertRefused(
            "Input 0 of the plan is Real[2], but its value is Real[3]", () => frame.Set(0, new[] { 1.0, 2, 3 }));
        AssertRefused(
            "Input 0 of the plan is Real[2], but its value is Index[2]", () => frame.Set(0, Tensor.Vector(1, 2)));
        Assert.Throws<InvalidOperationException>(() => frame.IndexInput(0).Length);
        Assert.Throws<InvalidOperationException>(() => frame.IndexOutput(0).Length);
    }

    [Fact]
    public void Fewer_threads_than_one_are_refused() =>
        Assert.Contains("1 thread or more, not 0", Assert.Throws<ArgumentOutOfRangeException>(
            () => new PlanOptions { Threads = 0 }).Message, StringComparison.Ordinal);

    [Fact]
    public void An_input_nobody_reads_may_be_given()
    {
        var frame = Plan<double>.Make([_rate, _x], [_x + 1]).NewExecution();
        frame.Set(1, new[] { 1.0, 2 });
        frame.Run();
        Assert.Equal([2, 3], frame.Output(0).ToArray());
    }

    private static void AssertRefused(string expected, Action act) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
