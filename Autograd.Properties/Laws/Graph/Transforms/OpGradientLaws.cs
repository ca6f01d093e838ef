using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Properties.Generators;
using Autograd.Properties.Graph.Numerics;
using Autograd.Properties.Graph.Ops;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using Interval = Autograd.Graph.Numerics.Interval;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// Gradients of first and second order, of every op and of random graphs: over fractions they are exact, and bounds of
/// them contain what they are to 180 binary places. A new op is covered by its case in <see cref="OpTable"/>.
/// </summary>
[Laws(Arbitrary = [typeof(ExactGraphs)], MaxTest = 20)]
public sealed class OpGradientLaws
{
    // What an exact value is known to.
    private static readonly Rational Uncertainty = new(1, System.Numerics.BigInteger.One << Precise.CertainPlaces);

    public static TheoryData<string> Ops { get; } = [.. OpLaws.Differentiable];

    [Theory]
    [MemberData(nameof(Ops))]
    public void Over_fractions_the_gradient_of_an_op_is_its_formal_derivative(string op) => Check(op, 12, sample =>
    {
        var (f, v) = (Function(sample), Direction(sample, 8));
        if (Formal(f, sample, v) is not { } formal) return;
        var (slope, curvature) = Slopes(f, sample.Varying, v);
        Assert.Equal(formal.First, slope.Evaluate<Rational>(sample.Bindings).ToScalar());
        Assert.Equal(formal.Second, curvature.Evaluate<Rational>(sample.Bindings).ToScalar());
    });

    [Theory]
    [MemberData(nameof(Ops))]
    public void The_bounds_of_the_gradient_of_an_op_contain_it_and_at_a_point_are_tight(string op) =>
        Check(op, 12, sample =>
        Contain(Function(sample), sample.Bindings, sample.Varying, Direction(sample, 1 << 20), sample.Seed));

    [Law]
    public void The_bounds_of_the_gradient_of_a_random_graph_contain_it_and_at_a_point_are_tight(
        ExactGraph graph, int seed) => Contain(
        graph.Graph.Loss, graph.Graph.Bindings, graph.Graph.Variables,
        Directions.Random(graph.Graph.Variables.Select(x => x.Shape), seed), seed);

    // Of the point first, then of boxes around others, in which the point lies.
    private static void Contain(Expr f, (Expr Variable, Tensor Value)[] bindings, ImmutableArray<Expr> varying,
        ValueList<Tensor<double>> v, int seed)
    {
        var frozen = Oracles.Frozen(f, bindings);
        var (first, second) = ExactDerivatives.Along<Precise, Precises>(frozen, bindings, varying, v);
        var (slope, curvature) = Slopes(f, varying, v);
        foreach (var (what, graph, exact) in new[] {
            ("first", slope, first.Exactly), ("second", curvature, second.Exactly) })
        {
            var point = Bounds(graph, bindings, varying, 0, seed);
            if (point is { } tight)
            {
                Assert.True(tight.Upper - tight.Lower <= 1e-9 * (1 + Scale(f, bindings, varying)),
                    $"the {what} derivative of {f} has the bounds {tight}");
            }

            foreach (var bounds in new[] { point, Bounds(graph, bindings, varying, 1e-9, seed),
                Bounds(graph, bindings, varying, 1e-3, seed), Bounds(graph, bindings, varying, 0.3, seed) })
            {
                if (bounds is { } any)
                {
                    Assert.True(Contains(any, exact),
                        $"the {what} derivative of {f} is {(double)exact:R}, and its bounds {any}");
                }
            }
        }
    }

    private static bool Contains(Interval bounds, Rational exact) =>
        !bounds.IsUndefined
        && (double.IsInfinity(bounds.Lower) || Rational.FromDouble(bounds.Lower) <= exact + Uncertainty)
        && (double.IsInfinity(bounds.Upper) || Rational.FromDouble(bounds.Upper) >= exact - Uncertainty);

    // How large intermediate values are, by their size and that of their changes.
    private static double Scale(Expr f, (Expr Variable, Tensor Value)[] bindings, ImmutableArray<Expr> varying) =>
        Topology
        .InOrder([f, .. f.Gradient(varying.AsSpan())])
        .Where(node => node.Kind == ElementKind.Real)
        .SelectMany(node => node.Evaluate<double>(bindings).Elements)
        .Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max() is var largest ? largest * largest * largest
        : 0;

