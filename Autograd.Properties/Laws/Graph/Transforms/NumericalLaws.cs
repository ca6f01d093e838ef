using Autograd.Graph;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>The numerical derivatives have the errors that their definitions promise.</summary>
[Laws(MaxTest = 50)]
public sealed class NumericalLaws
{
    [Law]
    public Property The_forward_difference_of_a_parabola_is_wrong_by_h_times_its_coefficient() =>
        Parabolas((a, b, x, h) =>
        Close.Numbers("slope", (2 * a * x) + b + (a * h),
            Numerical.ForwardDifference(t => (a * t * t) + (b * t), x, h), 1e-9, 10));

    [Law]
    public Property The_central_difference_of_a_parabola_is_right_whatever_the_step() => Parabolas((a, b, x, h) =>
        Close.Numbers(
            "slope", (2 * a * x) + b, Numerical.CentralDifference(t => (a * t * t) + (b * t), x, h), 1e-9, 10));

    [Law]
    public Property The_central_difference_of_a_cubic_is_wrong_by_h_squared_times_its_coefficient() =>
        Parabolas((a, _, x, h) =>
        Close.Numbers(
            "slope", (3 * a * x * x) + (a * h * h), Numerical.CentralDifference(t => a * t * t * t, x, h), 1e-9, 10));

    [Fact]
    public void Halving_the_step_halves_the_forward_error_and_quarters_the_central_error()
    {
        static double Forward(double h) => Math.Abs(Numerical.ForwardDifference(Math.Exp, 1, h) - Math.E);
        static double Central(double h) => Math.Abs(Numerical.CentralDifference(Math.Exp, 1, h) - Math.E);
        Assert.InRange(Forward(1e-2) / Forward(5e-3), 1.99, 2.02);
        Assert.InRange(Central(1e-2) / Central(5e-3), 3.99, 4.01);
    }

    [Fact]
    public void The_numerical_gradient_of_a_graph_is_taken_with_respect_to_one_variable_in_each_coordinate()
    {
        var (x, y) = (Variable("x", [2, 2]), Variable("y", [2]));
        var (at, other) = (Tensor.Of<double>([2, 2], 1, 2, 3, 4), Tensor.Vector(10.0, 100.0));
        var numerical = (x.Square() * y).Sum().NumericalGradient(x, 1e-4, (x, at), (y, other));
        Close.Tensors("gradient", Tensor.Of<double>([2, 2], 20, 400, 60, 800), numerical, 1e-7);
    }

    [Fact]
    public void A_variable_that_is_not_bound_is_named()
    {
        var (x, y) = (Variable("speed"), Variable("y"));
        Assert.Contains("speed", Assert.Throws<ArgumentException>(
            () => x.NumericalGradient(x, 1e-4, (y, 1.0))).Message, StringComparison.Ordinal);
    }

    private static Property Parabolas(Action<double, double, double, double> law) => Prop.ForAll(
        Gen.Choose(-1000, 1000).ArrayOf(4).ToArbitrary(),
        n => law(n[0] / 500.0, n[1] / 500.0, n[2] / 500.0, 1e-3 * (1.5 + (n[3] / 1000.0))));
}
