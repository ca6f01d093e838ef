using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Gradients;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Ops;

/// <summary>What holds for every op: its value, and that its rules are its derivatives.</summary>
public sealed class OpLaws
{
    public static TheoryData<string> Ops { get; } = [.. OpTable.Names];

    /// <summary>The ops with an input of which they are a function in the sense of calculus.</summary>
    public static TheoryData<string> Differentiable { get; } = [.. OpTable.Names.Except(["ArgMax", "OffsetIndices", "OneHot", "ToReal"])];

    [Theory]
    [MemberData(nameof(Ops))]
    public void The_value_is_that_of_the_independent_formula(string op) => Law(op, 60, (sample, value) =>
    {
        var node = sample.Node;
        var actual = (node.Kind == ElementKind.Index ? node.ToReal() : node).Evaluate<double>(sample.Bindings);
        Close.Tensors(op, value(sample), actual, 4e-15);
    });

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Reverse_mode_is_the_transpose_of_forward_mode(string op) => Smooth(op, 30, sample =>
    {
        var v = Along(sample, 1);
        var u = Directions.Random(sample.Node.Shape, sample.Seed);
        var forward = sample.Node.Jvp(Parameters(sample), new Leaves([.. v.Select(d => (Expr)d)])).Evaluate<double>(sample.Bindings);
        var reverse = sample.Node.Vjp(u, Parameters(sample)).All.Evaluate<double>(sample.Bindings);
        Close.Numbers("⟨Jv, u⟩ = ⟨v, Jᵀu⟩", Directions.Inner([forward], [u]), Directions.Inner(v, reverse), 1e-12, Directions.InnerScale(v, reverse));
    });

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void The_gradient_is_the_central_difference_in_every_coordinate(string op) => Smooth(op, 15, sample =>
    {
        var f = Weighted(sample);
        var frozen = Oracles.Frozen(f, sample.Bindings);
        foreach (var x in sample.Varying)
        {
            var differences = Oracles.Differences(frozen, x, sample.Bindings);
            Close.Tensors($"d {op} / d {x}", differences, f.Gradient(x).Evaluate<double>(sample.Bindings), 1e-8, Close.Scale([differences]));
        }
    });

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void The_gradient_of_a_gradient_is_the_central_difference_of_the_gradient(string op) => Smooth(op, 8, sample =>
    {
        var slope = Directions.Inner(Squared(sample).Gradient(sample.Varying.AsSpan()), Along(sample, 2));
        var frozen = Oracles.Frozen(slope, sample.Bindings);
        foreach (var x in sample.Varying)
        {
            var differences = Oracles.Differences(frozen, x, sample.Bindings);
            Close.Tensors($"d² {op} / d {x}", differences, slope.Gradient(x).Evaluate<double>(sample.Bindings), 1e-7, Close.Scale([differences]));
        }
    });

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void First_and_second_derivatives_are_those_of_the_ops_meaning_over_jets(string op) => Smooth(op, 30, sample =>
    {
        var (f, v) = (Squared(sample), Along(sample, 3));
        var exact = Oracles.AlongLine(Oracles.Frozen(f, sample.Bindings), sample.Bindings, sample.Varying.ToValueList(), v).ToScalar();
        var gradient = f.Gradient(sample.Varying.AsSpan());
        var curvature = Directions.Inner(gradient, v).Gradient(sample.Varying.AsSpan()).Evaluate<double>(sample.Bindings);
        var slope = gradient.Evaluate<double>(sample.Bindings);
        Close.Numbers("first derivative", exact.First, Directions.Inner(slope, v), 1e-11, Directions.InnerScale(slope, v));
        Close.Numbers("second derivative", exact.Second, Directions.Inner(curvature, v), 1e-11, Directions.InnerScale(curvature, v));
    });

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void The_gradient_along_a_direction_is_the_complex_step(string op) => Smooth(op, 30, sample =>
    {
        var (f, v) = (Weighted(sample), Along(sample, 4));
        var exact = Oracles.ComplexStep(Oracles.Frozen(f, sample.Bindings), sample.Bindings, sample.Varying.ToValueList(), v);
        var gradient = f.Gradient(sample.Varying.AsSpan()).Evaluate<double>(sample.Bindings);
        Close.Numbers(op, exact, Directions.Inner(gradient, v), 1e-12, Directions.InnerScale(gradient, v));
    });

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Reverse_mode_is_linear_in_the_cotangent(string op) => Smooth(op, 15, sample =>
    {
        var (u, w) = (Directions.Random(sample.Node.Shape, sample.Seed), Directions.Random(sample.Node.Shape, sample.Seed + 1));
        foreach (var x in sample.Varying)
        {
            Tensor<double> Reverse(Expr cotangent) => sample.Node.Vjp(cotangent, x).Evaluate<double>(sample.Bindings);
            var (first, second) = (Reverse(u), Reverse(w));
            var expected = Tensor.Generate(first.Shape, i => (2 * first.Elements[i]) - (3 * second.Elements[i]));
            Close.Tensors($"Vjp for {x}", expected, Reverse((2 * (Expr)u) - (3 * (Expr)w)), 1e-12, Close.Scale([first, second]));
        }
    });

