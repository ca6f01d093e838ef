using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.CustomDerivatives;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// A rule that is no derivative, that is missing or that has no end is refused by name; a guard reaches into a rule.
/// </summary>
[Laws(MaxTest = 50)]
public sealed class RuleLaws
{
    private static readonly Expr Outside = Variable("w", [3]);

    public static TheoryData<string> NotLinear => [.. Crooked.Keys];

    public static TheoryData<string> Linear => [.. Straight.Keys];

    public static TheoryData<string> Missing => ["Halved", "Tripled", "Largest", "Between"];

    private static Dictionary<string, Func<Expr, Expr, Expr>> Crooked { get; } = new()
    {
        ["+ 1"] = (c, _) => c + 1,
        ["1 -"] = (c, _) => 1 - c,
        ["+ x"] = (c, x) => (c * x) + x,
        ["square"] = (c, _) => c.Square(),
        ["c c"] = (c, _) => c * c,
        ["c / c"] = (c, _) => c / c,
        ["1 / c"] = (c, _) => 1 / c,
        ["abs"] = (c, _) => c.Abs(),
        ["relu"] = (c, _) => c.Relu(),
        ["clip"] = (c, _) => c.Clip(-1, 1),
        ["sign"] = (c, _) => c.Sign(),
        ["exp"] = (c, _) => c.Exp(),
        ["power"] = (c, _) => c.Power(2),
        ["a constant"] = (_, _) => Ones([3]),
        ["x alone"] = (_, x) => x,
        ["where c > 0"] = (c, _) => (c > 0).Where(c, 0),
        ["else 1"] = (c, x) => (x > 0).Where(c, 1),
        ["largest"] = (c, _) => c.Max(0).BroadcastTo([3]),
        ["maximum"] = (c, x) => c.Maximum(x),
        ["norm"] = (c, _) => c / (c * c).Sum().Sqrt(),
        ["dot"] = (c, _) => c.Dot(c).BroadcastTo([3]),
        ["padded by 1"] = (c, _) => new[] { c.Slice(0, 0, 2), Ones([1]) }.Concatenate(),
        ["in a checkpoint"] = (c, _) => Checkpoint(z => z + 1)(c),
        ["stopped"] = (c, _) => c.StopGradient(),
        ["label"] = (c, _) => c.ArgMax(0).OneHot(3),
    };

    private static Dictionary<string, Func<Expr, Expr, Expr>> Straight { get; } = new()
    {
        ["c"] = (c, _) => c,
        ["2 c - c"] = (c, _) => (2 * c) - c,
        ["c x"] = (c, x) => c * x.Exp(),
        ["x c"] = (c, x) => x * c,
        ["c / x"] = (c, x) => c / x,
        ["0"] = (_, _) => 0,
        ["zeros"] = (_, _) => Zeros([3]),
        ["0 x"] = (_, x) => 0 * x,
        ["c + 0"] = (c, _) => c + 0,
        ["-c"] = (c, _) => -c,
        ["where x"] = (c, x) => (x > 0).Where(c, 0),
        ["sum"] = (c, _) => c.Sum().BroadcastTo([3]),
        ["mean"] = (c, _) => c - c.Mean(),
        ["matrix"] = (c, x) => c.Dot(x.Reshape(3, 1) * x.Reshape(1, 3)),
        ["turned"] = (c, _) => new[] { c.Slice(0, 1, 2), c.Slice(0, 0, 1) }.Concatenate(),
        ["padded by 0"] = (c, _) => new[] { c.Slice(0, 0, 2), Zeros([1]) }.Concatenate(),
        ["every second"] = (c, _) => c.Slice(0, 0, 2, 2).Pad(0, 1, 0),
        ["gathered"] = (c, _) => c.Gather((Expr)Tensor.Vector(2, 0, 1)),
        ["in a checkpoint"] = (c, x) => Checkpoint(z => z * x)(c),
        ["outside"] = (c, _) => c * Outside,
        ["windows"] = (c, _) => c.Reshape(1, 1, 3).Convolution((Expr)Tensor.Generate([1, 1, 1], _ => 2.0)).Reshape(3),
    };

