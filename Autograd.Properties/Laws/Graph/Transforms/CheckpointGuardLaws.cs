using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Transforms.Calls;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// A checkpoint hides nothing: at branches that are not taken, kinks, ±0, ±∞ and NaN its derivatives have the plain
/// ones' bits.
/// </summary>
[Laws(MaxTest = 200)]
public sealed class CheckpointGuardLaws
{
    [Law]
    public void A_derivative_through_checkpoints_is_the_plain_graph_once_they_are_opened(int seed)
    {
        var (x, v) = Point(seed);
        var (plain, wrapped) = (Derived(Of(seed, x, Plain), x, v), Derived(Of(seed, x, Wrapped), x, v));
        foreach (var (expected, actual) in plain.Zip(wrapped))
        {
            if (expected.IsExact) Assert.Same(Opened(expected.Graph), Opened(actual.Graph));
        }
    }

    [Law]
    public void Values_and_derivatives_have_the_plain_ones_bits_in_both_modes_to_the_second_order(int seed)
    {
        var (x, v) = Point(seed);
        var (plain, wrapped) = (Derived(Of(seed, x, Plain), x, v), Derived(Of(seed, x, Wrapped), x, v));
        var bindings = Bindings(seed, x);
        for (var i = 0; i < plain.Length; i++)
        {
            Same<double>(plain[i].Name, plain[i].Graph, wrapped[i].Graph, bindings, plain[i].IsExact);
            Same<float>(plain[i].Name, plain[i].Graph, wrapped[i].Graph, bindings, plain[i].IsExact);
        }
    }

    [Law(MaxTest = 25)]
    public void A_plan_of_them_has_the_references_bits(int seed)
    {
        var (x, v) = Point(seed);
        Runs.Agree([.. Derived(Of(seed, x, Wrapped), x, v).Select(derivative => derivative.Graph)], Bindings(seed, x));
    }

    [Law(MaxTest = 100)]
    public void Vectorised_they_have_the_plain_ones_bits_too(int seed, byte which)
    {
        var (x, v) = Point(seed);
        var size = 1 + (seed & 1);
        var batch = Variable("X", [size, HardPrograms.Length]);
        var shared = which % 2;
        (Expr, Tensor)[] bindings =
        [
            (batch, Tensor.Generate([size, HardPrograms.Length],
                i => HardPrograms.Values(seed + (i / HardPrograms.Length)).Elements[i % HardPrograms.Length])),
            (x[shared], HardPrograms.Values(seed + 7)),
        ];
        foreach (var (wrapped, plain) in Derived(Of(seed, x, Wrapped), x, v).Zip(Derived(Of(seed, x, Plain), x, v)))
        {
            Same<double>(plain.Name, plain.Graph.Vectorize((x[1 - shared], batch)),
                wrapped.Graph.Vectorize((x[1 - shared], batch)), bindings, plain.IsExact);
        }

        // Differentiated after it is vectorised.
        Expr Sum(HardPrograms.Wrap wrap) => (Of(seed, x, wrap).Vectorize((x[1 - shared], batch)) * 0.5).Sum();
        foreach (var at in new[] { batch, x[shared] })
        {
            Same<double>("of the batch", Sum(Plain).Gradient(at), Sum(Wrapped).Gradient(at), bindings, true);
        }
    }

    [Fact]
    public void A_branch_that_is_not_taken_adds_nothing_whatever_guards_it()
    {
        var x = Variable("x");
        var root = Checkpoint(Sqrt);
        var nested = Checkpoint(z => Checkpoint(Sqrt)(z));
        foreach (var f in new[] { root, nested, Vectorized(root) })
        {
            foreach (var y in new[]
            {
                (x > 0).Where(f(x), 0), f(x).Maximum(1), f(x).Minimum(-1), (f(x) - 1).Relu(), f(x).Clip(1, 2),
                new[] { f(x).Reshape(1), Ones([1]) }.Concatenate().Max(),
            })
            {
                Assert.Equal(0, y.Gradient(x).Evaluate<double>((x, 0.0)).ToScalar());
                Assert.Equal(0, y.Jvp(x, Literal(1)).Evaluate<double>((x, 0.0)).ToScalar());
                Assert.Equal(0, y.Hessian(x).Evaluate<double>((x, 0.0)).ToScalar());
                Assert.Equal(0, y.Gradient(x).Gradient(x).Evaluate<double>((x, 0.0)).ToScalar());
            }
        }
    }

