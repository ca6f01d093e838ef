using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Ops;

/// <summary>The written table of what derivatives are where there is none.</summary>
public sealed class KinkConventions
{
    private static readonly Expr X = Variable("x");
    private static readonly Expr Y = Variable("y");
    private static readonly Expr V = Variable("v", [4]);

    private delegate Expr Function(Expr x);

    [Fact]
    public void The_derivative_of_relu_at_0_is_0() => Slope(x => x.Relu(), 0, 0);

    [Fact]
    public void The_derivative_of_abs_at_0_is_0() => Slope(x => x.Abs(), 0, 0);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-2.0)]
    [InlineData(3.0)]
    public void The_derivative_of_sign_is_0_everywhere(double x) => Slope(y => y.Sign(), x, 0);

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.5)]
    [InlineData(2.0)]
    public void The_derivative_of_a_comparison_is_0_at_its_jump_and_elsewhere(double x)
    {
        foreach (var f in new Function[] {
            y => y > 1, y => y >= 1, y => y < 1, y => y <= 1, y => y.EqualTo(1), y => y.NotEqualTo(1) })
        {
            Slope(f, x, 0);
        }
    }

    [Fact]
    public void Equal_arguments_of_max_and_min_share_the_gradient_evenly()
    {
        foreach (var f in new[] { X.Maximum(Y), X.Minimum(Y) })
        {
            Assert.Equal([0.5, 0.5], f.Gradient(X, Y).Evaluate<double>((X, 3.0), (Y, 3.0)).Select(g => g.ToScalar()));
            Assert.Equal(0.5, f.Jvp(X, (Expr)1).Evaluate<double>((X, 3.0), (Y, 3.0)).ToScalar());
            Assert.Equal(0.5, f.Jvp(Y, (Expr)1).Evaluate<double>((X, 3.0), (Y, 3.0)).ToScalar());
        }
    }

    [Theory]
    [InlineData(2.0, 1.0, 0.0)]
    [InlineData(1.0, 2.0, 1.0)]
    public void Unequal_arguments_give_the_gradient_to_the_one_chosen(double x, double y, double lower)
    {
        Assert.Equal(
            [1 - lower, lower], X.Maximum(Y).Gradient(X, Y).Evaluate<double>((X, x), (Y, y)).Select(g => g.ToScalar()));
        Assert.Equal(
            [lower, 1 - lower], X.Minimum(Y).Gradient(X, Y).Evaluate<double>((X, x), (Y, y)).Select(g => g.ToScalar()));
    }

    [Fact]
    public void Equal_elements_of_a_max_or_min_over_axes_share_the_gradient_evenly()
    {
        Vector(V.Max(), [2, 5, 5, 1], [0, 0.5, 0.5, 0]);
        Vector(V.Max(), [5, 5, 5, 1], [1 / 3.0, 1 / 3.0, 1 / 3.0, 0]);
        Vector(V.Min(), [2, 1, 5, 1], [0, 0.5, 0, 0.5]);
        Assert.Equal(3.5, V.Max().Jvp(V, (Expr)Tensor.Vector(1.0, 2, 5, 9))
            .Evaluate<double>((V, Tensor.Vector(2.0, 5, 5, 1))).ToScalar());
    }

    [Fact]
    public void What_a_max_or_min_does_not_choose_has_the_gradient_0_even_where_it_is_infinite_below()
    {
        Slope(x => x.Sqrt().Maximum(1), 0, 0);
        Slope(x => (-x.Sqrt()).Minimum(-1), 0, 0);
        Vector(V.Sqrt().Max(), [0, 4, 1, 0], [0, 0.25, 0, 0]);
        Assert.Equal(
            0.25, V.Sqrt().Max().Jvp(V, (Expr)1).Evaluate<double>((V, Tensor.Vector(0.0, 4, 1, 0))).ToScalar());
    }

    [Fact]
    public void Ties_along_one_axis_are_split_in_each_row_alone()
    {
        var m = Variable("m", [2, 3]);
        var value = Tensor.Of<double>([2, 3], 1, 1, 0, 2, 7, 3);
        Assert.Equal(Tensor.Of([2, 3], 0.5, 0.5, 0, 0, 1, 0), m.Max(1).Sum().Gradient(m).Evaluate<double>((m, value)));
    }

    [Theory]
    [InlineData(-1.0, 0.5)]
    [InlineData(2.0, 0.5)]
    [InlineData(0.3, 1.0)]
    [InlineData(-1.5, 0.0)]
    [InlineData(2.5, 0.0)]
    public void Clip_has_the_gradient_one_half_on_a_bound_1_within_and_0_without(double x, double slope) =>
        Slope(y => y.Clip(-1, 2), x, slope);

    [Fact]
    public void A_max_over_nothing_is_minus_infinity_and_has_the_derivative_0_in_both_modes()
    {
        var x = Variable("x", [2, 0]);
        var value = Tensor.Full<double>([2, 0], 0);
        var max = Expr.Apply(new Max([1]), x);
        Assert.Equal(Tensor.Vector(double.NegativeInfinity, double.NegativeInfinity), max.Evaluate<double>((x, value)));
        Assert.Equal(Tensor.Vector(0.0, 0.0), max.Jvp(x, (Expr)value).Evaluate<double>((x, value)));
        Assert.Equal(value, max.Vjp(1, x).Evaluate<double>((x, value)));
    }

    [Fact]
    public void Equal_elements_of_a_window_share_its_gradient_evenly_and_each_window_shares_alone()
    {
        Pool(x => x.MaxPool(2), [5, 5, 1, 2, 5, 0, 3, 3], [1 / 3.0, 1 / 3.0, 0, 0, 1 / 3.0, 0, 0.5, 0.5]);
        Pool(x => x.MaxPool(2, stride: 1), [5, 5, 1, 2, 5, 0, 3, 3],
            [1 / 3.0, 1 / 3.0 + 1, 0, 0, 1 / 3.0, 0, 0.5, 0.5]);
        Pool(x => x.MaxPool((1, 3), stride: 1, padding: (0, 1)), [0, -0.0, 7, 7, 1, 1, 1, 1],
            [0.5, 0.5, 2, 1, 5 / 6.0, 7 / 6.0, 7 / 6.0, 5 / 6.0]);
    }

    [Fact]
    public void Padding_takes_no_part_in_a_pool_and_a_window_of_nothing_else_is_minus_infinity_with_derivative_0()
    {
        Pool(x => x.MaxPool(2, stride: 2, padding: 1), [-1, -2, -3, -4, -5, -6, -7, -8], [1, 1, 0, 1, 1, 1, 0, 1]);

        // Its two columns lie left and right of the image's only one.
        var (x, value) = (Variable("x", [1, 1, 2, 1]), Tensor.Of<double>([1, 1, 2, 1], 3, 4));
        var apart = Expr.Apply(new MaxPool(new(2, 1, 1, 2)), x);
        Assert.Equal(
            [double.NegativeInfinity, double.NegativeInfinity], apart.Evaluate<double>((x, value)).Elements.ToArray());
        Assert.Equal([0, 0], apart.Sum().Gradient(x).Evaluate<double>((x, value)).Elements.ToArray());
        Assert.Equal([0, 0], apart.Jvp(x, Ones(x.Shape)).Evaluate<double>((x, value)).Elements.ToArray());
    }

    [Theory]
    [InlineData(4.0, 0.25)]
    [InlineData(0.0, 0.0)]
    [InlineData(-1.0, 0.0)]
    public void The_branch_of_where_that_is_not_taken_does_not_poison_the_gradient(double x, double slope)
    {
        // The square root is undefined where the mask is off, and its derivative infinite at 0.
        Slope(y => (y > 0).Where((y > 0).Where(y, 1).Sqrt(), 0), x, slope);
        Slope(y => (y > 0).Where(y.Square(), y.Sqrt().Log().StopGradient()), x, 2 * Math.Max(x, 0));
        var (a, b) = (Variable("a"), Variable("b"));
        foreach (var bad in new[] { double.PositiveInfinity, double.NegativeInfinity, double.NaN })
        {
            foreach (var (f, taken, other) in new[] { (Literal(1).Where(a, b), a, b), (Literal(0).Where(b, a), a, b) })
            {
                Assert.Equal((2.0, 1.0, 0.0), (
                    f.Evaluate<double>((taken, 2.0), (other, bad)).ToScalar(),
                    f.Gradient(taken).Evaluate<double>((taken, 2.0), (other, bad)).ToScalar(),
                    f.Gradient(other).Evaluate<double>((taken, 2.0), (other, bad)).ToScalar()));
            }
        }
    }

    [Fact]
    public void A_mask_has_no_gradient()
    {
        var m = Variable("m");
        Assert.Equal(0, m.Where(3, 5).Gradient(m).Evaluate<double>((m, 1.0)).ToScalar());
        Assert.Equal(0, m.Where(3, 5).Jvp(m, (Expr)1).Evaluate<double>((m, 1.0)).ToScalar());
    }

    [Fact]
    public void Nothing_flows_through_stop_gradient_or_an_index()
    {
        Slope(x => x.StopGradient() * x, 3, 3);
        Vector(V.ArgMax(0).ToReal(), [1, 4, 2, 3], [0, 0, 0, 0]);
        Vector((V.ArgMax(0).OneHot(4) * V).Sum(), [1, 4, 2, 3], [0, 1, 0, 0]);
    }

    [Fact]
    public void A_power_has_its_limits_at_0()
    {
        Slope(x => x.Power(3), 0, 0);
        Slope(x => x.Power(2), 0, 0);
        Slope(x => x.Power(1), 0, 1);
        Slope(x => x.Power(0), 0, 0);
        Slope(x => x.Power(3), -2, 12);
    }

    [Theory]
    [InlineData(2.0)]
    [InlineData(0.5)]
    public void A_power_has_its_mixed_second_derivative_where_the_exponent_is_0(double x)
    {
        // Of xʸ it is xʸ⁻¹ (1 + y ln x), in either order.
        var power = X.Power(Y);
        foreach (var mixed in new[] {
            power.Gradient(X).Gradient(Y), power.Gradient(Y).Gradient(X), power.Gradient(X).Jvp(Y, (Expr)1) })
        {
            Assert.Equal(1 / x, mixed.Evaluate<double>((X, x), (Y, 0.0)).ToScalar());
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-2.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_power_with_the_exponent_0_has_the_derivative_0_everywhere(double x)
    {
        foreach (var derivative in new[] { X.Power(Y).Gradient(X), X.Power(Y).Gradient(X).Gradient(X) })
        {
            Assert.Equal(0, derivative.Evaluate<double>((X, x), (Y, 0.0)).ToScalar());
        }
    }

    private static void Slope(Function f, double x, double slope)
    {
        Assert.Equal(slope, f(X).Gradient(X).Evaluate<double>((X, x)).ToScalar());
        Assert.Equal(slope, f(X).Jvp(X, (Expr)1).Evaluate<double>((X, x)).ToScalar());
    }

    // Images of 2 × 4.
    private static void Pool(Function pool, double[] x, double[] gradient)
    {
        var images = Variable("x", [1, 1, 2, 4]);
        var (value, expected) = (Tensor.Of<double>(images.Shape, x), Tensor.Of<double>(images.Shape, gradient));
        Close.Tensors(
            "gradient", expected, pool(images).Sum().Gradient(images).Evaluate<double>((images, value)), 1e-15);
        var along = Tensor.Generate(images.Shape, i => i + 0.5);
        Close.Numbers("along a direction", Directions.Inner([expected], [along]),
            pool(images).Sum().Jvp(images, along).Evaluate<double>((images, value)).ToScalar(), 1e-14);
    }

    private static void Vector(Expr f, double[] x, double[] gradient) =>
        Assert.Equal(Tensor.Vector<double>(gradient), f.Gradient(V).Evaluate<double>((V, x)));
}