    [Theory]
    [MemberData(nameof(NotLinear))]
    public void What_is_not_linear_is_refused_by_name_in_both_modes_and_by_both_kinds_of_rules(string name)
    {
        var x = Variable("x", [3]);
        var reverse = WithVjp((Expr z) => z.Exp(), (z, _, c) => Crooked[name](c, z), "Crooked");
        var forward = WithJvp((Expr z) => z.Exp(), (z, _, c) => Crooked[name](c, z), "Crooked");
        foreach (var f in new[] { reverse, forward })
        {
            foreach (var derivative in new Func<Expr>[] {
                () => f(x).Sum().Gradient(x), () => f(x).Jvp(x, Literal(1)), () => f(x).Jacobian(x) })
            {
                var error = Assert.Throws<InvalidOperationException>(() => derivative());
                Assert.Contains(f == reverse ? "The Vjp of Crooked is not linear in its cotangent"
                    : "The Jvp of Crooked is not linear in its tangent", error.Message, StringComparison.Ordinal);
                Assert.InRange(error.Message.Length, 1, 400);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Linear))]
    public void What_is_linear_is_taken_and_both_modes_are_transposes_of_each_other(string name)
    {
        (Expr, Tensor)[] at = [(Variable("x", [3]), Tensor.Vector(0.3, -1.2, 2)), (Outside, Tensor.Vector(1.0, 2, 3))];
        var x = at[0].Item1;
        foreach (var f in new[]
        {
            WithVjp((Expr z) => z.Exp(), (z, _, c) => Straight[name](c, z), "Straight"),
            WithJvp((Expr z) => z.Exp(), (z, _, c) => Straight[name](c, z), "Straight"),
        })
        {
            Expr u = Tensor.Vector(0.5, -2, 1.5), v = Tensor.Vector(1.0, 0.25, -3);
            var (back, forth) = ((f(x).Vjp(u, x) * v).Sum(), (f(x).Jvp(x, v) * u).Sum());
            Close.Numbers(name, back.Evaluate<double>(at).ToScalar(), forth.Evaluate<double>(at).ToScalar());
        }
    }

