using System.Collections.Immutable;
using Autograd.Examples.Formulas;
using Autograd.Graph;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Examples.Formulas;

/// <summary>Formulas that are typed: what is printed reads back, and what is wrong is named with its place.</summary>
public sealed class FormulaLaws
{
    private static readonly ImmutableArray<Expr> Variables =
        [Prelude.Variable("x0"), Prelude.Variable("x1"), Prelude.Variable("x2")];

    public static Arbitrary<Expr> Formulas() => Arb.From(Gen.Sized(size => Any(Math.Min(size / 8, 6))));

    [Law(Arbitrary = [typeof(FormulaLaws)])]
    public void What_is_printed_reads_back_with_the_same_value(Expr graph)
    {
        var read = Formula.Parse(Formula.Print(graph));
        foreach (var point in (double[][])[[0.7, 1.9, -0.4], [-1.3, 0.2, 2.5]])
        {
            var expected = graph.Evaluate<double>([.. Variables.Select((x, i) => (x, (Tensor)point[i]))]).ToScalar();
            Assert.Equal(expected,
                read.Value.Evaluate<double>([.. read.Variables.Select((x, i) => (x, (Tensor)point[i]))]).ToScalar());
        }
    }

    [Law]
    public void Any_text_is_read_or_refused_with_a_place(string? text)
    {
        try
        {
            Formula.Parse(text ?? "");
        }
        catch (FormulaException error)
        {
            Assert.Contains(" at ", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1 + 2 * 3", 7)]
    [InlineData("8 - 3 - 2", 3)]
    [InlineData("8 / 4 / 2", 1)]
    [InlineData("2^3^2", 512)]
    [InlineData("-2^2", -4)]
    [InlineData("2^-1", 0.5)]
    [InlineData("2 * -3", -6)]
    [InlineData("1.5e2 + .5", 150.5)]
    [InlineData("--2", 2)]
    [InlineData("abs(-3) + sqrt(4) + exp(0) + log(1) + tanh(0) + sin(0) + cos(0)", 7)]
    public void Operations_bind_as_in_school(string text, double value) =>
        Assert.Equal(value, Formula.Parse(text).Value.Evaluate<double>().ToScalar());

    [Theory]
    [InlineData("x0^2)", "unexpected ')' at 5 in x0^2)")]
    [InlineData("(x0", "missing ')' at 4 in (x0")]
    [InlineData("2 *", "the formula ends too early at 4 in 2 *")]
    [InlineData("sn(x0)", "there is no 'sn' (did you mean sin?) at 1 in sn(x0)")]
    [InlineData("x0 + x", "there is no 'x' (did you mean x0 or x1?) at 6 in x0 + x")]
    [InlineData("x100", "'x100' is beyond x99 at 1 in x100")]
    [InlineData("1e999", "'1e999' is no number at 1 in 1e999")]
    public void What_is_wrong_is_named_with_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormulaException>(() => Formula.Parse(text)).Message);

    [Fact]
    public void A_formula_nested_too_deep_is_refused_and_a_long_one_is_not()
    {
        Assert.Throws<FormulaException>(() => Formula.Parse(new string('(', 100_000)));
        Assert.Throws<FormulaException>(() => Formula.Parse(new string('-', 100_000)));
        Assert.Equal(100_000,
            Formula.Parse(string.Join('+', Enumerable.Repeat('1', 100_000))).Value.Evaluate<double>().ToScalar());
    }

    private static Gen<Expr> Any(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Elements(Variables.AsEnumerable()),
            from number in Gen.Choose(-40, 40)
            select Prelude.Literal(number / 8.0));
        if (depth == 0) return leaf;
        var smaller = Any(depth - 1);
        return Gen.Frequency(
            (1, leaf),
            (4, from a in smaller
                from b in smaller
                from operation in Gen.Choose(0, 4)
                select operation switch { 0 => a + b, 1 => a - b, 2 => a * b, 3 => a / b, _ => a.Power(b) }),
            (3, from a in smaller
                from function in Gen.Choose(0, Formula.Functions.Length)
                select function == Formula.Functions.Length ? -a : Formula.Functions[function].Apply(a)));
    }
}
