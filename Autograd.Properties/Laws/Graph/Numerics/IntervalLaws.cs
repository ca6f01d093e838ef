using System.Numerics;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Properties.Generators;
using Autograd.Properties.Graph.Transforms;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>Intervals contain what they promise, and wider arguments give wider results.</summary>
[Laws(Arbitrary = [typeof(Arbitraries), typeof(RationalGraphs)], MaxTest = 60)]
public sealed class IntervalLaws
{
    private static readonly Dictionary<string,
        (Func<double, ExactReference.Real> Exact, Func<Interval, Interval> Bounds)> Functions =
        new Dictionary<string, (Func<double, ExactReference.Real> Exact, Func<Interval, Interval> Bounds)>
        {
            ["Exp"] = (ExactReference.Exp, Intervals.Exp),
            ["Expm1"] = (ExactReference.Expm1, Intervals.Expm1),
            ["Log"] = (x => ExactReference.Log(Math.Abs(x)), x => Intervals.Log(Intervals.Abs(x))),
            ["Log1p"] = (x => ExactReference.Log1p(Math.Abs(x)), x => Intervals.Log1p(Intervals.Abs(x))),
            ["Sin"] = (ExactReference.Sin, Intervals.Sin),
            ["Cos"] = (ExactReference.Cos, Intervals.Cos),
            ["Tanh"] = (ExactReference.Tanh, Intervals.Tanh),
            ["Sigmoid"] = (ExactReference.Sigmoid, Intervals.Sigmoid),
        }
        .Concat(ElementaryCases.ByName.Values.Where(each => each.Op is not null)
            .Select(each => KeyValuePair.Create(each.Name, (each.Exact, BoundsOf(each.Op!)))))
        .ToDictionary();

    public static TheoryData<string> Names => [.. Functions.Keys];

    private static Func<Interval, Interval> BoundsOf(Autograd.Graph.Ops.Op op)
    {
        var x = Variable("x");
        var y = Expr.Apply(op, x);
        return bounds => y.Evaluate<Interval>((x, bounds)).ToScalar();
    }

    [Law]
    public void The_result_of_doubles_lies_in_the_result_of_points(GraphCase graph) =>
        Within(graph.Loss, graph.Bindings, Widened(graph, 0, 0));

    [Law]
    public void The_result_of_doubles_lies_in_the_result_of_intervals_around_them(GraphCase graph, byte width) =>
        Within(graph.Loss, graph.Bindings, Widened(graph, width / 1024.0, width / 512.0));

    [Law(MaxTest = 30)]
    public void The_gradient_of_doubles_lies_in_the_gradient_of_intervals_around_them(GraphCase graph, byte width)
    {
        foreach (var part in graph.Loss.Gradient(graph.Variables.AsSpan()))
        {
            Within(part.Sum(), graph.Bindings, Widened(graph, width / 2048.0, width / 4096.0));
        }
    }

    [Law]
    public void The_exact_result_lies_in_the_result_of_points_and_of_intervals(RationalGraph graph, byte width)
    {
        var exact = graph.Loss.Evaluate<Rational>(graph.Graph.Bindings).ToScalar();
        foreach (var radius in new[] { 0, width / 1024.0 })
        {
            if (Bounds(graph.Loss, Widened(graph.Graph, radius, radius)) is { } bounds)
            {
                Assert.True(bounds.Contains(exact), $"{exact} is not in {bounds}");
            }
        }
    }