    [Fact]
    public void A_record_of_results_is_seen_through_too()
    {
        var x = Variable("x", [HardPrograms.Length]);
        static Pair<Expr, Expr> Both(Expr y) => new(y.Sqrt(), y.Sqrt() * y.Log());
        static Expr Loss(Pair<Expr, Expr> both, Expr y) =>
            (y > 0).Where(both.First * both.Second, 0).Sum() + both.First.Maximum(1).Sum();
        var (plain, wrapped) =
            (Loss(Both(x), x).Gradient(x), Loss(Checkpointing.Checkpoint((Expr y) => Both(y))(x), x).Gradient(x));
        Assert.Same(Opened(plain), Opened(wrapped));
        Assert.Same(Opened(plain.Sum().Gradient(x)), Opened(wrapped.Sum().Gradient(x)));
    }

    [Fact]
    public void A_product_of_the_hessian_and_a_vector_keeps_no_interior_either()
    {
        static long Peak(Func<Func<Expr, Expr>, Func<Expr, Expr>> block)
        {
            var (x, w) = (Variable("x", [256, 64]), Variable("w", [64, 64]));
            var y = x;
            for (var i = 0; i < 4; i++) y = block(h => h.Dot(w).Tanh().Dot(w).Tanh().Dot(w).Tanh())(y);
            return Autograd.Graph.Engine.Plan<float>.Make(
                [x, w], [y.Sum().HessianVectorProduct(w, Ones([64, 64]))], Runs.Alone).Cost.PeakBytes;
        }

        Assert.InRange((double)Peak(Checkpoint) / Peak(f => f), 0, 0.75);
    }

    private static Func<Expr, Expr> Vectorized(Func<Expr, Expr> f) =>
        x => Vectorize(f)(x.Reshape(1)).Reshape(Shape.Scalar);

    private static Func<Expr, Expr, Expr> Plain(Func<Expr, Expr, Expr> step, int choice) => step;

    private static Func<Expr, Expr, Expr> Wrapped(Func<Expr, Expr, Expr> step, int choice) => (choice % 4) switch
    {
        0 => step,
        1 => Checkpointing.Checkpoint(step),
        2 => (a, b) => Checkpoint(p => Checkpointing.Checkpoint(step)(p, b))(a),
        _ => (a, b) => Checkpoint(p => step(p, b))(a),
    };

    private static Expr Of(int seed, ImmutableArray<Expr> x, HardPrograms.Wrap wrap) =>
        HardPrograms.Build(seed, x, wrap);

    private static (ImmutableArray<Expr> X, Expr V) Point(int seed) =>
        ([Variable("x0", [HardPrograms.Length]), Variable("x1", [HardPrograms.Length])],
            Tensor.Generate([HardPrograms.Length], i => Math.Cos(seed + i)));

    private static (Expr, Tensor)[] Bindings(int seed, ImmutableArray<Expr> x) =>
        [(x[0], HardPrograms.Values(seed)), (x[1], HardPrograms.Values(seed + 1))];

    // A tangent of a gradient goes through what is computed again, where masks are other nodes: the sign of a zero may
    // differ.
    private static ImmutableArray<(string Name, Expr Graph, bool IsExact)> Derived(
        Expr y, ImmutableArray<Expr> x, Expr v)
    {
        var (vjp, jvp) = (y.Vjp(v, x[0]), y.Jvp(x[0], v));
        return
        [
            ("value", y, true), ("reverse", vjp, true), ("reverse of x1", y.Vjp(v, x[1]), true), ("forward", jvp, true),
            ("reverse of reverse", vjp.Vjp(v, x[0]), true), ("reverse of reverse, of x1", vjp.Vjp(v, x[1]), true),
            ("reverse of forward", jvp.Vjp(v, x[1]), true), ("forward of reverse", vjp.Jvp(x[0], v), false),
            ("forward of forward", jvp.Jvp(x[1], v), true),
        ];
    }

    private static Expr Opened(Expr graph) => PlainForm.Of([graph], waiting: false)?[graph] ?? graph;

    private static void Same<T>(string what, Expr plain, Expr wrapped, (Expr, Tensor)[] bindings, bool isExact)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // −0 + 0 is 0.
        ImmutableArray<Expr> roots = isExact ? [plain, wrapped] : [plain + 0, wrapped + 0];
        var values = Runs.Reference<T>(roots, bindings);
        Bits.AssertSame([values[0]], [values[1]], $"{what} over {typeof(T).Name}:");
    }
}
