using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// That the rules of an op are its derivatives, to the second order. The suite tries these laws on every op, mutation
/// testing on every mutant of one.
/// </summary>
internal static class OpDerivativeLaws
{
    public static ImmutableArray<OpLaw> All { get; } =
    [
        new("Reverse mode is the transpose of forward mode", 30, Transpose) { Prepare = Smooth },
        new("The gradient is the central difference in every coordinate", 15, Differences) { Prepare = Smooth },
        new("The gradient of a gradient is the central difference of the gradient", 8, DifferencesOfTheGradient) {
            Prepare = Smooth },
        new("First and second derivatives are those of the op's meaning over jets", 30, Jets) { Prepare = Smooth },
        new("Forward mode of either mode is the second derivative over jets, and reverse mode of forward mode", 30,
            MixedModes) { Prepare = Smooth },
        new("The gradient along a direction is the complex step", 30, ComplexStep) { Prepare = Smooth },
        new("Reverse mode is linear in the cotangent", 15, Linear) { Prepare = Smooth },
        new("Both modes hold when every input is the same variable", 30, SharedInputs) { Prepare = SmoothWhenShared },
        .. OpConventionLaws.All,
    ];

    private static void Transpose(OpSample sample)
    {
        var v = Along(sample, 1);
        var u = Directions.Random(sample.Node.Shape, sample.Seed);
        var forward = sample.Node.Jvp(Parameters(sample), Tangents(v)).Evaluate<double>(sample.Bindings);
        var reverse = sample.Node.Vjp(u, Parameters(sample)).All.Evaluate<double>(sample.Bindings);
        Close.Numbers("⟨Jv, u⟩ = ⟨v, Jᵀu⟩", Directions.Inner([forward], [u]), Directions.Inner(v, reverse), 1e-12,
            Directions.InnerScale(v, reverse));
    }

    private static void Differences(OpSample sample) => IsDifference(sample, Weighted(sample), 1e-8);

    private static void DifferencesOfTheGradient(OpSample sample) =>
        IsDifference(sample,
            Directions.Inner(Squared(sample, sample.Node).Gradient(sample.Varying.AsSpan()), Along(sample, 2)), 1e-7);

    private static void IsDifference(OpSample sample, Expr f, double tolerance)
    {
        var frozen = Oracles.Frozen(f, sample.Bindings);
        foreach (var x in sample.Varying)
        {
            var differences = Oracles.Differences(frozen, x, sample.Bindings);
            Close.Tensors($"d {sample.Op.Name} / d {x}", differences, f.Gradient(x).Evaluate<double>(sample.Bindings),
                tolerance, Close.Scale([differences]));
        }
    }

    private static void Jets(OpSample sample)
    {
        var (f, v) = (Squared(sample, Curved(sample)), Along(sample, 3));
        var exact = Oracles.AlongLine(
            Oracles.Frozen(f, sample.Bindings), sample.Bindings, sample.Varying.ToValueList(), v).ToScalar();
        var gradient = f.Gradient(sample.Varying.AsSpan());
        var curvature =
            Directions.Inner(gradient, v).Gradient(sample.Varying.AsSpan()).Evaluate<double>(sample.Bindings);
        var slope = gradient.Evaluate<double>(sample.Bindings);
        Close.Numbers(
            "first derivative", exact.First, Directions.Inner(slope, v), 1e-11, Directions.InnerScale(slope, v));
        Close.Numbers("second derivative", exact.Second, Directions.Inner(curvature, v), 1e-11,
            Directions.InnerScale(curvature, v));
    }

    private static void MixedModes(OpSample sample)
    {
        var (f, v) = (Squared(sample, Curved(sample)), Along(sample, 5));
        var exact = Oracles.AlongLine(
            Oracles.Frozen(f, sample.Bindings), sample.Bindings, sample.Varying.ToValueList(), v).ToScalar();
        var slope = f.Jvp(Parameters(sample), Tangents(v));
        var reverse = slope.Gradient(sample.Varying.AsSpan()).Evaluate<double>(sample.Bindings);
        var scale = Directions.InnerScale(reverse, v);
        double Forward(Expr first) =>
            first.Jvp(Parameters(sample), Tangents(v)).Evaluate<double>(sample.Bindings).ToScalar();
        Close.Numbers("reverse of forward", exact.Second, Directions.Inner(reverse, v), 1e-11, scale);
        Close.Numbers("forward of forward", exact.Second, Forward(slope), 1e-11, scale);
        Close.Numbers("forward of reverse", exact.Second,
            Forward(Directions.Inner(f.Gradient(sample.Varying.AsSpan()), v)), 1e-11, scale);
    }

    private static void ComplexStep(OpSample sample)
    {
        var (f, v) = (Weighted(sample), Along(sample, 4));
        var exact =
            Oracles.ComplexStep(Oracles.Frozen(f, sample.Bindings), sample.Bindings, sample.Varying.ToValueList(), v);
        var gradient = f.Gradient(sample.Varying.AsSpan()).Evaluate<double>(sample.Bindings);
        Close.Numbers(sample.Op.Name, exact, Directions.Inner(gradient, v), 1e-12, Directions.InnerScale(gradient, v));
    }

