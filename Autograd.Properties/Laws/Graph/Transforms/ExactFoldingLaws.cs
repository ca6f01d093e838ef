using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;
using Interval = Autograd.Graph.Numerics.Interval;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Transforms fold numbers where the result is the same in every number system, and nowhere else.</summary>
[Laws(Arbitrary = [typeof(Numbers)], MaxTest = 300)]
public sealed class ExactFoldingLaws
{
    // All elementwise ops of the library, by the number of their inputs.
    private static readonly Op[] Elementwise =
        [.. typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Elementwise)) && !type.IsAbstract
            && type != typeof(StopGradient)).Select(type => (Op)Activator.CreateInstance(type)!)];

    public static TheoryData<string> Names { get; } = [.. Elementwise.Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_folded_is_exact_over_fractions_and_within_the_bounds(string name)
    {
        var op = Elementwise.Single(op => op.Name == name);
        CaseCount.Check(200, Prop.ForAll(Numbers.Triple(), numbers =>
        {
            var node = Expr.Apply(op, [.. numbers.Take(((Elementwise)op).Arity).Select(x => (Expr)x)]);
            var folded = Simplify.Apply([node])[0];
            if (folded.Op is not Literal { Number: { } number }) return;
            Assert.Equal(node.Evaluate<double>().ToScalar(), number);
            if (!double.IsFinite(number) || numbers.Any(x => !double.IsFinite(x))) return;
            Assert.True(node.Evaluate<Interval>().ToScalar().Contains(number), $"{node} = {number:R}");
            if (Fraction(node) is { } fraction) Assert.Equal(fraction, Rational.FromDouble(number));
        }));
    }

    [Law]
    public void What_is_exact_is_folded(double a, double b)
    {
        foreach (var node in new[] { (Expr)a + b, (Expr)a - b, (Expr)a * b, (Expr)a / b })
        {
            if (!double.IsFinite(a) || !double.IsFinite(b) || Fraction(node) is not { } exact) continue;
            var isDouble = double.IsFinite((double)exact) && Rational.FromDouble((double)exact) == exact;
            Assert.Equal(isDouble, Simplify.Apply([node])[0].Op is Literal);
        }
    }

    [Fact]
    public void What_rounds_stays_as_it_is_written()
    {
        foreach (var node in new[] { (Expr)1 / 3, (Expr)0.1 + 0.2, (Expr)0.1 * 3, ((Expr)2).Sqrt(), ((Expr)1).Exp(),
            (Expr)1e200 * 1e200, (Expr)1 / 0, (Expr)5e-324 * 0.5, (Expr)double.MaxValue + 1 })
        {
            Assert.Same(node, Simplify.Apply([node])[0]);
        }
    }

    [Fact]
    public void Numbers_of_a_graph_are_rounded_once_by_whoever_computes()
    {
        var v = Variable("v", [3]);
        var gradient = v.Mean().Gradient(v);
        Assert.Equal(Tensor.Full([3], new Rational(1, 3)), gradient.Evaluate<Rational>((v, new[] { 1.0, 2, 3 })));
        Assert.Equal(Tensor.Full([3], 1f / 3), gradient.Evaluate<float>((v, new[] { 1.0, 2, 3 })));
        var bounds = gradient.Evaluate<Interval>((v, new[] { 1.0, 2, 3 })).Elements[0];
        Assert.True(
            bounds.Contains(new Rational(1, 3)) && bounds.Upper == Math.BitIncrement(bounds.Lower), $"{bounds}");
        var x = Variable("x");
        Assert.Equal("0.1 * Power(x, 0.1 - 1)", x.Power(0.1).Gradient(x).ToString());
        Assert.Equal("1.5 * Power(x, 0.5)", x.Power(1.5).Gradient(x).ToString());
    }

    // Null where the value is no fraction.
    private static Rational? Fraction(Expr node)
    {
        try
        {
            return node.Evaluate<Rational>().ToScalar();
        }
        catch (Exception error) when (error is NotSupportedException or DivideByZeroException)
        {
            return null;
        }
    }

    public static class Numbers
    {
        private static readonly double[] Odd =
            [0, -0.0, 1, -1, 2, 0.5, 3, 9, 1e300, -1e-300, 5e-324, 2.5e-310, double.MaxValue, double.PositiveInfinity,
                double.NegativeInfinity, double.NaN];

        private static readonly Gen<double> Any = Gen.Frequency(
            (2, Gen.Choose(-64, 64).Select(n => n / 8.0)),
            (1, Gen.Elements(Odd)),
            (1, Gen.Choose(-1000, 1000).Select(n => n / 10.0)),
            (1, from n in Gen.Choose(-4096, 4096) from e in Gen.Choose(-1080, 1020) select Math.ScaleB(n, e)));

        public static Arbitrary<double> Double() => Arb.From(Any);

        public static Arbitrary<double[]> Triple() => Arb.From(Any.ArrayOf(3));
    }
}
