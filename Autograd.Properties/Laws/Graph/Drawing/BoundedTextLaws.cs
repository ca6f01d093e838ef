using System.Collections.Immutable;
using System.Diagnostics;
using Autograd.Graph;
using Autograd.Graph.Drawing;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Drawing;

/// <summary>
/// Text of any graph, shape, list or tensor takes the work of its own length, however large, shared or wide the thing
/// is.
/// </summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class BoundedTextLaws
{
    // Edges that a text may look along, and the inputs of one node beyond them.
    private const int MostLooks = 10_000;

    public static TheoryData<string> Growths => [.. Growing.Keys];

    // Each makes a larger graph of a smaller one; most double the text of what they share.
    private static ImmutableSortedDictionary<string, Func<Expr, Expr>> Growing { get; } =
        new Dictionary<string, Func<Expr, Expr>>
        {
            ["choice"] = s => Where(s > 0.5, s / 1.01, Sqrt(s) + 1),
            ["sum"] = s => s + s.Sin(),
            ["difference of products"] = s => (s * s) - (2 * s),
            ["negation"] = s => -s + (-s * s),
            ["concatenation"] = s => new[] { s.Reshape(1), s.Square().Reshape(1), s.Reshape(1) }.Concatenate().Sum(),
            ["slices"] = s => new[] { s.Reshape(1), s.Reshape(1) }.Concatenate().Slice(0, 1, 1).Sum() + s,
            ["matrix product"] = s => s.Reshape(1, 1).Dot(s.Tanh().Reshape(1, 1)).Sum(),
            ["broadcast"] = s => (s.BroadcastTo([2]) * s).Max(),
            ["chain"] = s => s.Sin().Exp().Log1p(),
            ["a gradient"] = s => s + (s.Square() * s).Gradient(s),
        }.ToImmutableSortedDictionary();

    [Theory]
    [MemberData(nameof(Growths))]
    public void Depth_and_sharing_add_nothing_to_the_work_of_a_text(string growth) => Bounded(() =>
    {
        var s = Counted.Apply(Variable("x"));
        for (var i = 0; i < 300; i++) s = Growing[growth](Counted.Apply(s));
        return s;
    });

    [Law]
    public void Nor_does_a_random_graph_repeated_on_its_own_results(GraphCase graph) => Bounded(() =>
    {
        var (loss, x) = (graph.Loss, graph.Variables[0]);
        for (var i = 0; i < 20; i++)
        {
            loss = graph.Loss.Substitute((x, (Counted.Apply(loss) + loss).BroadcastTo(x.Shape)));
        }

        return loss;
    });

    [Theory]
    [InlineData(3)]
    [InlineData(100_000)]
    public void Nor_do_many_inputs_of_one_node(int parts) => Bounded(() =>
    {
        var s = Variable("x", [1]);
        for (var i = 0; i < 5; i++)
        {
            s = Enumerable.Range(0, parts).Select(n => Counted.Apply(s * n)).Concatenate().Sum().Reshape(1);
        }

        return s.Sum();
    });

    [Fact]
    public void A_name_of_a_million_letters_is_cut_in_texts_errors_and_drawings()
    {
        var long1 = Variable(new string('a', 1_000_000));
        var s = Enumerable.Range(0, 100).Aggregate(long1, (s, _) => long1 * s);
        Assert.Equal(2000, s.ToString().Length);
        Assert.InRange(Assert.Throws<ShapeException>(() => s.BroadcastTo([2]) + Ones([3])).Message.Length, 1, 2000);
        Assert.InRange(s.Draw().ToDot().Length + s.Draw().ToMermaid().Length, 1, 100_000);
    }

    [Fact]
    public void An_error_about_a_hundred_thousand_inputs_names_the_first()
    {
        Expr[] parts = [.. Enumerable.Range(0, 100_000).Select(i => Variable($"x{i}", [2])), Variable("odd", [2, 2])];
        var message = Assert.Throws<ShapeException>(() => parts.Concatenate()).Message;
        Assert.InRange(message.Length, 1, 2000);
        Assert.Contains("99993 more inputs", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drawing_of_a_wide_node_has_the_first_of_its_arrows()
    {
        var drawing = Enumerable.Range(0, 20_000).Select(i => Variable($"x{i}", [1])).Concatenate().Draw();
        Assert.False(drawing.IsWhole);
        Assert.InRange(drawing.Edges.Length, 1, 1000);
    }

    [Fact]
    public void Shapes_lists_and_tensors_print_their_beginnings()
    {
        var long1 = Shape.Of([.. Enumerable.Repeat(1, 5000)]);
        Assert.InRange(long1.ToString().Length, 1, 400);
        Assert.InRange(new TensorType(long1).ToString().Length, 1, 400);
        Assert.InRange(Enumerable.Range(0, 100_000).ToValueList().ToString().Length, 1, 1000);
        Assert.Equal("[1, 2, 3]", ValueList.Of(1, 2, 3).ToString());
        Assert.InRange(Tensor.Of(long1, 1.5).ToString().Length, 1, 1000);
        Assert.InRange(Tensor.Of<double>([1_000_000, 0]).ToString().Length, 1, 1000);
        Assert.InRange(Tensor.Full([5_000_000], 0.1).ToString().Length, 1, 1000);
        Assert.InRange(
            Tensor.Of([], new Rational(System.Numerics.BigInteger.Pow(3, 5000), 7)).ToString().Length, 1, 100);
        Assert.InRange(Variable("x", long1).Reshape(1).ToString().Length, 1, 2000);
        Assert.InRange(Expr.Apply(new BroadcastTo(long1), Variable("x")).Op.ToString().Length, 1, 2000);
    }

    // Looks are counted, not seconds; the clock is only there for what no node counts.
    private static void Bounded(Func<Expr> build)
    {
        var graph = build();
        var clock = Stopwatch.StartNew();
        foreach (var length in new[] { 1, 60, 2000 })
        {
            Counted.Looks = 0;
            Assert.InRange(ExprText.Of(graph, length).Length, 1, length);
            Assert.InRange(Counted.Looks, 0, MostLooks);
        }

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    /// <summary>The identity, which counts how often its name is asked for.</summary>
    private sealed record Counted : Op
    {
        [ThreadStatic]
        private static int _looks;

        public static int Looks
        {
            get => _looks;
            set => _looks = value;
        }

        public override string Name
        {
            get
            {
                _looks++;
                return "Counted";
            }
        }

        public static Expr Apply(Expr x) => Expr.Apply(new Counted(), x);

        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0];

        public override Expr? Vjp(Expr node, int input, Expr cotangent) => cotangent;

        public override Expr? Jvp(Expr node, int input, Expr tangent) => tangent;
    }
}