    private static void Linear(OpSample sample)
    {
        var (u, w) =
            (Directions.Random(sample.Node.Shape, sample.Seed), Directions.Random(sample.Node.Shape, sample.Seed + 1));
        foreach (var x in sample.Varying)
        {
            Tensor<double> Reverse(Expr cotangent) => sample.Node.Vjp(cotangent, x).Evaluate<double>(sample.Bindings);
            var (first, second) = (Reverse(u), Reverse(w));
            var expected = Tensor.Generate(first.Shape, i => (2 * first.Elements[i]) - (3 * second.Elements[i]));
            Close.Tensors(
                $"Vjp for {x}", expected, Reverse((2 * (Expr)u) - (3 * (Expr)w)), 1e-12, Close.Scale([first, second]));
        }
    }

    private static void SharedInputs(OpSample sample)
    {
        var (f, x, value) = Shared(sample);
        var (v, bindings) = (Directions.Random(x.Shape, sample.Seed + 1), new[] { (x, (Tensor)value) });
        var exact = Oracles.AlongLine(Oracles.Frozen(f, bindings), bindings, [x], [v]).ToScalar();
        var gradient = f.Gradient(x).Evaluate<double>(bindings);
        Close.Numbers("reverse mode", exact.First, Directions.Inner([gradient], [v]), 1e-11,
            Directions.InnerScale([gradient], [v]));
        Close.Numbers("forward mode", exact.First, f.Jvp(x, v).Evaluate<double>(bindings).ToScalar(), 1e-11,
            Directions.InnerScale([gradient], [v]));
    }

    // A weighted sum of f(x, x), at positive numbers because a power's base must be; the inputs that do not vary stay.
    private static (Expr F, Expr X, Tensor<double> Value) Shared(OpSample sample)
    {
        if (sample.Op is AddSlices || OpTable.Windowed.Contains(sample.Op.Name)) return SharedParts(sample);
        var last = sample[sample.Varying.Length - 1];
        var x = Prelude.Variable("x", last.Shape);
        var inputs = sample.Arguments.Select((input, i) => sample.Varying.Contains(input) ? x : (Expr)sample.Inputs[i])
            .ToArray();
        if (sample.Op is Dot) inputs[0] = x.Transpose();
        var node = Expr.Apply(sample.Applied, inputs);
        return ((Directions.Random(node.Shape, sample.Seed) * node).Sum(), x,
            Tensor.Generate(last.Shape, i => Math.Abs(last.Elements[i]) + 0.3));
    }

    // Images, filters, results and slices differ in shape: each is the start of the same list of numbers.
    private static (Expr F, Expr X, Tensor<double> Value) SharedParts(OpSample sample)
    {
        var longest = sample.Inputs.MaxBy(input => input.Shape.Size)!;
        var x = Prelude.Variable("x", [longest.Shape.Size]);
        var node = Expr.Apply(
            sample.Applied, [.. sample.Inputs.Select(input => x.Slice(0, 0, input.Shape.Size).Reshape(input.Shape))]);
        return ((Directions.Random(node.Shape, sample.Seed) * node).Sum(), x,
            Tensor.Of(x.Shape, ((Tensor<double>)longest).Elements));
    }

    // max(x, x) is on its branch everywhere and yet smooth, which a reduction with two largest elements is not.
    private static OpSample? SmoothWhenShared(OpSample sample)
    {
        var (f, x, value) = Shared(sample);
        var distance = Kinks.Distance([f], [(x, value)], x);
        return double.IsFinite(f.Evaluate<double>((x, value)).ToScalar())
            && (distance > Kinks.Margin || (sample.Inputs.Length > 1 && distance == 0)) ? sample : null;
    }

    private static Expr Weighted(OpSample sample) =>
        ((Expr)Directions.Random(sample.Node.Shape, sample.Seed) * sample.Node).Sum();

    // Linear ops have no second derivative of their own: the square gives them one.
    internal static Expr Squared(OpSample sample, Expr node) =>
        ((Expr)Directions.Random(node.Shape, sample.Seed) * (node + (0.5 * node * node))).Sum();

    // The same values with the same slope, but from inputs that curve: so that what arrives at the op varies, tangents
    // too.
    private static Expr Curved(OpSample sample) => Expr.Apply(sample.Applied, [.. sample.Arguments.Select((x, i) =>
        sample.Varying.Contains(x) ? x + (0.5 * (x - (Expr)sample.Inputs[i]).Square()) : x)]);

    private static ValueList<Tensor<double>> Along(OpSample sample, int which) =>
        Directions.Random(sample.Varying.Select(x => x.Shape), (7 * sample.Seed) + which);

    private static Leaves Parameters(OpSample sample) => new(sample.Varying);

    private static Leaves Tangents(ValueList<Tensor<double>> v) => new([.. v.Select(d => (Expr)d)]);

    // A max over nothing is −∞, which has its law among the conventions.
    internal static OpSample? Smooth(OpSample sample) =>
        Kinks.Distance([sample.Node], sample.Bindings, sample.Varying.AsSpan()) > Kinks.Margin
        && sample.Node.Evaluate<double>(sample.Bindings).Elements.All(double.IsFinite) ? sample : null;
}