    [Theory]
    [MemberData(nameof(Missing))]
    public void An_op_without_a_rule_is_refused_by_name_wherever_it_stands(string name)
    {
        var x = Variable("x", [3]);
        Expr Made(Expr z) => Expr.Apply(
            name switch
            {
                "Halved" => new Halved(),
                "Tripled" => new Tripled(),
                "Largest" => new Largest([0]),
                _ => new Between()
            },
            name == "Between" ? [z, z - 1, z + 1] : [z]);
        foreach (var y in new[] { Made(x).Sum(), Checkpoint(Made)(x).Sum(), (x > 0).Where(Made(x.Exp()), 0).Sum() })
        {
            Refused("reverse rule", "Override Vjp", () => y.Gradient(x));
            Refused("forward rule", "Override Jvp", () => y.Jvp(x, Literal(1)));
        }

        // What nobody differentiates needs no rule.
        Assert.Equal(Zeros([3]), (Made(Outside).Sum() + 1).Gradient(x));

        void Refused(string mode, string fix, Func<Expr> derivative)
        {
            // The op of one input that has a reverse rule has no other.
            if (name == "Tripled" && mode == "reverse rule") return;
            var error = Assert.Throws<InvalidOperationException>(() => derivative());
            Assert.Contains($"{name} has no {mode}", error.Message, StringComparison.Ordinal);
            Assert.Contains(fix, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_rule_that_calls_itself_is_refused_by_name()
    {
        var x = Variable("x");
        Func<Expr, Expr>? again = null, other = null;
        again = WithVjp((Expr z) => z.Exp(), (z, _, c) => c * again!(z).Gradient(z), "Again");
        Refused("Again", () => again(x).Gradient(x));
        Refused("Again", () => again(x).Jvp(x, Literal(1)));
        Refused("Again", () => Checkpoint(again)(x).Gradient(x));

        // Each by way of the other, and with a rule made anew each time.
        other = WithJvp((Expr z) => z.Sin(), (z, _, t) => t * again!(z).Gradient(z), "Other");
        again = WithVjp((Expr z) => z.Exp(), (z, _, c) => c * other(z).Jvp(z, Literal(1)), "Again");
        Refused("calls itself", () => again(x).Gradient(x));
        Expr Anew(Expr z) => WithVjp((Expr u) => u.Exp(), (u, _, c) => c * Anew(u).Gradient(u), "Anew")(z);
        Refused("Anew", () => Anew(x).Gradient(x));

        // By way of the node itself, and an op of one's own.
        Expr? node = null;
        var own = WithVjp((Expr z) => z.Exp(), (z, _, c) => c * node!.Gradient(x), "Own");
        node = own(x);
        Refused("Own", () => node.Gradient(x));
        Refused("Endless", () => Expr.Apply(new Endless(), x).Gradient(x));

        // Afterwards all is as before.
        Assert.Equal(2 * x, x.Square().Gradient(x));

        static void Refused(string name, Func<Expr> derivative)
        {
            var error = Assert.Throws<InvalidOperationException>(() => derivative());
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
            Assert.Contains("calls itself", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Within_a_rule_the_value_counts_as_constant()
    {
        var x = Variable("x");
        var f = WithVjp((Expr z) => z.Square(), (z, y, c) => (y * z).Vjp(c, z), "Partial");
        Assert.Equal(9, f(x).Gradient(x).Evaluate<double>((x, 3.0)).ToScalar());

        // y varies when the rule's result is differentiated, by the rule.
        Assert.Equal(9, f(x).Gradient(x).Gradient(x).Evaluate<double>((x, 3.0)).ToScalar());
    }

    [Fact]
    public void A_rule_of_the_wrong_shape_or_of_too_few_parts_is_refused_by_name()
    {
        var x = Variable("x", [3]);
        Refused("The Vjp of Wide gives Real[2]",
            () => WithVjp((Expr z) => z.Sum(), (_, _, c) => c.BroadcastTo([2]), "Wide")(x).Gradient(x));
        Refused("The Vjp of Wide gives Real[2]",
            () => WithVjp((Expr z) => z.Sum(), (_, _, c) => c.BroadcastTo([2]), "Wide")(x).Jvp(x, Literal(1)));
        Refused("The Jvp of Wide gives Real[3]",
            () => WithJvp((Expr z) => z.Sum(), (_, _, t) => t, "Wide")(x).Gradient(x));
        Refused("The Vjp of None gives", () => WithVjp((Expr z) => z.Sum(), (_, _, _) => null!, "None")(x).Gradient(x));
        Refused("The Jvp of None gives null",
            () => WithJvp((Expr z) => z.Sum(), (_, _, _) => null!, "None")(x).Gradient(x));
        Refused("The VJP of WrongShapes for input 0 has the shape [2], but the input has [3]",
            () => Expr.Apply(new WrongShapes(), x).Sum().Gradient(x));
        Refused("and it holds Index elements", () => Expr.Apply(new WrongShapes(), x).Jvp(x, Literal(1)));

        static void Refused(string what, Func<Expr> derivative) =>
            Assert.Contains(
                what, Assert.Throws<InvalidOperationException>(() => derivative()).Message, StringComparison.Ordinal);
    }

    [Law]
    public void A_guard_reaches_into_a_rule_as_into_the_function(int seed)
    {
        ImmutableArray<Expr> x = [Variable("x0", [HardPrograms.Length]), Variable("x1", [HardPrograms.Length])];
        (Expr, Tensor)[] bindings = [(x[0], HardPrograms.Values(seed)), (x[1], HardPrograms.Values(seed + 1))];
        Expr Of(Func<Expr, Expr> root) => (x[0] > 0).Where(root(x[0]) * x[1], 0) + root(x[1]).Maximum(1.5);
        var plain = Of(Sqrt);
        foreach (var root in new[]
        {
            WithVjp((Expr z) => z.Sqrt(), (_, y, c) => c * (0.5 / y)), WithJvp((Expr z) => z.Sqrt(),
                (_, y, t) => 0.5 / y * t), Checkpoint(WithVjp((Expr z) => z.Sqrt(), (_, y, c) => c * (0.5 / y))),
        })
        {
            foreach (var derivative in new Func<Expr, Expr>[] { y => y.Sum().Gradient(x[0]),
                y => y.Jvp(x[0], Ones([HardPrograms.Length])), y => y.Sum().Gradient(x[0]).Sum().Gradient(x[1]) })
            {
                var (expected, actual) = (derivative(plain), derivative(Of(root)));
                var values = Runs.Reference<double>([expected + 0, actual + 0], bindings);
                Close.Tensors("guarded", (Tensor<double>)values[0], (Tensor<double>)values[1], 1e-13);
            }
        }
    }

    private sealed record Halved : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0];
    }

    private sealed record Tripled : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0];

        public override Expr? Vjp(Expr node, int input, Expr cotangent) => 3 * cotangent;
    }

    private sealed record Largest(ValueList<int> Axes) : Reduction<Max.Definition>(Axes);

    private sealed record Between : Ternary<Where.Definition>;

    private sealed record Endless : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0];

        public override Expr? Vjp(Expr node, int input, Expr cotangent) => cotangent * node.Gradient(node.Inputs[0]);
    }

    private sealed record WrongShapes : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0];

        public override Expr? Vjp(Expr node, int input, Expr cotangent) => Zeros([2]);

        public override Expr? Jvp(Expr node, int input, Expr tangent) => Tensor.Vector(1, 2, 3);
    }
}
