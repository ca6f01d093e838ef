using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Far from zero values and gradients keep their limits.</summary>
public sealed class ExtremeLaws
{
    private static readonly Expr X = Variable("x");

    [Theory]
    [InlineData(1e4, 1.0, 0.0)]
    [InlineData(-1e4, 0.0, 0.0)]
    public void Sigmoid_saturates(double x, double value, double slope) => Is(X.Sigmoid(), x, value, slope);

    [Theory]
    [InlineData(1e4, 1.0, 0.0)]
    [InlineData(-1e4, -1.0, 0.0)]
    public void Tanh_saturates(double x, double value, double slope) => Is(X.Tanh(), x, value, slope);

    [Theory]
    [InlineData(1e4, 1e4, 1.0)]
    [InlineData(-1e4, 0.0, 0.0)]
    public void Softplus_becomes_the_relu(double x, double value, double slope) => Is(X.Softplus(), x, value, slope);

    [Theory]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, 1.0)]
    [InlineData(double.NegativeInfinity, 0.0, 0.0)]
    public void Softplus_has_its_limits_at_infinity(double x, double value, double slope) =>
        Is(X.Softplus(), x, value, slope);

    [Theory]
    [InlineData(double.PositiveInfinity, 1.0, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 1.0, 1.0)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity)]
    [InlineData(double.NaN, double.PositiveInfinity, double.NaN)]
    [InlineData(double.NaN, double.NegativeInfinity, double.NaN)]
    public void Log_sum_exp_has_its_limits_at_infinity(double a, double b, double value) =>
        Assert.Equal(value, Literal(Tensor.Vector(a, b)).LogSumExp().Evaluate<double>().ToScalar());

    [Theory]
    [InlineData(1.0, double.NegativeInfinity, 1.0, 0.0)]
    [InlineData(double.NegativeInfinity, 1.0, 0.0, 1.0)]
    [InlineData(1e300, -1e300, 1.0, 0.0)]
    [InlineData(double.PositiveInfinity, 1.0, double.NaN, 0.0)]
    [InlineData(double.NegativeInfinity, double.NegativeInfinity, 0.0, 0.0)]
    public void The_gradient_of_log_sum_exp_is_softmax_or_0_where_nothing_is_summed_and_undefined_at_infinity(
        double a, double b, double da, double db)
    {
        var v = Variable("v", [2]);
        Assert.Equal(Tensor.Vector(da, db), v.LogSumExp().Gradient(v).Evaluate<double>((v, Tensor.Vector(a, b))));
    }

    [Fact]
    public void A_log_sum_exp_of_nothing_has_no_derivative_of_any_order_in_either_mode()
    {
        // Rows of nothing but −∞ beside a usual one, as paths that cannot be taken in a recursion over states.
        var x = Variable("x", [2, 2]);
        var at = Tensor.Of([2, 2], double.NegativeInfinity, double.NegativeInfinity, 0, 0);
        var value = x.LogSumExp(1).Where(x.LogSumExp(1) > -10, 0).Sum();
        foreach (var f in new[] {
            value, (x.LogSumExp(1) * Tensor.Vector(3.0, 1)).Exp().Sum(), x.LogSumExp(1).Exp().Sum() })
        {
            var first = f.Gradient(x);
            var second = (first * Tensor.Of([2, 2], 1.0, 2, 3, 4)).Sum().Gradient(x);
            var forward = f.Jvp(x, Ones([2, 2]));
            Assert.Equal([0, 0], first.Evaluate<double>((x, at)).Elements.Take(2));
            Assert.Equal([0, 0], second.Evaluate<double>((x, at)).Elements.Take(2));
            Assert.Equal(
                first.Evaluate<double>((x, at)).Elements.Sum(), forward.Evaluate<double>((x, at)).ToScalar(), 1e-14);
            Assert.All(
                forward.Gradient(x).Evaluate<double>((x, at)).Elements, number => Assert.True(double.IsFinite(number)));
        }
    }

    [Theory]
    [InlineData(5e-324)]
    [InlineData(-5e-324)]
    [InlineData(2e-310)]
    [InlineData(-2e-310)]
    public void Subnormal_numbers_keep_their_value_and_their_slope(double x)
    {
        foreach (var f in new[] { X.Tanh(), X.Sin(), X.Expm1(), X.Log1p(), X + 0, X * 1, X / 1 }) Is(f, x, x, 1);
        foreach (var (f, value, slope) in new[] {
            (X.Sigmoid(), 0.5, 0.25), (X.Exp(), 1, 1), (X.Cos(), 1, 0.0), (X.Softplus(), Math.Log(2), 0.5) })
        {
            Close.Numbers($"{f}", value, f.Evaluate<double>((X, x)).ToScalar(), 1e-15, 0);
            Close.Numbers($"{f}'", slope, f.Gradient(X).Evaluate<double>((X, x)).ToScalar(), 1e-15, 1e-290);
        }

        Is(X.Relu(), x, Math.Max(x, 0), x > 0 ? 1 : 0);
        Is(X.Abs(), x, Math.Abs(x), Math.Sign(x));
        Close.Numbers("root", Math.Sqrt(Math.Abs(x)), X.Abs().Sqrt().Evaluate<double>((X, x)).ToScalar(), 1e-15, 0);
        Close.Numbers("logarithm", Math.Log(Math.Abs(x)), X.Abs().Log().Evaluate<double>((X, x)).ToScalar(), 1e-15, 0);
    }

    [Fact]
    public void The_second_derivative_of_softplus_stays_finite() => Is(X.Softplus().Gradient(X), 1e4, 1, 0);

    [Theory]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    public void Softmax_log_softmax_and_log_sum_exp_take_scores_of_ten_thousand(double score)
    {
        var (x, scores) = (Variable("x", [3]), Tensor.Vector(score, 0, score));
        var (high, low) = score > 0 ? (0.5, 0.0) : (0.0, 1.0);
        Assert.Equal(Tensor.Vector(high, low, high), x.Softmax().Evaluate<double>((x, scores)));
        Assert.Equal(Tensor.Vector(high, low, high), x.LogSumExp().Gradient(x).Evaluate<double>((x, scores)));
        Close.Numbers(
            "log-sum-exp", score > 0 ? score + Math.Log(2) : 0, x.LogSumExp().Evaluate<double>((x, scores)).ToScalar());
        var logs =
            score > 0 ? Tensor.Vector(-Math.Log(2), -1e4 - Math.Log(2), -Math.Log(2)) : Tensor.Vector(-1e4, 0, -1e4);
        Close.Tensors("log-softmax", logs, x.LogSoftmax().Evaluate<double>((x, scores)));
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(1, 20000.0)]
    public void Softmax_cross_entropy_of_scores_of_ten_thousand_is_finite_with_its_gradient(int label, double loss)
    {
        var (x, scores) = (Variable("x", [1, 2]), Tensor.Of([1, 2], 1e4, -1e4));
        var f = x.SoftmaxCrossEntropy(Tensor.Vector(label));
        Assert.Equal(loss, f.Evaluate<double>((x, scores)).ToScalar());
        Assert.Equal(Tensor.Of([1, 2], (double)label, -label), f.Gradient(x).Evaluate<double>((x, scores)));
    }

    [Fact]
    public void A_score_of_minus_infinity_is_an_impossible_class_with_the_gradient_0()
    {
        var (x, scores) = (Variable("x", [2, 3]), Tensor.Of<double>(
            [2, 3], 1, 1, double.NegativeInfinity, double.NegativeInfinity, 4, double.NegativeInfinity));
        foreach (var t in new Expr[] { Tensor.Vector(0, 1), Tensor.Of<double>([2, 3], 1, 0, 0, 0, 1, 0) })
        {
            var f = x.SoftmaxCrossEntropy(t);
            Close.Numbers("loss", Math.Log(2) / 2, f.Evaluate<double>((x, scores)).ToScalar());
            Assert.Equal(
                Tensor.Of<double>([2, 3], -0.25, 0.25, 0, 0, 0, 0), f.Gradient(x).Evaluate<double>((x, scores)));
        }

        var wrong = x.SoftmaxCrossEntropy(Tensor.Vector(2, 1));
        Assert.Equal(double.PositiveInfinity, wrong.Evaluate<double>((x, scores)).ToScalar());
        Assert.Equal(
            Tensor.Of<double>([2, 3], 0.25, 0.25, -0.5, 0, 0, 0), wrong.Gradient(x).Evaluate<double>((x, scores)));
    }

    [Fact]
    public void A_probability_of_0_counts_nothing_where_the_target_is_0()
    {
        var (y, guess) = (Variable("y", [3]), Tensor.Vector(0.5, 0, 0.5));
        foreach (var t in new Expr[] { Tensor.Of([], 0), Tensor.Vector(1.0, 0, 0) })
        {
            var f = y.CrossEntropy(t);
            Assert.Equal(Math.Log(2), f.Evaluate<double>((y, guess)).ToScalar());
            Assert.Equal(Tensor.Vector<double>(-2, 0, 0), f.Gradient(y).Evaluate<double>((y, guess)));
        }

        Assert.Equal(double.PositiveInfinity, y.CrossEntropy(Tensor.Of([], 1)).Evaluate<double>((y, guess)).ToScalar());
        Assert.Equal(double.NaN, y.CrossEntropy(Tensor.Vector(1.0, 0, 0))
            .Evaluate<double>((y, Tensor.Vector(0.5, double.NaN, 0.5))).ToScalar());
    }

    [Fact]
    public void A_target_of_0_has_a_derivative()
    {
        var t = Variable("t", [2]);
        Assert.Equal(Tensor.Vector(Math.Log(2), Math.Log(2)),
            Literal(Tensor.Vector(0.5, 0.5)).CrossEntropy(t).Gradient(t).Evaluate<double>((t, Tensor.Vector(1.0, 0))));
    }

    [Fact]
    public void Expm1_and_log1p_keep_the_digits_of_small_numbers()
    {
        Is(X.Expm1(), 1e-12, 1e-12, 1, 1e-11);
        Is(X.Log1p(), 1e-12, 1e-12, 1, 1e-11);
    }

    [Fact]
    public void NaN_passes_through_what_computes_with_it()
    {
        Expr[] functions =
        [
            X + 1, X * 0, X.Relu(), X.Maximum(1), X.Minimum(1), ((Expr)1).Maximum(X), X.Abs(), X.Sign(), X.Clip(-1, 1),
            X.Exp(), X.Sigmoid(), X.Tanh(), X.Sqrt(), X.Log(), X.Sin(), X.Softplus(),
        ];
        foreach (var f in functions)
        {
            Assert.True(double.IsNaN(f.Evaluate<double>((X, double.NaN)).ToScalar()), $"{f} of NaN is not NaN");
        }

        var v = Variable("v", [3]);
        Assert.Equal(double.NaN, v.Max().Evaluate<double>((v, Tensor.Vector(1, double.NaN, 3))).ToScalar());
        Assert.Equal(0, (X > 0).Evaluate<double>((X, double.NaN)).ToScalar());
    }

    private static void Is(Expr f, double x, double value, double slope, double tolerance = 1e-15)
    {
        Close.Numbers("value", value, f.Evaluate<double>((X, x)).ToScalar(), tolerance, 0);
        Close.Numbers("slope", slope, f.Gradient(X).Evaluate<double>((X, x)).ToScalar(), tolerance, 0);
    }
}
