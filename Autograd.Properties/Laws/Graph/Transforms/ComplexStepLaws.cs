using System.Numerics;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Properties.Generators;
using Autograd.Properties.Graph.Numerics;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// Complex-step derivatives: those of the ops are known formulas, those of random graphs the reverse mode's.
/// </summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 60)]
public sealed class ComplexStepLaws
{
    public static TheoryData<string> Functions => [.. Table.Keys];

    private static Dictionary<string, (Func<Expr, Expr> Function, Func<double, double> Derivative)> Table { get; } =
        new Dictionary<string, (Func<Expr, Expr> Function, Func<double, double> Derivative)>
        {
            ["Exp"] = (Exp, Math.Exp),
            ["Expm1"] = (Expm1, Math.Exp),
            ["Log"] = (x => Log(Abs(x)), x => 1 / x),
            ["Log1p"] = (x => Log1p(Abs(x)), x => Math.Sign(x) / (1 + Math.Abs(x))),
            ["Sin"] = (Sin, Math.Cos),
            ["Cos"] = (Cos, x => -Math.Sin(x)),
            ["Tanh"] = (Tanh, x => Math.Exp(-2 * Math.Abs(x)) is var e ? 4 * e / ((1 + e) * (1 + e)) : 0),
            ["Sigmoid"] = (Sigmoid, x => Math.Exp(-Math.Abs(x)) is var e ? e / ((1 + e) * (1 + e)) : 0),
            ["Sqrt"] = (x => Sqrt(Abs(x)), x => Math.Sign(x) * 0.5 / Math.Sqrt(Math.Abs(x))),
            ["Square"] = (Square, x => 2 * x),
            ["Power 3"] = (x => Power(x, 3), x => 3 * x * x),
            ["Power -1.5"] = (x => Power(Abs(x), -1.5), x => Math.Sign(x) * -1.5 * Math.Pow(Math.Abs(x), -2.5)),
            ["Power of 2"] = (x => Power(2, x / 4), x => Math.Pow(2, x / 4) * Math.Log(2) / 4),
            ["Divide"] = (x => 3 / x, x => -3 / (x * x)),
            ["Relu"] = (Relu, x => x > 0 ? 1 : 0),
            ["Softplus"] = (Softplus, x => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x))),
        }
        .Concat(ElementaryCases.ByName.Values.Where(each => each.Op is not null).Select(each =>
            KeyValuePair.Create(each.Name, ((Func<Expr, Expr>)(x => Expr.Apply(each.Op!, x)), each.Derivative!))))
        .ToDictionary();

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_has_its_derivative_at_every_size_of_argument_and_step(string name)
    {
        var (function, derivative) = Table[name];
        var x = Variable("x");
        foreach (var at in new[] {
            1e-8, 1e-3, 0.3, 0.9, 1.1, 2, 7, 20, 40, 300, 600, 800 }.SelectMany(t => new[] { t, -t }))
        {
            foreach (var step in new[] { 1e-20, 1e-60, 1e-100 })
            {
                var (value, expected) =
                    (function(x).Evaluate<Complex>((x, new Complex(at, step))).ToScalar(), derivative(at));
                Close.Numbers(
                    $"{name} at {at}", function(x).Evaluate<double>((x, at)).ToScalar(), value.Real, 1e-15, 0);
                // A product with the step that leaves the normal numbers has no digits to compare.
                if (Math.Abs(expected * step) is > 1e-290 and < 1e300)
                {
                    Close.Numbers($"{name}' at {at}, step {step}", expected, value.Imaginary / step, 2e-15,
                        Math.Abs(at) > 300 ? Math.Abs(expected) : 0);
                }
            }
        }
    }

    [Fact]
    public void A_step_brings_back_into_range_what_overflows_without_it()
    {
        var x = Variable("x");
        var value = Exp(x).Evaluate<Complex>((x, new Complex(800, 1e-100))).ToScalar();
        Assert.Equal(double.PositiveInfinity, value.Real);
        Close.Numbers("e^800 1e-100", 2.7263745721125666e247, value.Imaginary, 1e-13, 0);
    }

    [Law]
    public void Off_the_axis_the_functions_are_those_of_the_exponential(short re, short im)
    {
        var z = new Complex(re / 8000.0, im / 12000.0);
        Near("exp", Complex.Exp(z), ComplexNumbers.Exp(z));
        Near("expm1", Complex.Exp(z) - 1, ComplexNumbers.Expm1(z));
        Near("tanh", Complex.Tanh(z), ComplexNumbers.Tanh(z));
        Near("sigmoid", 1 / (1 + Complex.Exp(-z)), ComplexNumbers.Sigmoid(z));
        Near("sin", Complex.Sin(z), ComplexNumbers.Sin(z));
        Near("cos", Complex.Cos(z), ComplexNumbers.Cos(z));
        if (z.Magnitude < 1e-3) return;
        Near("log", Complex.Log(z), ComplexNumbers.Log(z));
        Near("sqrt", Complex.Sqrt(z), ComplexNumbers.Sqrt(z));
        Near("power", Complex.Exp(new Complex(0.7, -0.4) * Complex.Log(z)), ComplexNumbers.Power(z, new(0.7, -0.4)));
        Near("cube", z * z * z, ComplexNumbers.Power(z, 3));
        if ((1 + z).Magnitude > 1e-3) Near("log1p", Complex.Log(1 + z), ComplexNumbers.Log1p(z));
    }

    [Law]
    public void The_complex_step_of_a_graph_along_any_direction_is_its_reverse_mode(GraphCase graph, int seed)
    {
        var direction = Directions.Random(graph.Variables.Select(x => x.Shape), seed);
        var frozen = Oracles.Frozen(graph.Loss, graph.Bindings);
        var step = Oracles.ComplexStep(frozen, graph.Bindings, graph.Variables.ToValueList(), direction);
        var gradient = graph.Loss.Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings);
        Close.Numbers(
            "reverse mode", step, Directions.Inner(gradient, direction), 1e-12, Condition(graph, gradient, direction));
    }

    [Law]
    public void On_the_real_axis_complex_numbers_are_doubles(GraphCase graph)
    {
        var value = graph.Loss.Evaluate<Complex>(graph.Bindings).ToScalar();
        Assert.Equal(graph.Loss.Evaluate<double>(graph.Bindings).ToScalar(), value.Real);
        Assert.Equal(0, value.Imaginary);
    }

    [Fact]
    public void Infinities_on_the_real_axis_are_those_of_doubles()
    {
        var x = Variable("x");
        foreach (var f in new[] { 1 / (1 + Exp(-x)), 2 * Exp(-x) * 3, Exp(-x) / 2, 1 / (x + 800) })
        {
            Assert.Equal(f.Evaluate<double>((x, -800.0)).ToScalar(), f.Evaluate<Complex>((x, -800.0)).ToScalar().Real);
        }

        Assert.Equal(0, (1 / (1 + Exp(-x))).Evaluate<Complex>((x, new Complex(-800, 1e-20))).ToScalar().Imaginary);
    }

    // The derivative's terms, and how far it moves with inputs that are wrong by their own size in units of rounding.
    private static double Condition(
        GraphCase graph, ValueList<Tensor<double>> gradient, ValueList<Tensor<double>> direction)
    {
        var slope = Directions.Inner(graph.Loss.Gradient(graph.Variables.AsSpan()), direction);
        var curvature = slope.Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings);
        return Directions.InnerScale(gradient, direction) + Directions.InnerScale(curvature, graph.Values);
    }

    private static void Near(string what, Complex expected, Complex actual)
    {
        if ((expected - actual).Magnitude > 1e-13 * (1 + expected.Magnitude))
        {
            Assert.Fail($"{what}: expected {expected}, got {actual}");
        }
    }
}
