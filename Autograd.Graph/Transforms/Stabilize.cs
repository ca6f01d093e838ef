using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms;

/// <summary>
/// Recognises compositions that overflow or lose their digits, and gives the stable forms of the same functions.
/// </summary>
/// <remarks>
/// Over the real numbers nothing changes. In floating point the new form has the error that its rule states, where the
/// old one may be NaN, an infinity or 0. Apply it to a loss before <c>Gradient</c>: the gradient of the stable form is
/// stable too.
/// </remarks>
/// <example><code>
/// var loss = -(t * Log(Exp(x) / Exp(x).Sum(-1).KeepAxes(x, -1))).Sum();
/// Stabilize.Apply(loss)   // -(t * x.LogSoftmax()).Sum()
/// </code></example>
public static class Stabilize
{
    // Of sums of up to a thousand terms: see the error bounds of the elementary functions in docs/engine.md.
    private const double OfSums = 16;
    private const double OfFunctions = 4;

    /// <summary>All rules, in the order in which they are tried; each states its <see cref="Rule.Bound"/>.</summary>
    public static ImmutableArray<Rule> Rules { get; } =
    [
        new("log(exp x) = x", node => OfLog(node, u => u.Op is Exp ? u.Inputs[0] : null), Exact: false) { Bound = 0 },
        new("1 / (1 + exp(-x)) = sigmoid x", HandSigmoid, Exact: false) { Bound = OfFunctions },
        new("log(sigmoid x) = -softplus(-x)", node => OfLog(node,
            u => u.Op is Sigmoid ? -Negated(u.Inputs[0]).Softplus() : null), Exact: false) { Bound = OfFunctions },
        new("log(1 - sigmoid x) = -softplus x", node =>
            OfLog(node, u => OneMinusSigmoid(u) is { } x ? -x.Softplus() : null), Exact: false) { Bound = OfFunctions },
        new("log(1 + exp x) = softplus x", HandSoftplus, Exact: false) { Bound = OfFunctions },
        new("exp x / sum(exp x) = softmax x", node => SoftmaxPattern.Softmax(node), Exact: false) { Bound = OfSums },
        new("log(softmax x) = log-softmax x", node => OfLog(node, SoftmaxPattern.LogSoftmax), Exact: false) {
            Bound = OfSums },
        new("log(sum(exp x)) = log-sum-exp x", node => OfLog(node, SoftmaxPattern.LogSumExp), Exact: false) {
            Bound = OfSums },
    ];

    /// <summary>The graphs with the rules applied.</summary>
    /// <param name="roots">The graphs.</param>
    public static ImmutableArray<Expr> Apply(ImmutableArray<Expr> roots) => Rewriter.Apply(roots, Rules);

    /// <summary>The graph with the rules applied.</summary>
    /// <param name="expression">The graph.</param>
    public static Expr Apply(Expr expression) => Apply([expression])[0];

    // The logarithm of a view of a composition is a view of the composition's logarithm, as in softmax(x)[0].Log().
    private static Expr? OfLog(Expr node, Func<Expr, Expr?> rule)
    {
        if (node.Op is not Log) return null;
        var views = new Stack<Expr>();
        var inside = node.Inputs[0];
        for (; inside.Op is ViewOp or Gather; inside = inside.Inputs[0]) views.Push(inside);
        if (rule(inside) is not { } log) return null;
        foreach (var view in views) log = Expr.Apply(view.Op, [log, .. view.Inputs.AsSpan()[1..]]);
        return log;
    }

    private static Expr Negated(Expr x) => x.Op is Negate ? x.Inputs[0] : -x;

    private static Expr? OneMinusSigmoid(Expr u) =>
        u.Op is Subtract && u.Inputs[0].AsNumber() == 1 && u.Inputs[1].Op is Sigmoid ? u.Inputs[1].Inputs[0] : null;

    private static Expr? HandSoftplus(Expr node) =>
        node.Op is Log1p && node.Inputs[0].Op is Exp ? node.Inputs[0].Inputs[0].Softplus()
            : OfLog(node, u => OnePlusExp(u)?.Softplus());

    private static Expr? HandSigmoid(Expr node)
    {
        if (node.Op is not Divide || OnePlusExp(node.Inputs[1]) is not { } x) return null;
        return node.Inputs[0].AsNumber() == 1 ? Negated(x).Sigmoid()
            : node.Inputs[0].Op is Exp && node.Inputs[0].Inputs[0] == x ? x.Sigmoid()
            : null;
    }

    private static Expr? OnePlusExp(Expr u) => u.Op is not Add ? null
        : u.Inputs[0].AsNumber() == 1 && u.Inputs[1].Op is Exp ? u.Inputs[1].Inputs[0]
        : u.Inputs[1].AsNumber() == 1 && u.Inputs[0].Op is Exp ? u.Inputs[0].Inputs[0]
        : null;
}
