using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>
/// The bounds of each elementwise op alone are its image: they contain it, and it reaches them to a few roundings.
/// </summary>
public sealed class IntervalImageLaws
{
    // Six units in the last place for an elementary function, and what it is off by itself.
    private const int MostUlps = 16;

    private static readonly Op[] Elementwise =
        [.. typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Elementwise)) && !type.IsAbstract)
            .Select(type => (Op)Activator.CreateInstance(type)!)];

    // Where functions turn, jump and have their limits; and what two arguments can have in common.
    private static readonly double[] Turns = [0, 1, -1, 2, -2, 0.5, Math.PI / 2, -Math.PI / 2, Math.PI, -Math.PI,
        3 * Math.PI / 2, -3 * Math.PI / 2, Math.Tau];

    public static TheoryData<string> Names { get; } = [.. Elementwise.Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bounds_of_an_op_are_its_image(string name)
    {
        var op = Elementwise.Single(op => op.Name == name);
        var random = new Random(13);
        for (var round = 0; round < 150; round++)
        {
            var boxes = Enumerable.Range(0, ((Elementwise)op).Arity)
                .Select(input => Box(random, op.DomainOf(input), name == nameof(Power) && input == 1)).ToArray();
            var bounds = Bounds(op, boxes);
            var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
            foreach (var point in Points(boxes))
            {
                var value = Exactly(op, point);
                var nearest = (double)value;
                Assert.True(bounds.Contains(nearest) || Near(bounds, value), $"{name} at {string.Join(", ", point)} "
                    + $"is {nearest:R}, but of {string.Join(", ", boxes)} it is {bounds}");
                (least, most) = (Math.Min(least, nearest), Math.Max(most, nearest));
            }

            Assert.True(Apart(bounds.Lower, least) <= MostUlps && Apart(bounds.Upper, most) <= MostUlps,
                $"{name} of {string.Join(", ", boxes)} is {least:R}..{most:R}, but its bounds are {bounds}");
        }
    }

    [Fact]
    public void What_stands_in_FAULTS_is_as_it_should_be()
    {
        var (x, v) = (Variable("x"), Variable("v", [3]));
        Assert.Equal(new Interval(0, 4), x.Square().Evaluate<Interval>((x, new Interval(-1, 2))).ToScalar());
        Assert.Equal(new Interval(0, 4), (x * x).Evaluate<Interval>((x, new Interval(-1, 2))).ToScalar());
        Assert.Equal(new Interval(-1, 1), x.Sign().Evaluate<Interval>((x, new Interval(-3, 1))).ToScalar());
        Assert.Equal(new Interval(-1, 1), x.Abs().Gradient(x).Evaluate<Interval>((x, new Interval(-3, 1))).ToScalar());
        Assert.Equal(
            Tensor.Vector(new Interval(0, 1), new Interval(0, 1), new Interval(0)),
            v.Max().Gradient(v)
                .Evaluate<Interval>((v, Tensor.Vector(new Interval(0, 2), new Interval(1, 3), new Interval(-5, -4)))));
    }

    [Fact]
    public void Shares_of_a_largest_element_are_between_0_and_1_and_known_where_it_stands_out()
    {
        var (a, b, images) = (Variable("a"), Variable("b"), Variable("images", [1, 1, 1, 4]));
        foreach (var f in new[] { a.Maximum(b), a.Minimum(b), (a - b).Relu(), (a > b).Where(a, b) })
        {
            foreach (var part in f.Gradient(a, b).Evaluate<Interval>((a, new Interval(0, 2)), (b, new Interval(1, 3))))
            {
                Assert.True(new Interval(-1, 1).Contains(part.ToScalar()), $"{f}: {part}");
            }
        }

        var shares = images.MaxPool((1, 2)).Sum().Gradient(images).Evaluate<Interval>(
            (images, Tensor.Of<Interval>([1, 1, 1, 4], new(0, 1), new(5, 6), new(0, 2), new(1, 3))));
        Assert.Equal(Tensor.Of<Interval>([1, 1, 1, 4], new(0), new(1), new(0, 1), new(0, 1)), shares);
    }

    [Fact]
    public void One_node_given_twice_is_one_number()
    {
        var x = Variable("x", [3]);
        (Expr, Tensor) at = (x, Tensor.Vector(new Interval(-1, 2), new Interval(3), Interval.Undefined));
        void Is(Expr f, Interval wide, Interval point) =>
            Assert.Equal(Tensor.Vector(wide, point), f.Slice(0, 0, 2).Evaluate<Interval>(at));
        Is(x * x, new(0, 4), new(9));
        Is(x - x, new(0), new(0));
        Is(x.EqualTo(x), new(1), new(1));
        Is(Expr.Apply(new GreaterOrEqual(), x, x), new(1), new(1));
        Is(Expr.Apply(new Greater(), x, x), new(0), new(0));
        Assert.Equal(Interval.Undefined, (x - x).Evaluate<Interval>(at).Elements[2]);
        Assert.Equal(new Interval(0), x.EqualTo(x).Evaluate<Interval>(at).Elements[2]);
    }

    [Fact]
    public void An_element_that_certainly_is_the_largest_has_the_whole_gradient()
    {
        var v = Variable("v", [2, 2]);
        (Expr, Tensor) at = (v, Tensor.Of<Interval>([2, 2], new(0, 1), new(5, 6), new(0, 2), new(1, 3)));
        Assert.Equal(Tensor.Of<Interval>([2, 2], new(0), new(1), new(0, 1), new(0, 1)),
            v.Max(1).Sum().Gradient(v).Evaluate<Interval>(at));
        Assert.Equal(
            Tensor.Of<Interval>([2, 2], new(0), new(1), new(0), new(0)), v.Max().Gradient(v).Evaluate<Interval>(at));
        Assert.Equal(new Interval(1), v.Max().Jvp(v, Ones([2, 2])).Evaluate<Interval>(
            (v, Tensor.Of<Interval>([2, 2], new(0, 1), new(5, 6), new(0, 2), new(1, 3)))).ToScalar());
    }

    [Fact]
    public void Quotients_by_intervals_that_end_at_0_are_bounded_on_one_side()
    {
        Assert.Equal(new Interval(0.5, double.PositiveInfinity), Intervals.Divide(new(1, 3), new(0, 2)));
        Assert.Equal(new Interval(double.NegativeInfinity, -0.5), Intervals.Divide(new(1, 3), new(-2, 0)));
        Assert.Equal(new Interval(double.NegativeInfinity, -0.5), Intervals.Divide(new(-3, -1), new(0, 2)));
        Assert.Equal(new Interval(0, double.PositiveInfinity), Intervals.Divide(new(0, 1), new(0, 2)));
        Assert.Equal(new Interval(0, double.PositiveInfinity),
            Intervals.Divide(new(1, double.PositiveInfinity), new(1, double.PositiveInfinity)));
        Assert.Equal(new Interval(0), Intervals.Divide(new(0), new(0, 2)));
        Assert.Equal(0, Intervals.Divide(new(1), new(1, double.PositiveInfinity)).Lower);
        Assert.Equal(0, Intervals.Multiply(new(1e-200, 1), new(1e-200, 1)).Lower);
        Assert.True(Intervals.Power(new(-1, 4), new(0.5)) is { Lower: 0, Upper: >= 2 and < 2.0000001 });
        Assert.True(Intervals.Power(new(-2, 0), new(-1)) is
        {
            Lower: double.NegativeInfinity, Upper: >= -0.5 and < -0.4999999
        });
    }

    private static Interval Bounds(Op op, Interval[] boxes)
    {
        var x = boxes.Select((_, i) => Variable($"x{i}")).ToArray();
        return Expr.Apply(op, x).Evaluate<Interval>([.. x.Zip(boxes, (variable, box) => (variable, (Tensor)box))])
            .ToScalar();
    }

    private static Rational Exactly(Op op, double[] point)
    {
        var x = point.Select((_, i) => Variable($"x{i}")).ToArray();
        return Expr.Apply(op, x).EvaluateIn<Precise, Precises>(
            [.. x.Zip(point, (variable, value) => (variable, (Tensor)value))]).ToScalar().Exactly;
    }

    // Points, narrow boxes and wide ones; a quotient and a power of any base only of numbers where they are bounded.
    private static Interval Box(Random random, Domain domain, bool whole)
    {
        double Number() => Math.Round(((2 * random.NextDouble()) - 1) * 1024 * domain.Largest) / 1024;
        var (from, to) = (Number(), random.Next(4) == 0 ? 0 : Number());
        if (whole) (from, to) = (Math.Round(from), Math.Round(to));
        if (random.Next(5) == 0) to = from;
        if (random.Next(5) == 0) to = from + (1 / 1024.0);
        if (!domain.Negative) (from, to) = (Math.Abs(from) + domain.Smallest, Math.Abs(to) + domain.Smallest);
        else if (domain.Smallest > 0) (from, to) = (Math.Abs(from) + domain.Smallest, Math.Abs(to) + domain.Smallest);
        var box = new Interval(Math.Min(from, to), Math.Max(from, to));
        return domain is { Smallest: > 0, Negative: true } && random.Next(2) == 0 ? Intervals.Negate(box) : box;
    }

    private static IEnumerable<double[]> Points(Interval[] boxes)
    {
        var shared = boxes.SelectMany(box => new[] { box.Lower, box.Upper }).Concat(Turns).ToArray();
        var each = boxes.Select(box => shared.Where(box.Contains).Append(box.Lower + ((box.Upper - box.Lower) * 0.37))
            .Distinct().ToArray()).ToArray();
        return each.Aggregate(Enumerable.Repeat(Array.Empty<double>(), 1),
            (points, values) => points.SelectMany(point => values.Select(value => (double[])[.. point, value])));
    }

    // The values are known to more places than doubles have, but not to all.
    private static bool Near(Interval bounds, Rational value) =>
        bounds.Contains(value + new Rational(1, System.Numerics.BigInteger.One << Precise.CertainPlaces))
            || bounds.Contains(value - new Rational(1, System.Numerics.BigInteger.One << Precise.CertainPlaces));

    private static double Apart(double bound, double reached) =>
        bound == reached ? 0
            : Math.Abs(bound - reached) / Math.Max(Math.BitIncrement(Math.Abs(reached)) - Math.Abs(reached), 1e-30);
}
