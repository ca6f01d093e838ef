using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Simplifying changes a graph, never its values.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class SimplifyLaws
{
    private static readonly Expr X = Variable("x", [2, 3]);
    private static readonly Expr Y = Variable("y", [2, 3]);
    private static readonly (Expr, Tensor)[] Bindings =
        [(X, Tensor.Of<double>([2, 3], 1, -2, 3, 0.5, 4, -6)), (Y, Tensor.Of<double>([2, 3], 2, 3, -1, 7, 0.25, 5))];

    // For each rule expressions in which it fires, each beside what becomes of it.
    private static readonly ImmutableDictionary<string, (Expr Before, Expr After)[]> Cases =
        new Dictionary<string, (Expr, Expr)[]>
        {
            ["x * 1 = x"] = [(X * 1, X), (1 * X, X)],
            ["x * -1 = -x"] = [(X * -1, -X), (-1 * X, -X)],
            ["x + 0 = x"] = [(X + 0, X), (0 + X, X)],
            ["x - 0 = x"] = [(X - 0, X)],
            ["0 - x = -x"] = [(0 - X, -X)],
            ["x / 1 = x"] = [(X / 1, X)],
            ["-(-x) = x"] = [(-(-X), X)],
            ["a + -b = a - b"] = [(X + -Y, X - Y)],
            ["a - -b = a + b"] = [(X - -Y, X + Y)],
            ["f(numbers) = number, where that is exact"] =
            [((Expr)2 * 3, 6), ((Expr)3 / 8, 0.375), (Ones([2, 3]) + 0.5, Literal(1.5).BroadcastTo([2, 3])),
                (((Expr)9).Sqrt() + ((Expr)0).Exp(), 4), (((Expr)3).Power(5), 243)],
            ["f(repeated numbers) = f(numbers) repeated"] = [(Ones([2, 3]) / 3, ((Expr)1 / 3).BroadcastTo([2, 3])),
            (Ones([2, 3]).Exp(), ((Expr)1).Exp().BroadcastTo([2, 3]))],
            ["view of a repeated scalar"] =
            [(X.Sum().BroadcastTo([2, 3]).Reshape(6), X.Sum().BroadcastTo([6])), (Ones([2, 3]).Permute(1, 0),
            Ones([3, 2])), (Ones([4]).Reshape(2, 2), Ones([2, 2])), (Ones([4]).Slice(0, 1, 2), Ones([2]))],
            ["broadcast of a broadcast"] =
            [(X.BroadcastTo([4, 2, 3]).BroadcastTo([5, 4, 2, 3]), X.BroadcastTo([5, 4, 2, 3]))],
            ["slice of a slice"] =
                [(X.Slice(0, 1, 1).Slice(1, 1, 2), Expr.Apply(new Slice([1, 1], [1, 2], [1, 1]), X))],
            ["reshape of a reshape"] = [(X.Reshape(3, 2).Reshape(6), X.Reshape(6)), (X.Reshape(3, 2).Reshape(2, 3), X)],
            ["transpose of a transpose"] = [(X.Transpose().Transpose(), X),
            (X.Reshape(1, 2, 3).Permute(1, 2, 0).Permute(1, 2, 0), X.Reshape(1, 2, 3).Permute(2, 0, 1))],
            ["where(m, x, x) = x"] = [((Y > 0).Where(X, X), X)],
        }.ToImmutableDictionary();

    public static TheoryData<string> Rules { get; } = [.. Simplify.Rules.Select(rule => rule.Name)];

    public static TheoryData<string> ExactRules { get; } =
        [.. Simplify.Rules.Where(rule => rule.Exact).Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_fires_in_its_cases_and_keeps_type_and_values(string name)
    {
        Assert.True(Cases.ContainsKey(name), $"the rule «{name}» has no case");
        var rule = Simplify.Rules.Single(rule => rule.Name == name);
        foreach (var (before, after) in Cases[name])
        {
            Assert.Contains(Topology.InOrder([before]), node => rule.Apply(node) is not null);
            var simplified = Simplify.Apply([before])[0];
            Assert.Equal(before.Type, simplified.Type);
            Close.Tensors(name, before.Evaluate<double>(Bindings), simplified.Evaluate<double>(Bindings), 1e-15);
            Assert.Same(after, simplified);
            Close.Tensors(name, after.Evaluate<double>(Bindings), simplified.Evaluate<double>(Bindings), 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void No_rule_fires_where_its_pattern_is_broken(string name)
    {
        var rule = Simplify.Rules.Single(rule => rule.Name == name);
        Expr[] others =
        [
            X, X * 2, X + 1, X - 1, 1 - X, X / 2, 1 / X, -X, X + Y, X - Y, -X + Y, -X - Y, X.Exp(),
            X.Reshape(6), X.Transpose(), X.BroadcastTo([4, 2, 3]), X.Reshape(6).BroadcastTo([2, 6]),
            (X > 0).Where(X, Y),
        ];
        Assert.All(others, other => Assert.Null(rule.Apply(other)));
    }

    [Theory]
    [MemberData(nameof(ExactRules))]
    public void A_rule_that_is_called_exact_keeps_the_bits_of_signed_zeros_infinities_and_NaN_too(string name)
    {
        var rule = Simplify.Rules.Single(rule => rule.Name == name);
        foreach (var (before, _) in Cases[name])
        {
            var after = Rewriter.Apply([before], [rule]);
            Assert.NotSame(before, after[0]);
            OddNumbers.SameBits([before], after, X, Y);
        }
    }

    [Law]
    public void Simplifying_keeps_types_and_values(GraphCase graph)
    {
        var simplified = Simplify.Apply(graph.Outputs);
        for (var i = 0; i < simplified.Length; i++)
        {
            Assert.Equal(graph.Outputs[i].Type, simplified[i].Type);
            Close.Tensors("value", graph.Outputs[i].Evaluate<double>(graph.Bindings),
                simplified[i].Evaluate<double>(graph.Bindings), 1e-12);
        }
    }

    [Law]
    public void Simplifying_twice_is_simplifying_once(GraphCase graph)
    {
        var once = Simplify.Apply(graph.Outputs);
        Assert.Equal(once.AsEnumerable(), Simplify.Apply(once));
    }

    [Fact]
    public void What_no_rule_changes_stays_the_same_object()
    {
        var f = (X.Sin() * Y).Sum();
        Assert.Same(f, Simplify.Apply([f])[0]);
    }

    [Fact]
    public void What_is_kept_stays_as_it_was_written()
    {
        var written = X * 1;
        Assert.Same(written.Sin(), Simplify.Apply([written.Sin()], new HashSet<Expr> { written })[0]);
        Assert.Same(X.Sin(), Simplify.Apply([written.Sin()])[0]);
    }

    [Fact]
    public void A_stopped_gradient_is_not_folded_away() =>
        Assert.IsType<StopGradient>(Simplify.Apply([((Expr)2).StopGradient()])[0].Op);
}
