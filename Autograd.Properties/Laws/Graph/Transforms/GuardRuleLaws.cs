using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>A choice moved behind a product changes nothing but NaN, and the sign of a zero.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class GuardRuleLaws
{
    private static readonly Expr X = Variable("x", [3, 5]);
    private static readonly Expr Y = Variable("y", [3, 5]);
    private static readonly Expr M = X > 0;
    private static readonly Expr N = Y > X;

    private static readonly ImmutableDictionary<string, (Expr Before, Expr After)[]> Cases =
        new Dictionary<string, (Expr, Expr)[]>
        {
            ["where(m, where(n, x, 0), 0) = where(m and n, x, 0)"] =
        [
            (M.Where(N.Where(X, 0), 0), M.Where(N, 0).Where(X, 0)),
            (M.Where(0, N.Where(X, 0)), M.Where(0, 1).Where(N, 0).Where(X, 0)),
            (Y.Where(X.Where(Y, 0), 0), Y.Where(X, 0).Where(Y, 0)),
        ],
            ["where(m, a, b) + where(m, c, d) = where(m, a + c, b + d)"] =
        [
            (M.Where(X, 0) + M.Where(Y, 0), M.Where(X + Y, 0)),
            (M.Where(X, 0) + M.Where(0, Y), M.Where(X, Y)),
            (M.Where(0, X) + M.Where(0, Y), M.Where(0, X + Y)),
            (M.Where(0, X) + M.Where(Y, X), M.Where(Y, X + X)),
            (M.Where(Y, X) + M.Where(0, Y), M.Where(Y, X + Y)),
            (M.Where(X, 0) + M.Where(X, Y), M.Where(X + X, Y)),
        ],
            ["where(m, x, 0) * y = where(m, x * y, 0)"] =
        [
            (M.Where(X, 0) * Y, M.Where(X * Y, 0)),
            (Y * M.Where(X, 0), M.Where(Y * X, 0)),
            (M.Where(0, X) * Y, M.Where(0, X * Y)),
            (M.Where(1, 0) * Y, M.Where(Y, 0)),
            (M.Where(X, 0) * 1e300, M.Where(X * 1e300, 0)),
            (M.Where(X, 0) * M.Where(Y, 0), M.Where(X * Y, 0)),
            (M.Where(X, 0) * N.Where(Y, 0), M.Where(N, 0).Where(X * Y, 0)),
            (-M.Where(X, 0) * Y, M.Where(-M.Where(X, 0) * Y, 0)),
            ((2 * M.Where(X, 0) / 3) * Y, M.Where((2 * M.Where(X, 0) / 3) * Y, 0)),
            ((M.Where(X, 0) + N.Where(Y, 0)) * Y, M.Where(1, N).Where((M.Where(X, 0) + N.Where(Y, 0)) * Y, 0)),
            (M.Where(N.Where(X, 0), Y) * Y, M.Where(N, 1).Where(M.Where(N.Where(X, 0), Y) * Y, 0)),
        ],
            ["where(m, x, 0) / y = where(m, x / y, 0)"] =
        [
            (M.Where(X, 0) / Y, M.Where(X / Y, 0)),
            (M.Where(0, X) / Y, M.Where(0, X / Y)),
            (M.Where(X, 0) / 0, M.Where(X / 0, 0)),
            (M.Where(X, 0) / 1e-300, M.Where(X / 1e-300, 0)),
        ],
        }.ToImmutableDictionary();

    public static TheoryData<string> Rules { get; } =
        [.. GradientRules.Guards(new NonzeroMask()).Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_fires_in_its_cases(string name)
    {
        Assert.True(Cases.ContainsKey(name), $"the rule «{name}» has no case");
        foreach (var (before, after) in Cases[name]) Assert.Same(after, Named(name).Apply(before));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Only_NaN_and_the_sign_of_zero_change(string name)
    {
        foreach (var (before, _) in Cases[name])
        {
            var after = Rewriter.Apply([before], [Named(name)])[0];
            if (Named(name).Exact) OddNumbers.SameBits([before], [after], X, Y);
            foreach (var bindings in OddNumbers.Pairs(X, Y))
            {
                var (was, now) = (before.Evaluate<double>(bindings), after.Evaluate<double>(bindings));
                for (var i = 0; i < was.Elements.Length; i++)
                {
                    Assert.True(
                        double.IsNaN(was.Elements[i])
                        ? double.IsNaN(now.Elements[i]) || now.Elements[i] == 0
                        : was.Elements[i] == now.Elements[i],
                        $"{before} at {i}: {was.Elements[i]} became {now.Elements[i]}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void No_rule_fires_where_its_pattern_is_broken(string name)
    {
        Expr[] others =
        [
            X * Y, X / Y, M.Where(X, Y), M.Where(X, 0), M.Where(X, 0) * 2, 3 * M.Where(X, 0), M.Where(X, 0) / 2,
            Y / M.Where(X, 0), X + M.Where(X, 0), M.Where(X, 1) * Y,
            M.Where(X, 0) + N.Where(Y, 0), M.Where(X, Y) + M.Where(Y, X), M.Where(X, N.Where(X, 0)),
            (M.Where(X, 0) + Y) * X, M.Where(X, 0).Exp() * X, M.Where(X, 0).Dot(Y.Transpose()),
        ];
        Assert.All(others, other => Assert.Null(Named(name).Apply(other)));
    }

    [Law]
    public void Guards_keep_the_values_of_random_graphs_and_of_their_gradients(GraphCase graph)
    {
        ImmutableArray<Expr> before = [.. graph.Outputs, .. graph.Loss.Gradient(graph.Variables.AsSpan())];
        var after = Rewriter.Apply(before, GradientRules.Guards(new NonzeroMask()));
        for (var i = 0; i < before.Length; i++)
        {
            var (was, now) = (before[i].Evaluate<double>(graph.Bindings).Elements,
                after[i].Evaluate<double>(graph.Bindings).Elements);
            for (var k = 0; k < was.Length; k++) Assert.Equal(was[k], now[k], 0.0);
        }
    }

    [Fact]
    public void A_mask_follows_its_zeros_through_all_that_moves_and_adds_them()
    {
        var zeros = M.Where(X, 0);
        Expr indices = Tensor.Vector(2, 0, 0);
        Expr[] moved =
        [
            -zeros, zeros.Transpose(), zeros.Reshape(15), zeros.BroadcastTo([2, 3, 5]), zeros.Slice(1, 1, 2, 2),
            zeros.Pad(0, 1, 1), zeros.Sum(0), zeros.Sum(), zeros.Gather(indices),
            Expr.Apply(new ScatterAdd(0, 4), zeros, indices), new[] { zeros, 2 * zeros }.Concatenate(1),
            zeros.Sum(1).KeepAxes(zeros, 1).BroadcastTo([3, 5]) + zeros, N.Where(zeros, 0) - zeros,
        ];
        foreach (var node in moved)
        {
            var (mask, everOff) = (new NonzeroMask().Of(node)!.BroadcastTo(node.Shape), false);
            foreach (var bindings in OddNumbers.Pairs(X, Y))
            {
                var (value, off) = (node.Evaluate<double>(bindings),
                    mask.Evaluate<double>(bindings).Elements.Select(m => m == 0).ToArray());
                Assert.All(value.Elements.Where((_, i) => off[i]), zero => Assert.Equal(0.0, zero, 0.0));
                everOff |= off.Contains(true);
            }

            Assert.True(everOff, $"{node}");
        }
    }

    private static Rule Named(string name) => GradientRules.Guards(new NonzeroMask()).Single(rule => rule.Name == name);
}