    private static Interval? Bounds(
        Expr graph, (Expr Variable, Tensor Value)[] bindings, ImmutableArray<Expr> varying, double radius, int seed)
    {
        var random = new Random(seed);
        Tensor Widened((Expr Variable, Tensor Value) binding) =>
            varying.Contains(binding.Variable) && binding.Value is Tensor<double> x
            ? Tensor.Generate(x.Shape, i => new Interval(
                x.Elements[i] - (radius * random.NextDouble()), x.Elements[i] + (radius * random.NextDouble())))
            : binding.Value;
        try
        {
            return graph.Evaluate<Interval>([.. bindings.Select(binding => (binding.Variable, Widened(binding)))])
                .ToScalar();
        }
        catch (InvalidOperationException error) when (error.Message.Contains("undecided", StringComparison.Ordinal))
        {
            // An index that is undecided has no bounds.
            return null;
        }
    }

    private static (Expr Slope, Expr Curvature) Slopes(
        Expr f, ImmutableArray<Expr> varying, ValueList<Tensor<double>> v)
    {
        var slope = Directions.Inner(f.Gradient(varying.AsSpan()), v);
        return (slope, Directions.Inner(slope.Gradient(varying.AsSpan()), v));
    }

    // Null where the op leaves the fractions by itself, which its formal derivative tells without any rule.
    private static (Rational First, Rational Second)? Formal(Expr f, OpSample sample, ValueList<Tensor<double>> v)
    {
        try
        {
            return ExactDerivatives.Along<Rational, Rationals>(
                Oracles.Frozen(f, sample.Bindings), sample.Bindings, sample.Varying, v);
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }

    // Divided by what no double divides, so that numbers in the graph of the gradient do not fold.
    private static Expr Function(OpSample sample)
    {
        var node = sample.Node;
        return ((Expr)Directions.Random(node.Shape, sample.Seed) * ((node / 3) + (node * node / 7))).Sum();
    }

    // Nowhere 0, since an exponent that stands still has no logarithm in its formal derivative.
    private static ValueList<Tensor<double>> Direction(OpSample sample, double steps) =>
        Directions.Random(sample.Varying.Select(x => x.Shape), sample.Seed + 1)
        .Select(x => Tensor.Generate(x.Shape, i => (Math.Round(x.Elements[i] * steps) + 0.5) / steps)).ToValueList();

    private static void Check(string op, int cases, Action<OpSample> law)
    {
        var smooth = new OpLaw("", cases, law) { Prepare = OpDerivativeLaws.Smooth };
        CaseCount.Check(cases, Prop.ForAll(smooth.Samples(op).Select(Squares).ToArbitrary(), law));
    }

    // Every other sample of positive numbers at their squares, of which roots are fractions.
    private static OpSample Squares(OpSample sample)
    {
        var positive = Enumerable.Range(0, sample.Inputs.Length).All(i => !sample.Op.DomainOf(i).Negative);
        return positive && sample.Seed % 2 == 0
            ? sample.At(sample.Inputs.Select(input =>
                input is Tensor<double> x ? Tensor.Generate(x.Shape, i => x.Elements[i] * x.Elements[i]) : input))
            : sample;
    }
}

/// <summary>A random graph of every op that has a formal derivative.</summary>
public sealed record ExactGraph(GraphCase Graph)
{
    public override string ToString() => Graph.ToString();
}

public static class ExactGraphs
{
    private static readonly ImmutableArray<string> Templates =
        [.. GraphTemplates.All.Keys.Where(name => name != "StopGradient"), .. GraphTemplates.Fractions.Keys,
            .. GraphTemplates.Fractions.Keys];

    public static Arbitrary<ExactGraph> ExactGraph() => Arb.From(
        Generators.Graphs.Over(Templates).Select(graph => new ExactGraph(graph)),
        graph => Generators.Graphs.Shrink(graph.Graph).Select(smaller => new ExactGraph(smaller)));
}
