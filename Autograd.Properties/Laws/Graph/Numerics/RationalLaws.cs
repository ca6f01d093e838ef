using System.Numerics;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>Rationals are the ordered field they claim to be.</summary>
[Laws(Arbitrary = [typeof(Numbers)], MaxTest = 200)]
public sealed class RationalLaws
{
    [Law]
    public void Sums_and_products_commute_associate_and_distribute(Rational a, Rational b, Rational c)
    {
        Assert.Equal(a + b, b + a);
        Assert.Equal(a * b, b * a);
        Assert.Equal(a + (b + c), a + b + c);
        Assert.Equal(a * (b * c), a * b * c);
        Assert.Equal(a * (b + c), (a * b) + (a * c));
        Assert.Equal((a * b) + c, Rationals.MultiplyAdd(a, b, c));
    }

    [Law]
    public void Subtraction_and_division_undo_addition_and_multiplication(Rational a, Rational b)
    {
        Assert.Equal(a, a + b - b);
        Assert.Equal(new Rational(0), a - a);
        if (b != 0) Assert.Equal(a, a * b / b);
        else
        {
            Assert.Contains("/ 0", Assert.Throws<DivideByZeroException>(() => a / b).Message, StringComparison.Ordinal);
        }
    }

    [Law]
    public void The_order_is_total_and_agrees_with_the_field(Rational a, Rational b, Rational c)
    {
        Assert.Single(new[] { a < b, a == b, a > b }, holds => holds);
        Assert.Equal(a < b, a + c < b + c);
        Assert.Equal(a.CompareTo(b), (a - b).Sign);
        Assert.Equal(a > b ? a : b, Rationals.Maximum(a, b));
        Assert.Equal(a > b ? b : a, Rationals.Minimum(a, b));
        Assert.Equal(Rationals.Maximum(a, -a), Rational.Abs(a));
    }

    [Law]
    public void Terms_are_lowest_and_the_denominator_positive(Rational a, int factor)
    {
        Assert.Equal(BigInteger.One, BigInteger.GreatestCommonDivisor(a.Numerator, a.Denominator));
        Assert.True(a.Denominator > 0);
        if (factor != 0) Assert.Equal(a, new Rational(a.Numerator * factor, a.Denominator * factor));
        Assert.Equal(a.GetHashCode(), (a + 1 - 1).GetHashCode());
    }

    [Law]
    public void A_power_is_a_product_and_a_root_undoes_a_square(Rational a)
    {
        Assert.Equal(a * a * a, Rationals.Power(a, 3));
        Assert.Equal(new Rational(1), Rationals.Power(a, 0));
        if (a != 0) Assert.Equal(1 / (a * a), Rationals.Power(a, -2));
        Assert.Equal(Rational.Abs(a), Rationals.Sqrt(a * a));
    }

    [Law]
    public void A_double_is_a_rational_and_comes_back(long bits)
    {
        var number = BitConverter.Int64BitsToDouble(bits * 0x9E3779B97F4A7C1);
        foreach (var x in new[] { number, double.MaxValue, double.Epsilon, 3 * double.Epsilon,
            Math.BitDecrement(2.2250738585072014e-308), 0.1, -1.0 / 3 })
        {
            if (double.IsFinite(x)) Assert.Equal(x, (double)Rational.FromDouble(x));
            else
            {
                Assert.Contains("finite", Assert.Throws<ArgumentOutOfRangeException>(
                    () => Rationals.FromReal(x)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Law]
    public void A_quotient_of_whole_doubles_rounds_as_the_division_does(int a, int b)
    {
        if (b != 0) Assert.Equal(0.0 + ((double)a / b), (double)new Rational(a, b));
    }

    [Fact]
    public void The_default_is_zero_and_a_number_prints_as_a_fraction()
    {
        Assert.Equal("0 2 -3/4", $"{default(Rational)} {new Rational(4, 2)} {new Rational(6, -8)}");
        Assert.Equal(new Rational(1), default(Rational) + 1);
        Assert.Equal("[1/2, 2/3]", Tensor.Vector(new Rational(1, 2), new Rational(2, 3)).ToString());
    }

    [Fact]
    public void A_function_that_leaves_the_rationals_says_so_and_what_to_use()
    {
        var x = Variable("x");
        var found =
            ElementaryCases.ByName.Values.Where(each => each.Op is not null).Select(each => Expr.Apply(each.Op!, x));
        foreach (var f in found.Concat(
            [Exp(x), Expm1(x), Log(x), Log1p(x), Sin(x), Cos(x), Tanh(x), Sigmoid(x), Sqrt(x), Power(x, 0.5)]))
        {
            var error = Assert.Throws<NotSupportedException>(() => f.Evaluate<Rational>((x, new Rational(1, 2))));
            Assert.StartsWith($"{f.Op.Name}(1/2", error.Message, StringComparison.Ordinal);
            Assert.Contains("Interval", error.Message, StringComparison.Ordinal);
        }
    }

    public static class Numbers
    {
        public static Arbitrary<Rational> Rational() => Arb.From(
            from above in Gen.Frequency((3, Gen.Choose(-20, 20)), (1, Gen.Choose(int.MinValue, int.MaxValue)))
            from below in Gen.Frequency((3, Gen.Choose(1, 20)), (1, Gen.Choose(1, int.MaxValue)))
            select new Rational(above, below));
    }
}
