using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// Functions that an equation defines have the derivatives of the loop that solves it, in both modes and every
/// transform.
/// </summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 6)]
public sealed class ImplicitFunctionsLaws
{
    private const int Steps = 60;

    private static readonly Func<Expr, Expr> Scalar =
        ImplicitFunctions.FixedPoint((Expr z, Expr x) => ((0.5 * z) + x).Tanh(), 0, Steps);

    [Law]
    public void To_the_second_order_they_are_the_unrolled_loop(int seed)
    {
        var (w, b) = (Variable("w", [3, 3]), Variable("b", [3]));
        (Expr, Tensor)[] at = [(w, Directions.Random([3, 3], seed)), (b, Directions.Random([3], seed + 1))];
        var theta = new Pair<Expr, Expr>(w, b);
        var direction = new Pair<Expr, Expr>(Directions.Random([3, 3], seed + 2), Directions.Random([3], seed + 3));
        Expr v = Directions.Random([3], seed + 4);
        var expected = Derived(Unrolled(Zeros([3]), theta));
        foreach (var solve in new[]
        {
            ImplicitFunctions.FixedPoint((Expr z, Pair<Expr, Expr> p) => Step(z, p), Zeros([3]), Steps),
            ImplicitFunctions.ImplicitRoot(
                (Expr z, Pair<Expr, Expr> p) => Step(z, p) - z, (Pair<Expr, Expr> p) => Unrolled(Zeros([3]), p)),
        })
        {
            var actual = Derived(solve(theta));
            for (var i = 0; i < expected.Count; i++)
            {
                Close.Tensors($"{i}", expected[i].Evaluate<double>(at), actual[i].Evaluate<double>(at), 1e-10);
            }

            Runs.Agree([.. actual], at);
            var checkpointed = Derived(Checkpointing.Checkpoint((Pair<Expr, Expr> p) => solve(p))(theta));
            for (var i = 0; i < expected.Count; i++)
            {
                Bits.AssertSame([(actual[i] + 0).Evaluate<double>(at)], [(checkpointed[i] + 0).Evaluate<double>(at)]);
            }
        }

        ValueList<Expr> Derived(Expr y)
        {
            var gradient = y.Vjp(v, theta);
            var tangent = y.Jvp(theta, direction);
            var along = (gradient.First * direction.First).Sum() + (gradient.Second * direction.Second).Sum();
            return new[]
            {
                y, gradient.First, gradient.Second, tangent, along.Gradient(w), along.Gradient(b),
                gradient.First.Jvp(theta, direction), tangent.Jvp(theta, direction), tangent.Vjp(v, b),
            }.ToValueList();
        }
    }

    [Law]
    public void In_a_batch_each_example_has_its_own(int seed)
    {
        (Expr Variable, Tensor Value)[] bindings = [(Variable("w", [2, 2]), Directions.Random([2, 2], seed)),
            (Variable("b", [2]), Directions.Random([2], seed + 1))];
        var theta = new Pair<Expr, Expr>(bindings[0].Variable, bindings[1].Variable);
        var point = ImplicitFunctions.FixedPoint((Expr z, Pair<Expr, Expr> p) => Step(z, p), Zeros([2]), 5)(theta);
        var root = ImplicitFunctions.ImplicitRoot(
            (Expr z, Pair<Expr, Expr> p) => Step(z, p) - z, (Pair<Expr, Expr> p) => Unrolled(Zeros([2]), p, 5))(theta);
        foreach (var y in new[] { point, root })
        {
            var gradient = y.Square().Sum().Gradient(theta);
            ExampleLoop.AgreeWithLoop(
                [y, gradient.First, gradient.Second, gradient.Second.Sum().Gradient(theta.Second)],
                bindings, i => i == (seed & 1), 2);
        }
    }

    [Fact]
    public void The_third_derivative_of_a_scalar_is_right_too()
    {
        var x = Variable("x");
        Expr Loop(Expr p)
        {
            Expr z = 0;
            for (var i = 0; i < Steps; i++) z = ((0.5 * z) + p).Tanh();
            return z;
        }

        var root = ImplicitFunctions.ImplicitRoot((Expr z, Expr p) => ((0.5 * z) + p).Tanh() - z, (Expr p) => Loop(p));
        var expected = Loop(x);
        foreach (var y in new[] { Scalar(x), root(x) })
        {
            var (a, b) = (expected, y);
            for (var order = 0; order < 4; order++)
            {
                Close.Numbers($"order {order}", a.Evaluate<double>((x, 0.3)).ToScalar(),
                    b.Evaluate<double>((x, 0.3)).ToScalar(), 1e-11);
                (a, b) = (a.Gradient(x), b.Gradient(x));
            }
        }

        Close.Numbers(
            "the second", -3.0676, Scalar(x).Gradient(x).Gradient(x).Evaluate<double>((x, 0.3)).ToScalar(), 1e-5);
    }