    [Law]
    public void A_wider_argument_gives_a_result_that_contains_the_narrower_one(GraphCase graph, byte first, byte second)
    {
        var narrow = Bounds(graph.Loss, Widened(graph, first / 4096.0, second / 4096.0));
        var wide = Bounds(graph.Loss, Widened(graph, (first + second) / 4096.0, second / 2048.0));
        if (wide is { } outer) Assert.True(outer.Contains(narrow!.Value), $"{narrow} is not in {outer}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_exact_value_of_a_function_lies_within_the_bounds_of_a_point_and_of_an_interval(string name)
    {
        var random = new Random(5);
        var (exact, bounds) = Functions[name];
        for (var i = 0; i < 300; i++)
        {
            var x = Math.ScaleB((2 * random.NextDouble()) - 1, random.Next(-30, name is "Sin" or "Cos" ? 12 : 9));
            var value = Exactly(exact(x));
            Assert.True(bounds(new(x)).Contains(value), $"{name}({x:R}) is not in {bounds(new(x))}");
            var around = new Interval(x - random.NextDouble(), x + (3 * random.NextDouble()));
            Assert.True(bounds(around).Contains(value), $"{name}({x:R}) is not in {bounds(around)}");
            if (name is not ("Sin" or "Cos" or "Log") && double.IsFinite(bounds(new(x)).Upper))
            {
                Assert.InRange(bounds(new(x)).Upper / bounds(new(x)).Lower, 0, 1 + 1e-14);
            }
        }
    }

    [Fact]
    public void What_is_exact_stays_a_point_and_what_rounds_takes_one_step_outward()
    {
        Interval P(double x) => new(x);
        Assert.Equal(P(5), Intervals.MultiplyAdd(P(1.5), P(2), P(2)));
        Assert.Equal(P(0.375), Intervals.Divide(P(3), P(8)));
        Assert.Equal(P(3), Intervals.Sqrt(P(9)));
        Assert.True(
            Intervals.Add(P(0.1), P(0.2)) is { IsPoint: false } sum && sum.Upper == Math.BitIncrement(sum.Lower));
        Assert.Equal(
            new Interval(double.MaxValue, double.PositiveInfinity), Intervals.Multiply(P(double.MaxValue), P(2)));
        Assert.True(Intervals.Multiply(P(1e-200), P(1e-200)) is { Lower: < 1e-300, Upper: > 0 });
    }

    [Fact]
    public void Edges_are_as_stated()
    {
        Interval wide = new(-1, 2);
        Assert.Equal(Interval.All, Intervals.Divide(new(1), wide));
        Assert.Equal(Interval.Undefined, Intervals.Log(new(-2, -1)));
        Assert.Equal(Interval.Undefined, Intervals.Add(Interval.Undefined, wide));
        Assert.Equal(double.NegativeInfinity, Intervals.Log(wide).Lower);
        Assert.Equal(new Interval(0, 1), Intervals.Greater(wide, new(0)));
        Assert.Equal(new Interval(-1, 7), Intervals.Select(new(0, 1), wide, new(5, 7)));
        Assert.Equal(new Interval(-1, 1), Intervals.Sin(new(1e16)));
        Assert.True(Intervals.Sin(new(1, 2)) is { Upper: 1, Lower: > 0.84 and < 0.8415 });
        Assert.True(Intervals.Cos(new(3, 4)) is { Lower: -1, Upper: < -0.65 });
        Assert.Equal(double.PositiveInfinity, Intervals.Power(new(-0.0, 2), new(-1)).Upper);
        Assert.True(Intervals.Power(wide, new(2)) is { Lower: 0, Upper: >= 4 and < 4.0001 });
        Assert.Throws<ArgumentException>(() => new Interval(2, 1));
        Assert.Equal("[-1..2, 3, NaN]", Tensor.Vector(wide, new Interval(3), Interval.Undefined).ToString());
    }

    [Fact]
    public void The_largest_of_intervals_apart_has_an_index_and_of_overlapping_ones_none()
    {
        var v = Variable("v", [2]);
        var index = v.ArgMax().ToReal();
        Assert.Equal(new Interval(1),
            index.Evaluate<Interval>((v, Tensor.Vector(new Interval(0, 1), new Interval(2, 3)))).ToScalar());
        Assert.Contains("undecided", Assert.Throws<InvalidOperationException>(() => index.Evaluate<Interval>(
            (v, Tensor.Vector(new Interval(0, 2), new Interval(1, 3))))).Message, StringComparison.Ordinal);
    }

    private static (Expr Variable, Tensor Value)[] Widened(GraphCase graph, double below, double above) =>
        [.. graph.Variables.Zip(graph.Values, (x, value) => (x, (Tensor)Tensor.Generate(
            x.Shape, i => new Interval(value.Elements[i] - below, value.Elements[i] + above))))];

    private static void Within(
        Expr root, (Expr Variable, Tensor Value)[] points, (Expr Variable, Tensor Value)[] intervals)
    {
        var value = root.Evaluate<double>(points).ToScalar();
        if (Bounds(root, intervals) is { } bounds) Assert.True(bounds.Contains(value), $"{value:R} is not in {bounds}");
    }

    // An undecided index has no bounds.
    private static Interval? Bounds(Expr root, (Expr Variable, Tensor Value)[] bindings)
    {
        try
        {
            return root.Evaluate<Interval>(bindings).ToScalar();
        }
        catch (InvalidOperationException error) when (error.Message.Contains("undecided", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static Rational Exactly(ExactReference.Real value) =>
        value.E >= 0 ? new(value.M << value.E) : new(value.M, BigInteger.One << -value.E);
}
