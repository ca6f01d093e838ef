using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Numerics;
using Autograd.Graph.Reference;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Graph;

/// <summary>Keys and draws inside a graph: the bits of <see cref="Key"/>, and each key drawn from once.</summary>
public sealed class GraphKeyLaws
{
    private static readonly Expr Root = Prelude.Literal(Key.From(7));

    [Law]
    public void A_draw_in_a_graph_is_the_draw_of_its_key(long seed, NonNegativeInt data, byte length)
    {
        var expected = new float[length];
        Key.From(seed).FoldIn(data.Get).FillUniform(expected);
        var draw = Prelude.Literal(Key.From(seed)).FoldIn(data.Get).Uniform([length]);
        Assert.Equal(expected, draw.Evaluate<float>().Elements);
        Assert.Equal(expected.Select(x => (double)x), draw.Evaluate<double>().Elements);
    }

    [Law]
    public void A_plan_draws_the_bits_of_the_reference_with_any_threads(long seed, byte rows, byte columns)
    {
        var key = Prelude.Variable("key", new TensorType([2], ElementKind.Bits));
        var (first, second) = (key.FoldIn(1).Uniform([rows, 5, columns]), key.FoldIn(2).Uniform([rows, columns]));
        ImmutableArray<Expr> outputs = [first, (first * 2).Sum(1) + second, key.FoldIn(3)];
        var words = Tensor.Vector(Key.From(seed).First, Key.From(seed).Second);
        var expected = Interpreter.Evaluate<float, Real<float>>(outputs, (key, words));
        foreach (var threads in new[] { 1, 3 })
        {
            var frame = Plan<float>.Make([key], outputs, new() { Threads = threads }).NewExecution();
            frame.Set(0, words);
            frame.Run();
            for (var i = 0; i < outputs.Length; i++)
            {
                Assert.Equal(Naive.Reals(expected[i].In<double, Real<double>>()).Elements.ToArray(),
                    Naive.Reals(frame.Get(i).In<double, Real<double>>()).Elements.ToArray());
            }
        }
    }

    [Fact]
    public void A_batch_of_keys_draws_for_each_what_it_draws_alone()
    {
        ImmutableArray<Key> keys = [Key.From(1), Key.From(2), Key.From(3)];
        var all = Prelude.Literal(Tensor.Generate([3, 2], i => i % 2 == 0 ? keys[i / 2].First : keys[i / 2].Second));
        var batched = Prelude.Vectorize((Expr key) => key.FoldIn(4).Uniform([5]))(all).Evaluate<float>();
        var alone = keys.SelectMany(key => Prelude.Literal(key).FoldIn(4).Uniform([5]).Evaluate<float>().Elements);
        Assert.Equal(alone, batched.Elements);
    }

    public static TheoryData<string, Expr, Expr> SharedKeys => new()
    {
        { "the same node", Root, Root },
        { "two literals of one key", Prelude.Literal(Key.From(3)), Prelude.Literal(Key.From(3)) },
        { "the same number folded in", Prelude.Literal(Key.From(3)).FoldIn(9),
            Prelude.Literal(Key.From(3)).FoldIn(9) },
    };

    [Theory]
    [MemberData(nameof(SharedKeys))]
    public void Two_draws_of_one_key_are_refused_when_compiled(string what, Expr first, Expr second)
    {
        var x = Prelude.Variable("x", [3]);
        var twice = (x * first.Uniform([3])) + second.Uniform([3]);
        var error = Assert.Throws<ArgumentException>(() => Plan<float>.Make([x], [twice]));
        Assert.True(error.Message.Contains("used twice", StringComparison.Ordinal)
            && error.Message.Contains("FoldIn", StringComparison.Ordinal), what);
        Assert.Throws<ArgumentException>(() => Plan<float>.Make([x], [x * first.Uniform([3]), second.Uniform([4])]));
    }

    [Fact]
    public void One_draw_may_be_used_often_and_keys_apart_drawn_from_each()
    {
        var x = Prelude.Variable("x", [3]);
        var draw = Root.FoldIn(0).Uniform([3]);
        var loss = ((x * draw) + draw + Root.FoldIn(1).Uniform([3]) + Root.Uniform([3])).Sum();
        var frame = Plan<float>.Make([x], [loss, loss.Gradient(x)]).NewExecution();
        frame.GiveZeros();
        frame.Run();
        Assert.Equal(draw.Evaluate<float>().Elements, frame.Output(1).ToArray());
        var checkpointed = Prelude.Checkpoint((Expr y) => (y * draw).Square())(x).Sum();
        Assert.NotNull(Plan<float>.Make([x], [checkpointed, checkpointed.Gradient(x)]));
    }

    [Fact]
    public void What_is_no_key_is_refused_by_name()
    {
        Assert.Contains("Literal(Key.From(seed))", Assert.Throws<ShapeException>(
            () => Prelude.Variable("x", [2]).Uniform([3])).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Prelude.Literal(Tensor.Vector(1u, 2u, 3u)).FoldIn(1));
        Assert.Throws<ShapeException>(() => Prelude.Literal(Tensor.Of(Shape.Scalar, 1u)).FoldIn(1));
    }
}
