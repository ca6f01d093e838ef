using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms;

/// <summary>
/// What is simplified in a gradient: the identities, and products with a 0 that a <see cref="Where"/> put there.
/// </summary>
/// <remarks>
/// The derivative of a branch not taken may be infinite, and 0 · ∞ is NaN. So the choice is moved behind the product:
/// it chooses 0 there, and everywhere else the product that it was. Nothing changes but NaN, and the sign of a zero.
/// </remarks>
internal static class GradientRules
{
    private static readonly Rule[] Identities = [.. Simplify.Rules];

    /// <summary>The derivatives simplified.</summary>
    /// <param name="roots">The derivatives.</param>
    /// <param name="written">The nodes of what was differentiated, which stay as they are.</param>
    public static ImmutableArray<Expr> Apply(ImmutableArray<Expr> roots, GraphOrder written)
    {
        Rule[] rules = [.. Identities, .. Guards(new NonzeroMask())];
        return Rewriter.Rewrite(roots, node => Rewriter.Simplest(node, rules), written.Contains);
    }

    /// <summary>The rules that keep the branch not taken out.</summary>
    /// <param name="support">Where factors can differ from 0.</param>
    public static ImmutableArray<Rule> Guards(NonzeroMask support) =>
    [
        new("where(m, where(n, x, 0), 0) = where(m and n, x, 0)", Nested),
        new("where(m, a, b) + where(m, c, d) = where(m, a + c, b + d)", SameMask, Exact: false),
        new("where(m, x, 0) * y = where(m, x * y, 0)", node => Product(node, support), Exact: false),
        new("where(m, x, 0) / y = where(m, x / y, 0)", node => Quotient(node, support), Exact: false),
    ];

    // So that a product meets one mask, however many choices a derivative has come through.
    private static Expr? Nested(Expr node) =>
        Masked(node) is var (mask, x) && Masked(x) is var (inner, y) ? Behind(mask.Where(inner, 0), y) : null;

    private static Expr? SameMask(Expr node)
    {
        if (node.Op is not Add || node.Inputs[0] is not { Op: Where } left || node.Inputs[1] is not { Op: Where } right
            || left.Inputs[0] != right.Inputs[0])
        {
            return null;
        }

        var shorter =
            IsZero(left.Inputs[1]) || IsZero(right.Inputs[1]) || IsZero(left.Inputs[2]) || IsZero(right.Inputs[2]);
        return shorter ? left.Inputs[0]
            .Where(Simple(left.Inputs[1] + right.Inputs[1]), Simple(left.Inputs[2] + right.Inputs[2])) : null;
    }

    private static Expr? Product(Expr node, NonzeroMask support)
    {
        if (node.Op is not Multiply || node.Inputs[0].IsFiniteNumber() || node.Inputs[1].IsFiniteNumber())
        {
            return null;
        }

        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        return (support.Of(a), support.Of(b)) switch
        {
            ({ } m, { } n) => Behind(m == n ? m : m.Where(n, 0), Simple(Bare(a) * Bare(b))),
            ({ } m, null) => Behind(m, Simple(Bare(a) * b)),
            (null, { } n) => Behind(n, Simple(a * Bare(b))),
            _ => null,
        };
    }

    private static Expr? Quotient(Expr node, NonzeroMask support) =>
        node.Op is Divide && !node.Inputs[1].IsFiniteDivisor() && support.Of(node.Inputs[0]) is { } mask
            ? Behind(mask, Simple(Bare(node.Inputs[0]) / node.Inputs[1]))
            : null;

    private static Expr Behind(Expr mask, Expr value) =>
        mask.Op is Where && IsZero(mask.Inputs[1]) && mask.Inputs[2].AsNumber() == 1
        ? mask.Inputs[0].Where(0, value)
        : mask.Where(value, 0);

    // What stands behind a mask that says no less need not be masked once more.
    private static Expr Bare(Expr factor) => Masked(factor)?.Value ?? factor;

    private static (Expr Mask, Expr Value)? Masked(Expr node) => (node.Op is Where, node.Inputs) switch
    {
        (true, [var mask, var x, var zero]) when IsZero(zero) && !IsZero(x) => (mask, x),
        (true, [var mask, var zero, var x]) when IsZero(zero) && !IsZero(x) => (mask.Where(0, 1), x),
        _ => null,
    };

    private static bool IsZero(Expr x) => x.AsNumber() == 0;

    private static Expr Simple(Expr made) => Rewriter.Simplest(made, Identities);
}
