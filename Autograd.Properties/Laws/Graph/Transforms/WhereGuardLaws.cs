using System.Diagnostics;
using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// The branch that <c>Where</c> does not take adds 0 to every derivative, however infinite its own are.
/// </summary>
public sealed class WhereGuardLaws
{
    private static readonly Expr X = Variable("x");
    private static readonly Expr V = Variable("v", [2, 3]);

    // Each is constant where its mask is off.
    private static readonly Expr[] Scalars =
    [
        Where(X > 0, Log(X), 0),
        Where(X <= 0, 7, Log(X)),
        Where(X > 0, Sqrt(X), 0),
        Where(X > 0, 1 / X, 0),
        Where(X > 0, Power(X, 0.5), 0),
        Where(X > 0, Power(X, -1.5), 0),
        Where(X > 0, Power(X, X), 1),
        Where(X > 0, X * Log(X), 0),
        Where(X > 0, Sin(X) / X, 1),
        Where(X > 0, Log(Sqrt(X)), 0),
        Where(X > 0, Exp(Log(Sqrt(Sqrt(X)))), 0),
        Where(X > 0, Log1p(Log(X).Square()), 3),
        Where(X > 0, Where(X < 2, Log(X), Sqrt(X - 2)), 0),
        Where(X > 0, Where(X > 1, Sqrt(X), X), 0) * 3,
        Where(X > 0, Sqrt(X), 0) + Where(X > 1, Square(Sqrt(X)), 0),
        Where(X > 0, Sqrt(X), 0) * Where(X > 0, Log(X), 0),
        Sqrt(Where(X > 0, Sqrt(X), 4)),
        Where(X > 0, Log(X).Relu(), 0),
        Where(X > 0, -(2 * Log(X) / 3), 0).Square() + 1,
        Where(X > 0, Log(X).BroadcastTo([3]).Sum(), 0),
        (Where(X > 0, Log(X).BroadcastTo([3]), 0) * Tensor.Vector(1.0, 2, 3)).Sum(),
        Where(X > 0, (Sqrt(X).BroadcastTo([2, 3]).Transpose() * Tensor.Generate([3, 2], i => i + 0.5)).Reshape(6), 0)
            .Sum(),
        Where(X > 0, Log(X).Reshape(1).Pad(0, 1, 2).Slice(0, 1, 2).Sum(), 0),
        Where(X > 0, new[] { Log(X).Reshape(1), Sqrt(X).Reshape(1) }.Concatenate().Sum(), 0),
        Where(X > 0, Sqrt(X).Reshape(1).Gather(Tensor.Vector(0, 0, 0)), 0).Sum(),
        Where(X > 0, Softplus(Log(X)) + Log(X).Tanh(), 0),
        Where(X > 0, Sqrt(X).BroadcastTo([1, 1, 3, 2]).AveragePool(2, stride: 1, padding: 1), 0).Sum(),
        Where(X > 0, Sqrt(X).BroadcastTo([1, 1, 2, 2, 2, 1]).Col2Im((3, 2)), 0).Sum(),
    ];

    public static TheoryData<int> Each { get; } = [.. Enumerable.Range(0, Scalars.Length)];

    [Theory]
    [MemberData(nameof(Each))]
    public void Derivatives_of_every_order_and_mode_are_0_where_the_branch_is_not_taken(int which)
    {
        var f = Scalars[which];
        var (first, tangent) = (f.Gradient(X), f.Jvp(X, (Expr)1));
        Expr[] derivatives = [first, tangent, first.Gradient(X), first.Jvp(X, (Expr)1), tangent.Gradient(X),
            tangent.Jvp(X, (Expr)1), first.Gradient(X).Gradient(X)];
        foreach (var x in new[] { 0.0, -0.0, -1, -1e300, double.NegativeInfinity })
        {
            Assert.True(double.IsFinite(f.Evaluate<double>((X, x)).ToScalar()));
            Assert.All(derivatives, d => Assert.Equal(0.0, d.Evaluate<double>((X, x)).ToScalar(), 0.0));
            Runs.Agree([f, .. derivatives], (X, x));
        }
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Derivatives_are_what_they_were_where_it_is_taken(int which)
    {
        var f = Scalars[which];
        foreach (var x in new[] { 0.3, 1.7, 2.9 })
        {
            var slope = Oracles.Differences(Oracles.Frozen(f, [(X, x)]), X, [(X, x)]).ToScalar();
            Close.Numbers("reverse", slope, f.Gradient(X).Evaluate<double>((X, x)).ToScalar(), 1e-7);
            Close.Numbers("forward", slope, f.Jvp(X, (Expr)1).Evaluate<double>((X, x)).ToScalar(), 1e-7);
        }
    }

    [Fact]
    public void Elements_that_take_the_branch_keep_their_gradient_beside_those_that_do_not()
    {
        var value = Tensor.Of<double>([2, 3], 0, 4, -1, 0.25, 0, 1);
        var expected = Tensor.Of<double>([2, 3], 0, 0.25, 0, 1, 0, 0.5);
        Expr[] functions =
        [
            Where(V > 0, Sqrt(V), 0), Where(V.Transpose() > 0, Sqrt(V).Transpose(), 0),
            Where(V.Reshape(6) > 0, Sqrt(V).Reshape(6), 0),
            Where(V <= 0, 1, Sqrt(V)), Where((V > 0).BroadcastTo([1, 2, 3]), Sqrt(V).BroadcastTo([1, 2, 3]), 0),
            Where(V > 0, Sqrt(V), 0) * 1,
        ];
        foreach (var f in functions) Assert.Equal(expected, f.Sum().Gradient(V).Evaluate<double>((V, value)));
    }

    [Fact]
    public void A_row_is_guarded_as_a_whole_when_the_unused_branch_sums_it()
    {
        var value = Tensor.Of<double>([2, 3], 0, 1, 4, 1, 4, 16);
        var f = Where(Tensor.Vector(0.0, 1), Sqrt(V).Sum(1), 0).Sum();
        Assert.Equal(Tensor.Of<double>([2, 3], 0, 0, 0, 0.5, 0.25, 0.125), f.Gradient(V).Evaluate<double>((V, value)));
    }

    [Fact]
    public void A_sum_of_gradients_that_happens_to_be_0_is_no_mask()
    {
        // (u − 0)² + (u − 2)² for u = x²: at x = 1 what reaches u is 0, and the second derivative 16.
        var f = Where(X > 0, Square(Square(X).BroadcastTo([2]) - Tensor.Vector(0.0, 2)), 0).Sum();
        Assert.Equal(0.0, f.Gradient(X).Evaluate<double>((X, 1.0)).ToScalar());
        Assert.Equal(16.0, f.Gradient(X).Gradient(X).Evaluate<double>((X, 1.0)).ToScalar());
    }

    [Fact]
    public void Guards_cost_a_constant_for_each_node_not_for_each_path_or_layer()
    {
        var clock = Stopwatch.StartNew();
        var w = Variable("w");
        int Nodes(int layers)
        {
            var y = Enumerable.Range(0, layers).Aggregate(X, (y, _) => (y * w).Relu() + (y.Sin() * y).Relu());
            return Topology.InOrder([y.Gradient(X)]).Length;
        }

        var (small, large) = (Nodes(100), Nodes(10_000));
        Assert.InRange(large, 90 * small, 101 * small);
        Assert.InRange(small, 1, 100 * 30);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
    }
}
