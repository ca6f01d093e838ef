using Autograd.Graph;
using Autograd.Graph.Transforms;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// What is known of where an expression can differ from 0: the mask for each form of it, and no more than the form
/// says.
/// </summary>
public sealed class NonzeroMaskLaws
{
    private static readonly Expr X = Variable("x", [2, 3]);
    private static readonly Expr Y = Variable("y", [2, 3]);
    private static readonly Expr M = X > 0;
    private static readonly Expr N = Y >= 0;
    private static readonly Expr K = X.EqualTo(Y);
    private static readonly Expr Labels = ((Expr)Tensor.Vector(2, 0)).OneHot(3);

    private static readonly Tensor<double> AtX = Tensor.Of<double>([2, 3], 1, -1, 2, -2, 1, -3);
    private static readonly Tensor<double> AtY = Tensor.Of<double>([2, 3], 1, 2, -1, -2, -3, 4);

    /// <summary>An expression, and the very mask that is known of it.</summary>
    public static TheoryData<string, Expr, Expr> Known { get; } = new()
    {
        { "a choice", M.Where(X, 0), M },
        { "a choice of the other branch", M.Where(0, X), M.Where(0, 1) },
        { "a choice of a choice", M.Where(N.Where(X, 0), 0), M.Where(N, 0) },
        { "a choice beside a choice", M.Where(X, N.Where(Y, 0)), M.Where(1, N) },
        { "a choice of two choices", M.Where(N.Where(X, 0), K.Where(Y, 0)), M.Where(N, K) },
        { "a choice of two alike", M.Where(N.Where(X, 0), N.Where(Y, 0)), N },
        { "nothing", Zeros([2, 3]), 0 },
        { "a sum", M.Where(X, 0) + N.Where(Y, 0), M.Where(1, N) },
        { "a difference of two alike", M.Where(X, 0) - M.Where(Y, 0), M },
        { "a sum with nothing", M.Where(X, 0) + 0, M },
        { "nothing and a sum", 0 + M.Where(X, 0), M },
        { "a multiple", 3 * M.Where(X, 0) / 2, M },
        { "a sum along an axis", M.Where(X, 0).Sum(0), M.Sum(0) },
        { "of a comparison with equals", N.Where(X, 0).Sum(0), N.Sum(0) },
        { "of equals", K.Where(X, 0).Sum(0), K.Sum(0) },
        { "of labels", Labels.Where(X, 0).Sum(0), Labels.Sum(0) },
        { "of numbers that cancel", Y.Where(X, 0).Sum(0), Y.NotEqualTo(0).Sum(0) },
        { "two one after the other", new[] { M.Where(X, 0), N.Where(Y, 0) }.Concatenate(),
            new[] { M, N }.Concatenate() },
        { "one after nothing", new[] { Zeros([2, 3]), M.Where(X, 0) }.Concatenate(),
            new[] { Zeros([2, 3]), M }.Concatenate() },
        { "a view", M.Where(X, 0).Transpose(), M.Transpose() },
    };

    /// <summary>Expressions of which nothing is known by their form.</summary>
    public static TheoryData<string, Expr> Unknown { get; } = new()
    {
        { "a variable", X },
        { "a choice of two", M.Where(X, Y) },
        { "a sum with another", M.Where(X, 0) + Y },
        { "another and a choice", Y + M.Where(X, 0) },
        { "one after another", new[] { M.Where(X, 0), Y }.Concatenate() },
        { "another and one after it", new[] { Y, M.Where(X, 0) }.Concatenate() },
        { "rows of labels, each with its 1", Labels.Where(X, 0).Sum(1) },
        { "a function that is not 0 at 0", M.Where(X, 0).Exp() },
        { "a product with an infinity", M.Where(X, 0) * double.PositiveInfinity },
        { "a quotient by nothing", M.Where(X, 0) / 0 },
        { "a number", 2 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void The_mask_is_the_one_that_the_form_says_and_is_0_only_where_the_value_is(
        string what, Expr node, Expr mask)
    {
        var known = new NonzeroMask().Of(node);
        Assert.True(known == mask, $"{what}: {known}, not {mask}");
        var (value, at) = (node.Evaluate<double>((X, AtX), (Y, AtY)),
            known!.BroadcastTo(node.Shape).Evaluate<double>((X, AtX), (Y, AtY)));
        for (var i = 0; i < value.Elements.Length; i++)
        {
            Assert.True(at.Elements[i] != 0 || value.Elements[i] == 0, what);
        }
    }

    [Theory]
    [MemberData(nameof(Unknown))]
    public void Of_other_forms_nothing_is_known(string what, Expr node) =>
        Assert.True(new NonzeroMask().Of(node) is null, what);
}
