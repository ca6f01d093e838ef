using System.Globalization;
using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>The numbers of Deep Learning from Scratch, chapters 4 and 5.</summary>
public sealed class BookLaws
{
    [Theory]
    [InlineData(5.0, 0.1999999999990898, 0.2)]
    [InlineData(10.0, 0.2999999999986347, 0.3)]
    public void Section_4_3_the_derivative_of_a_parabola(double at, double numerical, double exact)
    {
        Assert.Equal(numerical, Numerical.CentralDifference(x => (0.01 * Math.Pow(x, 2)) + (0.1 * x), at));
        var x = Variable("x");
        Close.Numbers(
            "slope", exact, ((0.01 * Square(x)) + (0.1 * x)).Gradient(x).Evaluate<double>((x, at)).ToScalar(), 1e-15);
    }

    [Theory]
    [InlineData(3.0, 4.0)]
    [InlineData(0.0, 2.0)]
    [InlineData(3.0, 0.0)]
    public void Section_4_4_the_gradient_of_x0_squared_plus_x1_squared(double a, double b)
    {
        var (x0, x1) = (Variable("x0"), Variable("x1"));
        var gradient = (Square(x0) + Square(x1)).Gradient(x0, x1);
        Assert.Equal("[2 * x0, 2 * x1]", gradient.ToString());
        Assert.Equal([2 * a, 2 * b], gradient.Evaluate<double>((x0, a), (x1, b)).Select(g => g.ToScalar()));
        var numerical = Numerical.Gradient(x => (x[0] * x[0]) + (x[1] * x[1]), [a, b]);
        Assert.Equal([2 * a, 2 * b], numerical.Select(g => Math.Round(g, 8)));
    }

    [Fact]
    public void Section_3_5_softmax() => Assert.Equal(
        ["0.0182112733", "0.2451918129", "0.7365969138"],
        ((Expr)Tensor.Vector(0.3, 2.9, 4.0)).Softmax()
            .Evaluate<double>().Elements.Select(p => p.ToString("F10", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(2, 0.0975, 0.510825)]
    [InlineData(7, 0.5975, 2.302585)]
    public void Section_4_2_the_losses(int likeliest, double squares, double entropy)
    {
        // The book's two guesses differ by exchanging the probabilities of the digits 2 and 7; the answer is 2.
        double[] guess = [0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0];
        (guess[2], guess[likeliest]) = (guess[likeliest], guess[2]);
        var t = Tensor.Vector(0.0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        Close.Numbers(
            "squares", squares, ((Expr)(Tensor)guess).SumOfSquaredErrors(t).Evaluate<double>().ToScalar(), 1e-15);
        var positive = (Expr)(Tensor)guess.Select(p => p + 1e-300).ToArray();
        Close.Numbers("entropy", entropy, positive.CrossEntropy(t).Evaluate<double>().ToScalar(), 2e-6, 0);
    }

    [Fact]
    public void Section_5_1_two_apples_cost_220()
    {
        var (price, count, tax) = (Variable("price"), Variable("count"), Variable("tax"));
        (Expr, Tensor)[] shopping = [(price, 100.0), (count, 2.0), (tax, 1.1)];
        var total = price * count * tax;
        Numbers([220], [total], shopping);
        Numbers([2.2, 110, 200], total.Gradient(price, count, tax), shopping);
    }

    [Fact]
    public void Section_5_4_two_apples_and_three_oranges_cost_715()
    {
        var (apple, apples, orange, oranges, tax) =
            (Variable("apple"), Variable("apples"), Variable("orange"), Variable("oranges"), Variable("tax"));
        (Expr, Tensor)[] shopping = [(apple, 100.0), (apples, 2.0), (orange, 150.0), (oranges, 3.0), (tax, 1.1)];
        var total = ((apple * apples) + (orange * oranges)) * tax;
        Numbers([715], [total], shopping);
        Numbers([2.2, 110, 3.3, 165, 650], total.Gradient(apple, apples, orange, oranges, tax), shopping);
    }

    private static void Numbers(double[] expected, ValueList<Expr> actual, (Expr, Tensor)[] bindings) =>
        Assert.Equal(expected, actual.Evaluate<double>(bindings).Select(x => Math.Round(x.ToScalar(), 12)));
}
