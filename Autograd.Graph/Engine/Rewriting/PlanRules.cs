using System.Collections.Immutable;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;

namespace Autograd.Graph.Engine.Rewriting;

/// <summary>The rewrites a plan may use: those that keep every bit of every value. Literals are folded by <see cref="ConstantFolding{T}"/>.</summary>
internal static class PlanRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new("stop-gradient is the identity", node => node.Op is StopGradient ? node.Inputs[0] : null),
        new("a constant waits for nothing, and nothing waits for one", node => node.Op is After && node.Inputs.Any(IsConstant) ? node.Inputs[0] : null),
        new("x + 0 = x where x is never -0", WithoutZero),
        .. Simplify.Rules.Where(rule => rule.Exact),
    ];

    // −0 + 0 is 0, so it takes an x that no rounding makes a −0.
    private static Expr? WithoutZero(Expr node)
    {
        if (node.Op is not Add) return null;
        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        return b.AsNumber() == 0 && IsNeverNegativeZero(a) ? a : a.AsNumber() == 0 && IsNeverNegativeZero(b) ? b : null;
    }

    private static bool IsConstant(Expr x) => x.Op is Literal || x.AsNumber() is not null;

    private static bool IsNeverNegativeZero(Expr x) => x.Op is Sum or Square or Exp or Abs or Relu or Sigmoid or Greater or GreaterOrEqual or Equal or OneHot;
}
