using System.Collections.Immutable;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms;

/// <summary>
/// The identities that keep gradients readable. Each preserves every value, up to the sign of a zero.
/// </summary>
public static class Simplify
{
    /// <summary>All rules, in the order in which they are tried.</summary>
    public static ImmutableArray<Rule> Rules { get; } =
    [
        new("x * 1 = x", node =>
            node.Op is Multiply ? Is(node, 1, 1) ? node.Inputs[0] : Is(node, 0, 1) ? node.Inputs[1] : null : null),
        new("x * -1 = -x", node =>
            node.Op is Multiply ? Is(node, 1, -1) ? -node.Inputs[0] : Is(node, 0, -1) ? -node.Inputs[1] : null : null),
        new("x + 0 = x", node => node.Op is Add ? Is(node, 1, 0) ? node.Inputs[0]
            : Is(node, 0, 0) ? node.Inputs[1]
            : null
            : null, Exact: false),
        new("x - 0 = x", node => node.Op is Subtract && Is(node, 1, 0) ? node.Inputs[0] : null),
        new("0 - x = -x", node => node.Op is Subtract && Is(node, 0, 0) ? -node.Inputs[1] : null, Exact: false),
        new("x / 1 = x", node => node.Op is Divide && Is(node, 1, 1) ? node.Inputs[0] : null),
        new("-(-x) = x", node => node.Op is Negate && node.Inputs[0].Op is Negate ? node.Inputs[0].Inputs[0] : null),
        new("a + -b = a - b",
            node => node.Op is Add && node.Inputs[1].Op is Negate ? node.Inputs[0] - node.Inputs[1].Inputs[0] : null),
        new("a - -b = a + b", node =>
            node.Op is Subtract && node.Inputs[1].Op is Negate ? node.Inputs[0] + node.Inputs[1].Inputs[0] : null),
        new("f(numbers) = number, where that is exact", FoldNumbers, Exact: false),
        // A plan folds such nodes whole, and would not come back to the one within.
        new("f(repeated numbers) = f(numbers) repeated", RepeatLater, Exact: false),
        new("view of a repeated scalar", ViewOfScalar),
        new("broadcast of a broadcast", node => node.Op is BroadcastTo && node.Inputs[0].Op is BroadcastTo
            ? node.Inputs[0].Inputs[0].BroadcastTo(node.Shape)
            : null),
        new("reshape of a reshape", node =>
            node.Op is Reshape && node.Inputs[0].Op is Reshape ? node.Inputs[0].Inputs[0].Reshape(node.Shape) : null),
        new("slice of a slice", node => node.Op is Slice slice && node.Inputs[0].Op is Slice outer
            ? Expr.Apply(slice.Of(outer), node.Inputs[0].Inputs[0])
            : null),
        new("transpose of a transpose", UndoPermute),
        new("where(m, x, x) = x", node => node.Op is Where && node.Inputs[1] == node.Inputs[2] ? node.Inputs[1] : null),
    ];

    /// <summary>The graphs with the rules applied.</summary>
    /// <param name="roots">The graphs.</param>
    /// <param name="keep">Nodes to leave as they are, such as those that a user wrote.</param>
    public static ImmutableArray<Expr> Apply(ImmutableArray<Expr> roots, IReadOnlySet<Expr>? keep = null) =>
        Rewriter.Apply(roots, Rules, keep);

    // By its bits: x − (−0) is x + 0, which is not x where x is −0.
    private static bool Is(Expr node, int input, double value) => node.Inputs[input].AsNumber() is { } number
        && number.Equals(value) && double.IsNegative(number) == double.IsNegative(value);

    // Only what is exact is folded: whoever computes rounds, in its own numbers.
    private static Expr? FoldNumbers(Expr node)
    {
        if (!IsOfNumbers(node)) return null;
        var numbers = new Tensor[node.Inputs.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (node.Inputs[i].AsNumber() is not { } number) return null;
            numbers[i] = Tensor.Of<double?>(Shape.Scalar, number);
        }

        var value = ((Tensor<double?>)node.Op.Evaluate<double?, ExactNumbers>(new(Shape.Scalar), numbers)).ToScalar();
        return value is { } exact ? Prelude.Literal(exact).BroadcastTo(node.Shape) : null;
    }

    private static Expr? RepeatLater(Expr node) => IsOfNumbers(node) && node.Shape.Rank > 0
        ? Expr.Apply(node.Op, [.. node.Inputs.Select(input => input.Unrepeated())]).BroadcastTo(node.Shape)
        : null;

    private static bool IsOfNumbers(Expr node) => node.NumberSize > 0 && node.Op is Elementwise and not StopGradient;

    private static Expr? ViewOfScalar(Expr node)
    {
        if (node.Op is not ViewOp or BroadcastTo) return null;
        var source = node.Inputs[0].Unrepeated();
        return source.Shape.Rank == 0 && (source != node.Inputs[0] || source.NumberSize > 0)
            ? source.BroadcastTo(node.Shape)
            : null;
    }

    private static Expr? UndoPermute(Expr node)
    {
        if (node.Op is not Permute outer || node.Inputs[0].Op is not Permute inner) return null;
        return node.Inputs[0].Inputs[0].Permute([.. outer.Axes.Select(axis => inner.Axes[axis])]);
    }
}
