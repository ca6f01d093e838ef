using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.CustomDerivatives;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>A rule that a user gives takes the place of the built-in one, in every transform.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class CustomDerivativesLaws
{
    private static readonly Func<Expr, Expr> Reverse = WithVjp((Expr x) => x.Tanh(), (_, y, g) => g * (1 - y.Square()));
    private static readonly Func<Expr, Expr> Forward =
        WithJvp((Expr x) => x.Tanh(), (_, y, dx) => (1 - y.Square()) * dx);
    private static readonly Func<Pair<Expr, Expr>, Expr> Product = WithVjp(
        (Pair<Expr, Expr> p) => p.First.Dot(p.Second),
        (p, _, g) => new(g.Dot(p.Second.Transpose()), p.First.Transpose().Dot(g)));

    [Law]
    public void Whichever_rule_is_given_every_derivative_is_the_built_in_ones(Tensor<double> at, int seed)
    {
        var x = Variable("x", at.Shape);
        Expr v = Directions.Random(at.Shape, seed);
        foreach (var custom in new[] { Reverse, Forward })
        {
            Same(f => f(x), custom);
            Same(f => (f(x) * v).Sum().Gradient(x), custom);
            Same(f => f(x).Jvp(x, v), custom);
            Same(f => (f(x) * v).Sum().HessianVectorProduct(x, v), custom);
            Same(f => (f(x) * v).Sum().Gradient(x).Vjp(v, x), custom);
            Same(f => f(f(x) * x).Sum().Gradient(x), custom);
        }

        void Same(Func<Func<Expr, Expr>, Expr> of, Func<Expr, Expr> custom)
        {
            var (expected, actual) = (of(Tanh), of(custom));
            Close.Tensors("custom", expected.Evaluate<double>((x, at)), actual.Evaluate<double>((x, at)), 1e-13);
            Runs.Agree([actual], (x, at));
        }
    }

    [Law(MaxTest = 15)]
    public void In_a_batch_each_example_has_its_own(byte which, byte size)
    {
        (Expr Variable, Tensor Value)[] bindings =
            [Samples.Variable("a", [2, 3]), Samples.Variable("b", [3, 2], 1), Samples.Variable("v", [2, 2], 2)];
        var (a, b, v) = (bindings[0].Variable, bindings[1].Variable, bindings[2].Variable);
        var y = Product(new(a, b));
        var gradients = (y * y * v).Sum().Gradient(a, b);
        ExampleLoop.AgreeWithLoop([y, .. gradients, y.Jvp(a, Literal(1)), y.Jvp(b, Literal(1))], bindings,
            i => (which >> i & 1) == 1 || i == which % 3, size % 3);
    }

    [Fact]
    public void A_clipped_gradient_and_a_straight_through_estimator_are_what_their_rules_say()
    {
        var x = Variable("x");
        var clipped = WithVjp((Expr z) => z.Exp(), (_, y, g) => g * y.Clip(0, 1), "ClippedExp");
        var step = WithJvp((Expr z) => z > 0, (z, _, dz) => dz * z.Sigmoid(), "SoftStep");
        Assert.Equal("ClippedExp(x)", clipped(x).ToString());
        Assert.Equal((x.Exp().Evaluate<double>((x, 1.0)).ToScalar(), 1.0), (clipped(x).Evaluate<double>((x, 1.0))
            .ToScalar(), clipped(x).Gradient(x).Evaluate<double>((x, 1.0)).ToScalar()));
        Assert.Equal((0.0, 0.5),
            (step(x).Evaluate<double>((x, 0.0)).ToScalar(), step(x).Gradient(x).Evaluate<double>((x, 0.0)).ToScalar()));
        Assert.Equal(0.5, step(x).Jvp(x, (Expr)1).Evaluate<double>((x, 0.0)).ToScalar());
    }

    [Fact]
    public void A_gradient_taken_twice_is_the_same_graph()
    {
        var x = Variable("x", [3]);
        var y = (Reverse(x) * Forward(x)).Sum();
        Assert.Equal(y.Gradient(x), y.Gradient(x));
        Assert.Equal(y.Jvp(x, Literal(1)), y.Jvp(x, Literal(1)));
        var xs = Variable("xs", [5, 3]);
        Assert.Equal(y.Vectorize((x, xs)), y.Vectorize((x, xs)));
    }

    [Fact]
    public void A_rule_that_is_not_linear_is_refused_where_it_has_to_be_transposed()
    {
        var x = Variable("x");
        var wrong = WithVjp((Expr z) => z.Exp(), (_, y, g) => g * g * y, "Squared");
        var error = Assert.Throws<InvalidOperationException>(() => wrong(x).Jvp(x, (Expr)1));
        Assert.Contains("Vjp of Squared is not linear in its cotangent", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_rule_gives_no_derivative_for_is_refused_by_name()
    {
        var (x, w) = (Variable("x"), Variable("weight"));
        var custom = WithVjp((Expr z) => z * w, (_, _, g) => g, "Scaled");
        var error = Assert.Throws<ArgumentException>(() => custom(x));
        Assert.Contains("Scaled uses weight", error.Message, StringComparison.Ordinal);
        var constant = WithVjp((Expr z) => z * w.StopGradient(), (_, _, g) => g * w, "Scaled");
        Assert.Equal(3, constant(x).Gradient(x).Evaluate<double>((x, 2.0), (w, 3.0)).ToScalar());
    }

    [Fact]
    public void A_rule_of_the_wrong_shape_is_reported_by_name()
    {
        var x = Variable("x", [3]);
        var wrong = WithVjp((Expr z) => z.Sum(), (_, _, g) => g.BroadcastTo([2]), "Total");
        var error = Assert.Throws<InvalidOperationException>(() => wrong(x).Gradient(x));
        Assert.Contains(
            "Vjp of Total", error.Message.Replace("VJP", "Vjp", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