    [Theory]
    [MemberData(nameof(Differentiable))]
    public void Both_modes_hold_when_every_input_is_the_same_variable(string op) => Run(OpTable.Cases[op].Samples.Where(IsSmoothWhenShared), 30, sample =>
    {
        var (f, x, value) = Shared(sample);
        var (v, bindings) = (Directions.Random(x.Shape, sample.Seed + 1), new[] { (x, (Tensor)value) });
        var exact = Oracles.AlongLine(Oracles.Frozen(f, bindings), bindings, [x], [v]).ToScalar();
        var gradient = f.Gradient(x).Evaluate<double>(bindings);
        Close.Numbers("reverse mode", exact.First, Directions.Inner([gradient], [v]), 1e-11, Directions.InnerScale([gradient], [v]));
        Close.Numbers("forward mode", exact.First, f.Jvp(x, v).Evaluate<double>(bindings).ToScalar(), 1e-11, Directions.InnerScale([gradient], [v]));
    });

    // A weighted sum of f(x, x), at positive numbers because a power's base must be; the inputs that do not vary stay.
    private static (Expr F, Expr X, Tensor<double> Value) Shared(OpSample sample)
    {
        var last = sample[sample.Varying.Length - 1];
        var x = Prelude.Variable("x", last.Shape);
        var inputs = sample.Variables.Select((input, i) => sample.Varying.Contains(input) ? x : (Expr)sample.Inputs[i]).ToArray();
        if (sample.Op is Dot) inputs[0] = x.Transpose();
        var node = Expr.Apply(sample.Op, inputs);
        return ((Directions.Random(node.Shape, sample.Seed) * node).Sum(), x, Tensor.Generate(last.Shape, i => Math.Abs(last.Elements[i]) + 0.3));
    }

    // max(x, x) is on its branch everywhere and yet smooth, which a reduction with two largest elements is not.
    private static bool IsSmoothWhenShared(OpSample sample)
    {
        var (f, x, value) = Shared(sample);
        var distance = Kinks.Distance([f], [(x, value)], x);
        return double.IsFinite(f.Evaluate<double>((x, value)).ToScalar()) && (distance > Kinks.Margin || (sample.Inputs.Length > 1 && distance == 0));
    }

    private static Expr Weighted(OpSample sample) => ((Expr)Directions.Random(sample.Node.Shape, sample.Seed) * sample.Node).Sum();

    // Linear ops have no second derivative of their own: the square gives them one.
    private static Expr Squared(OpSample sample) =>
        ((Expr)Directions.Random(sample.Node.Shape, sample.Seed) * (sample.Node + (0.5 * sample.Node * sample.Node))).Sum();

    private static ValueList<Tensor<double>> Along(OpSample sample, int which) => Directions.Random(sample.Varying.Select(x => x.Shape), (7 * sample.Seed) + which);

    private static Leaves Parameters(OpSample sample) => new(sample.Varying);

    private static void Smooth(string op, int cases, Action<OpSample> law) => Run(OpTable.Cases[op].Samples.Where(IsSmooth), cases, law);

    // A max over nothing is −∞, which has its law among the conventions.
    private static bool IsSmooth(OpSample sample) =>
        Kinks.Distance([sample.Node], sample.Bindings, sample.Varying.AsSpan()) > Kinks.Margin
        && sample.Node.Evaluate<double>(sample.Bindings).Elements.All(double.IsFinite);

    private static void Law(string op, int cases, Action<OpSample, Func<OpSample, Tensor<double>>> law) =>
        Run(OpTable.Cases[op].Samples, cases, sample => law(sample, OpTable.Cases[op].Value));

    private static void Run(Gen<OpSample> samples, int cases, Action<OpSample> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true), Prop.ForAll(samples.ToArbitrary(), law));
}
