using Autograd.Graph;
using Autograd.Graph.Drawing;
using Autograd.Properties.Generators;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Drawing;

/// <summary>The text of a graph says what the graph says, in bounded length.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 100)]
public sealed class ExprTextLaws
{
    private static readonly Expr A = Variable("a");
    private static readonly Expr B = Variable("b");
    private static readonly Expr C = Variable("c");

    public static TheoryData<Func<Expr>, string> Texts { get; } = new()
    {
        { () => A + (B * C), "a + b * c" },
        { () => (A + B) * C, "(a + b) * c" },
        { () => A - (B - C), "a - (b - c)" },
        { () => A - B - C, "a - b - c" },
        { () => A / (B / C), "a / (b / c)" },
        { () => A / B * C, "a / b * c" },
        { () => A * (B / C), "a * (b / c)" },
        { () => -(A + B), "-(a + b)" },
        { () => -A * B, "-a * b" },
        { () => -(A * B), "-(a * b)" },
        { () => A - -B, "a - -b" },
        { () => (A > B) * C, "(a > b) * c" },
        { () => A + B > C, "a + b > c" },
        { () => A > B > C, "a > b > c" },
        { () => A > (B >= C), "a > (b >= c)" },
        { () => 2 * A, "2 * a" },
        { () => A.Maximum(B), "Maximum(a, b)" },
        { () => (A + B).Tanh() - 0.5, "Tanh(a + b) - 0.5" },
        { () => Square(A + B) * Square(A + B), "t0 * t0 where t0 = Square(a + b)" },
        { () => Variable("m", [2, 3]).Sum(0) * 2, "Sum(m, [0]) * 2" },
        { () => Variable("m", [2, 3]).Sum(), "Sum(m)" },
        { () => (Expr)Tensor.Vector(1.0, 2.0) * A, "literal[2] * a" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_is_infix_with_as_few_brackets_as_precedence_allows(Func<Expr> expression, string text) =>
        Assert.Equal(text, expression().ToString());

    [Law]
    public Property A_text_read_back_is_the_same_graph() => Prop.ForAll(Arithmetic(6).ToArbitrary(), expression =>
        Assert.Same(expression, ExpressionReader.Read(ExprText.Of(expression, 100_000), A, B, C)));

    [Law]
    public void A_text_is_no_longer_than_asked_for(GraphCase graph, int seed)
    {
        var length = 1 + Math.Abs(seed % 200);
        Assert.InRange(ExprText.Of(graph.Loss, length).Length, 1, length);
        Assert.InRange(graph.Loss.ToString().Length, 1, 2000);
    }

    [Law]
    public void A_text_that_is_cut_ends_with_an_ellipsis_and_begins_as_the_whole_does(GraphCase graph)
    {
        var whole = ExprText.Of(graph.Loss, 100_000);
        var cut = ExprText.Of(graph.Loss, Math.Max(1, whole.Length / 2));
        if (whole.Length > 1) Assert.EndsWith("…", cut, StringComparison.Ordinal);
        Assert.StartsWith(cut.TrimEnd('…'), whole, StringComparison.Ordinal);
    }

    // A sub-generator is shared, so that a text has both repeated and single parts.
    private static Gen<Expr> Arithmetic(int depth)
    {
        var leaf = Gen.Elements(A, B, C, 2, 0.5);
        if (depth == 0) return leaf;
        var inner = Arithmetic(depth - 1);
        var signs = Gen.Elements<Func<Expr, Expr, Expr>>(
            (p, q) => p + q, (p, q) => p - q, (p, q) => p * q, (p, q) => p / q, (p, q) => p > q, (p, q) => p >= q);
        var infix =
            from x in inner
            from y in inner
            from sign in signs
            select sign(x, y);
        return Gen.Frequency((1, leaf), (2, inner.Select(x => -x)), (6, infix));
    }
}
