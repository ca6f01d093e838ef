using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>Operators and functions over records are those of their leaves.</summary>
public sealed class RecordArithmeticLaws
{
    private static readonly SmallNet A = SmallNet.Create(3, 2, 4);
    private static readonly SmallNet B = SmallNet.Create(3, 2, 4, seed: 2);

    [Fact]
    public void Records_of_one_structure_combine_leaf_by_leaf()
    {
        Same(A.Zip(B, (a, b) => a + b), A + B);
        Same(A.Zip(B, (a, b) => a - b), A - B);
        Same(A.Zip(B, (a, b) => a * b), A * B);
        Same(A.Zip(B, (a, b) => a / b), A / B);
        Same(A.Map((Expr a) => -a), -A);
    }

    [Fact]
    public void A_number_or_expression_combines_with_every_leaf()
    {
        var s = Variable("s");
        Same(A.Map((Expr a) => a + s), A + s);
        Same(A.Map((Expr a) => s + a), s + A);
        Same(A.Map((Expr a) => a - 2), A - 2);
        Same(A.Map((Expr a) => 2 - a), 2 - A);
        Same(A.Map((Expr a) => a * 0.5), A * 0.5);
        Same(A.Map((Expr a) => 0.5 * a), 0.5 * A);
        Same(A.Map((Expr a) => a / s), A / s);
        Same(A.Map((Expr a) => s / a), s / A);
    }

    [Fact]
    public void Gradient_descent_is_one_line() => Same(A.Zip(B, (p, dp) => p - (0.1 * dp)), A - (0.1 * B));

    [Fact]
    public void A_function_of_expressions_is_a_function_of_records()
    {
        Func<Expr, Expr> square = Square;
        Func<Expr, Expr, Expr> larger = Maximum;
        Func<Expr, Expr, Expr, Expr> choose = Where;
        Same(A.Map(Square), square.Over(A));
        Same(A.Zip(B, Maximum), larger.Over(A, B));
        Same(A.Map((Expr a) => a.Maximum(0)), larger.Over(A, 0));
        Same(A.Map((Expr a) => Literal(0).Maximum(a)), larger.Over(0, A));
        Same(A.Zip(B, A, Where), choose.Over(A, B, A));
    }

    [Fact]
    public void Expressions_keep_their_own_operators()
    {
        var (x, y) = (Variable("x"), Variable("y"));
        Assert.Equal("x - 2 * y", (x - (2 * y)).ToString());
    }

    private static void Same(SmallNet expected, SmallNet actual) =>
        Assert.Equal(expected.Leaves().Select(leaf => leaf.Value), actual.Leaves().Select(leaf => leaf.Value));
}