    [Fact]
    public void A_state_may_be_a_record_and_parameters_may_hold_labels()
    {
        // A circle of radius r and the line y = x: x = y = r / √2.
        var r = Variable("r");
        var meet = ImplicitFunctions.ImplicitRoot(
            (Pair<Expr, Expr> at, Expr radius) =>
                new Pair<Expr, Expr>(at.First.Square() + at.Second.Square() - radius.Square(), at.First - at.Second),
            (Expr radius) => new Pair<Expr, Expr>(radius / Math.Sqrt(2), radius / Math.Sqrt(2)));
        var (x, y) = (meet(r).First, meet(r).Second);
        Close.Numbers("dx", Math.Sqrt(0.5), x.Gradient(r).Evaluate<double>((r, 3.0)).ToScalar());
        Close.Numbers("dy", Math.Sqrt(0.5), y.Jvp(r, Literal(1)).Evaluate<double>((r, 3.0)).ToScalar());
        Close.Numbers("d²(xy)", 1, (x * y).Gradient(r).Gradient(r).Evaluate<double>((r, 3.0)).ToScalar());

        var (p, t) = (Variable("p", [3]), Variable("t", new TensorType([], ElementKind.Index)));
        (Expr, Tensor)[] bindings = [(p, Tensor.Vector(0.1, 0.2, 0.3)), (t, Tensor.Of<int>([], 2))];
        var solve = ImplicitFunctions.FixedPoint(
            (Expr z, Pair<Expr, Expr> q) => ((0.5 * z) + q.First.Gather(q.Second)).Tanh(), 0, Steps);
        var gradient = solve(new(p, t)).Gradient(p).Evaluate<double>(bindings);
        Close.Tensors("of p", Tensor.Vector(0, 0, 1.1978700146562409), gradient, 1e-12);
    }

    [Fact]
    public void A_linear_system_is_solved_with_pivots_and_over_fractions_without_rounding()
    {
        // The first pivot is 0.
        var (a, b) = (Variable("a", [3, 3]), Variable("b", [3]));
        (Expr, Tensor)[] at =
            [(a, Tensor.Of<double>([3, 3], 0, 2, 1, 1, 0, 3, 2, 1, 0)), (b, Tensor.Vector(7.0, 10, 4))];
        var x = Autograd.Graph.Transforms.Calls.LinearSolve.Solve(a, b);
        Bits.AssertSame([Tensor.Vector(1.0, 2, 3)], [x.Evaluate<double>(at)]);
        var report = Gradients.Check((Pair<Expr, Expr> p) => Autograd.Graph.Transforms.Calls.LinearSolve.Solve(
            p.First, p.Second).Square().Sum(), new Pair<Expr, Expr>(Literal(at[0].Item2), Literal(at[1].Item2)));
        Assert.True(report.Agrees, report.ToString());
    }

    [Fact]
    public void What_is_captured_and_what_does_not_fit_is_refused_by_name()
    {
        var (x, w) = (Variable("x"), Variable("weight"));
        var captured = Assert.Throws<ArgumentException>(
            () => ImplicitFunctions.ImplicitRoot((Expr z, Expr p) => (w * z) - p, (Expr p) => p)(x));
        Assert.Contains("ImplicitRoot uses weight", captured.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ImplicitFunctions.FixedPoint((Expr z, Expr p) => (w * z) - p, 0, 3)(x));
        var shape = Assert.Throws<ShapeException>(
            () => ImplicitFunctions.ImplicitRoot((Expr z, Expr p) => (z - p).BroadcastTo([2]), (Expr p) => p)(x));
        Assert.Contains("the equation gives [2] for a state of []", shape.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImplicitFunctions.FixedPoint((Expr z, Expr p) => z, 0, 0));

        // Behind StopGradient it is constant, and so is the start.
        var held = ImplicitFunctions.FixedPoint((Expr z, Expr p) => (0.25 * w.StopGradient() * z) + p, w, Steps)(x);
        Close.Numbers("held", 2, held.Gradient(x).Evaluate<double>((x, 1.0), (w, 2.0)).ToScalar());
        Assert.Equal(Literal(0), held.Gradient(w));
    }

    // A contraction whatever the matrix: the rows of 0.15 W sum to less than 1/2.
    private static Expr Step(Expr z, Pair<Expr, Expr> p) =>
        ((0.15 * p.First.Dot(z.Reshape(-1, 1)).Reshape(z.Shape)) + p.Second).Tanh();

    private static Expr Unrolled(Expr z, Pair<Expr, Expr> p, int steps = Steps)
    {
        for (var i = 0; i < steps; i++) z = Step(z, p);
        return z;
    }
}
