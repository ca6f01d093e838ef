using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Graph.Engine.Rewriting;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Engine.Rewriting;

/// <summary>Each rule of a plan keeps every bit of every number, and <c>Explain</c> tells of it.</summary>
public sealed class PlanRuleLaws
{
    private static readonly Expr X = Variable("x", [3, 5]);
    private static readonly Expr Y = Variable("y", [3, 5]);

    // The identities that plans share with gradients have their cases in SimplifyLaws too; here each is met in a plan.
    private static readonly ImmutableDictionary<string, Expr> Cases = new Dictionary<string, Expr>
    {
        ["stop-gradient is the identity"] = X.StopGradient() + Y,
        ["x + 0 = x where x is never -0"] =
            (X.Square() + 0) * (0 + (Y - X).Abs()) + ((X * Y).Sum(0) + -0.0) + (X.Exp() + 0),
        ["a constant waits for nothing, and nothing waits for one"] =
            (Expr.Apply(new OptimizationBarrier(), Literal(2), X) * Y)
                + Expr.Apply(new OptimizationBarrier(), X, Literal(1)),
        ["x * 1 = x"] = X * 1 - Y,
        ["x * -1 = -x"] = -1 * X - Y,
        ["x - 0 = x"] = Y * (X - 0),
        ["x / 1 = x"] = Y * (X / 1),
        ["-(-x) = x"] = -(-X),
        ["a + -b = a - b"] = X + -Y,
        ["a - -b = a + b"] = X - -Y,
        ["view of a repeated scalar"] =
            (X.Reshape(5, 3) + Ones([3, 5]).Transpose()) * Y.Sum().BroadcastTo([3, 5]).Reshape(5, 3),
        ["f(repeated numbers) = f(numbers) repeated"] = X * (Ones([3, 5]) / 3).Exp(),
        ["a scalar tensor is its number"] = X * Parameter(0.1) - (Y + Literal((Tensor)0.1f)) * Parameter(1),
        ["broadcast of a broadcast"] = X.Sum(0).BroadcastTo([3, 5]).BroadcastTo([2, 3, 5]) * Y,
        ["slice of a slice"] = X.Slice(0, 1, 2).Slice(0, 1, 1) + 1,
        ["reshape of a reshape"] = X.Reshape(15).Reshape(5, 3) + 1,
        ["transpose of a transpose"] = X.Transpose().Transpose() + Y,
        ["largest of relu(x) = relu of the largest of x"] = X.Reshape(1, 1, 3, 5).Relu().MaxPool(2, 1, 1) * 2,
        ["where(x > 0, cotangents to the largest of relu(x), 0) = cotangents to the largest of x, where that is > 0"] =
            X.Reshape(1, 1, 3, 5).Relu().MaxPool(2, 1).Vjp(Y.Slice(0, 0, 2).Slice(1, 0, 4).Reshape(1, 1, 2, 4), X),
        ["where(m, x, x) = x"] = (X > Y).Where(X, X),
    }.ToImmutableDictionary();

    public static TheoryData<string> Rules { get; } = [.. PlanRules.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_fires_in_a_plan_keeps_its_bits_and_is_told_of(string name)
    {
        Assert.True(Cases.ContainsKey(name), $"the rule «{name}» has no case");
        var rule = PlanRules.All.Single(rule => rule.Name == name);
        Assert.True(rule.Exact);
        OddNumbers.SameBits([Cases[name]], Rewriter.Apply([Cases[name]], [rule]), X, Y);
        foreach (var bindings in OddNumbers.Pairs(X, Y)) Runs.Agree([Cases[name]], bindings);
        Assert.Contains($" × {name}\n", Explained([Cases[name]]), StringComparison.Ordinal);
    }

    [Fact]
    public void Zero_is_left_out_only_beside_what_is_never_negative_zero()
    {
        var rule = PlanRules.All.Single(rule => rule.Name == "x + 0 = x where x is never -0");
        Expr[] never = [X.Sum(0), X.Square(), X.Exp(), X.Abs(), X.Relu(), X.Sigmoid(), X > Y, X >= Y, X.EqualTo(Y),
            Literal(Tensor.Vector(2, 0)).OneHot(5)];
        foreach (var x in never)
        {
            Assert.Same(x, rule.Apply(x + 0));
            Assert.Same(x, rule.Apply(-0.0 + x));
            OddNumbers.SameBits([x + 0, -0.0 + x], [x, x], X, Y);
        }

        foreach (var x in new[] { X, X * Y, X.Sin(), -X, X.Sign(), X.Dot(Y.Transpose()), X.Max(0) })
        {
            Assert.Null(rule.Apply(x + 0));
        }
    }

    [Fact]
    public void Explain_counts_the_rules_and_the_nodes_before_and_after()
    {
        // x, −x, −(−x), 1, 1 broadcast, the product, y, y² and the sum: of these x, y, y² and the sum are left.
        var text = Explained([-(-X) * 1 + Y.Square()]);
        Assert.StartsWith("      rewritten from 9 nodes to 4\n       1 × -(-x) = x\n       1 × x * 1 = x\n   0  ",
            text, StringComparison.Ordinal);
        Assert.Contains("       3 × -(-x) = x\n", Explained([-(-X), -(-Y), -(-(X * Y))]), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_says_nothing_of_rewriting_where_there_was_none()
    {
        Assert.StartsWith("   0  ", Explained([X + Y]), StringComparison.Ordinal);
        Assert.StartsWith("   0  ", Explained([-(-X)], new() { Rewrite = false }), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_tells_of_stable_forms() =>
        Assert.Contains("1 × log(sigmoid x) = -softplus(-x)\n",
            Explained([X.Sigmoid().Log() + Y], new() { Stable = true }), StringComparison.Ordinal);

    private static string Explained(ImmutableArray<Expr> outputs, PlanOptions? options = null) =>
        Plan<float>.Make([X, Y], outputs, options).Explain().ReplaceLineEndings("\n");
}
