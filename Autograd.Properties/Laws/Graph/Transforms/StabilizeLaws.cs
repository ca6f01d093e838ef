using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Transforms;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// Stable forms have the values of the compositions within their bounds, and are finite where those are not.
/// </summary>
public sealed class StabilizeLaws
{
    private const double UnitOfFloat = 1.0 / (1 << 23);

    // Of the composition, in units of float: 1 − sigmoid(18) has eight good digits.
    private const double ErrorOfDouble = 0.01;

    private static readonly Expr X = Variable("x", [4, 8]);
    private static readonly Expr Y = Variable("y", [4, 8]);
    private static readonly Expr Rows = Tensor.Vector(2, 0);
    private static readonly Expr HandSoftmax = Exp(X) / Exp(X).Sum(1).KeepAxes(X, 1);

    // For each rule the compositions it knows, each beside its stable form.
    private static readonly ImmutableDictionary<string, (Expr Before, Expr After)[]> Cases =
        new Dictionary<string, (Expr, Expr)[]>
        {
            ["log(exp x) = x"] = [(Log(Exp(X)), X), (Log(Exp(X).Transpose()), X.Transpose())],
            ["1 / (1 + exp(-x)) = sigmoid x"] = [(1 / (1 + Exp(-X)), Sigmoid(X)), (1 / (Exp(-X) + 1), Sigmoid(X)),
            (1 / (1 + Exp(X)), Sigmoid(-X)), (Exp(X) / (1 + Exp(X)), Sigmoid(X))],
            ["log(sigmoid x) = -softplus(-x)"] = [(Log(Sigmoid(X)), -Softplus(-X)), (Log(Sigmoid(-X)), -Softplus(X)),
            (Log(1 / (1 + Exp(-X))), -Softplus(-X))],
            ["log(1 - sigmoid x) = -softplus x"] =
            [(Log(1 - Sigmoid(X)), -Softplus(X)), (Log(1 - (1 / (1 + Exp(-X)))), -Softplus(X))],
            ["log(1 + exp x) = softplus x"] =
            [(Log(1 + Exp(X)), Softplus(X)), (Log(Exp(X) + 1), Softplus(X)), (Log1p(Exp(X)), Softplus(X))],
            ["exp x / sum(exp x) = softmax x"] =
        [
            (HandSoftmax, X.Softmax()),
            (Exp(X) / Exp(X).Sum(0).KeepAxes(X, 0), X.Softmax(0)),
            (Exp(X) / Exp(X).Sum(0), X.Softmax(0)),
            (Exp(X) / Exp(X).Sum(), SoftmaxOfAll(X)),
            (Exp(X * 0.5) / Exp(X * 0.5).Sum(1).Reshape(4, 1), (X * 0.5).Softmax()),
        ],
            ["log(softmax x) = log-softmax x"] =
        [
            (Log(X.Softmax()), X.LogSoftmax()),
            (Log(X.Softmax(0)), X.LogSoftmax(0)),
            (Log(HandSoftmax), X.LogSoftmax()),
            (Log(Shifted / Shifted.Sum(1).KeepAxes(X, 1)), Logs),
            (Log(X.Softmax().Slice(1, 2, 3)), X.LogSoftmax().Slice(1, 2, 3)),
            (Log(X.Softmax().Gather(Rows)), X.LogSoftmax().Gather(Rows)),
        ],
            ["log(sum(exp x)) = log-sum-exp x"] = [(Log(Exp(X).Sum(1)), X.LogSumExp(1)),
            (Log(Exp(X).Sum(0)), X.LogSumExp(0)), (Log(Exp(X).Sum()), X.LogSumExp())],
        }.ToImmutableDictionary();

    public static TheoryData<string> Rules { get; } = [.. Stabilize.Rules.Select(rule => rule.Name)];

    // A user's own shift, without StopGradient, is as good.
    private static Expr Shifted => Exp(X - X.Max(1).KeepAxes(X, 1));

    private static Expr Logs => X - X.Max(1).KeepAxes(X, 1) - Log(Shifted.Sum(1)).KeepAxes(X, 1);

    // Rules go from the leaves up, so that it meets a softmax that has been shifted already; it does not count on that.
    [Fact]
    public void The_logarithm_of_a_softmax_by_hand_is_shifted_even_if_the_softmax_was_not() =>
        Assert.Same(X.LogSoftmax(), SoftmaxPattern.LogSoftmax(HandSoftmax));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_fires_in_its_cases_and_gives_the_librarys_own_form(string name)
    {
        Assert.True(Cases.ContainsKey(name), $"the rule «{name}» has no case");
        foreach (var (before, after) in Cases[name])
        {
            var applied = new List<string>();
            var stable = Rewriter.Rewrite(
                [before], node => Rewriter.Simplest(node, [.. Stabilize.Rules], rule => applied.Add(rule.Name)))[0];
            Assert.Contains(name, applied);
            Assert.Same(after, stable);
            Assert.Same(after, Stabilize.Apply(before));
            Assert.Same(after, Stabilize.Apply(after));
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_keeps_its_bound_against_the_composition_over_double(string name)
    {
        foreach (var scale in new[] { 0.01, 1, 4, 9 })
        {
            foreach (var (before, after) in Cases[name]) Within(Bound(name), before, after, X, scale, 50);
        }
    }

    [Fact]
    public void Sums_of_a_thousand_terms_keep_theirs()
    {
        var x = Variable("x", [2, 1000]);
        foreach (var scale in new[] { 0.01, 1, 4, 9 })
        {
            Within(Bound("exp x / sum(exp x) = softmax x"), Exp(x) / Exp(x).Sum(1).KeepAxes(x, 1), x.Softmax(), x,
                scale, 5);
            Within(Bound("log(softmax x) = log-softmax x"), Log(x.Softmax()), x.LogSoftmax(), x, scale, 5);
            Within(Bound("log(sum(exp x)) = log-sum-exp x"), Log(Exp(x).Sum(1)), x.LogSumExp(1), x, scale, 5);
        }
    }

    [Fact]
    public void No_rule_fires_where_its_pattern_is_broken()
    {
        Expr[] others =
        [
            X.Softmax(), X.LogSoftmax(), X.LogSumExp(1), X.Softplus(), Sigmoid(X), 1 - Sigmoid(X), Log(X), Log(1 + X),
            Log(2 + Exp(X)), Log(2 - Sigmoid(X)), 2 / (1 + Exp(X)), Exp(Y) / (1 + Exp(X)),
            Exp(X) / Exp(Y).Sum(1).KeepAxes(X, 1), Exp(X) / Exp(X).Sum(0).BroadcastTo([8, 8]).Slice(0, 0, 4),
            Log(Exp(X) + Exp(Y)), Log(X.Sum(1)), Exp(X) / Exp(X).Max(1).KeepAxes(X, 1),
            Square4(Exp) / Square4(Exp).Sum(1), X.SoftmaxCrossEntropy(Tensor.Vector(0, 1, 2, 3)),
        ];
        Assert.All(others, other => Assert.Same(other, Stabilize.Apply(other)));
    }

    [Fact]
    public void The_cross_entropy_of_a_softmax_becomes_the_softmax_cross_entropy()
    {
        Expr labels = Tensor.Vector(1, 0, 7, 3);
        Assert.Same(X.SoftmaxCrossEntropy(labels), Stabilize.Apply(X.Softmax().CrossEntropy(labels)));
        Assert.Same(X.SoftmaxCrossEntropy(labels), Stabilize.Apply(HandSoftmax.CrossEntropy(labels)));
        Assert.Same(X.SoftmaxCrossEntropy(Y), Stabilize.Apply(X.Softmax().CrossEntropy(Y)));
        Assert.Same(-(Y * X.LogSoftmax()).Sum(1).Mean(), Stabilize.Apply(-(Y * Log(HandSoftmax)).Sum(1).Mean()));
    }

    [Theory]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    public void Gradients_of_stable_forms_are_finite_and_right_at_scores_of_ten_thousand(double score)
    {
        var x = Variable("x");
        void Slope(Expr naive, double slope, bool poisoned = true)
        {
            var stable = Stabilize.Apply(naive);
            Assert.Equal(slope, stable.Gradient(x).Evaluate<double>((x, score)).ToScalar());
            Assert.Equal((float)slope, stable.Gradient(x).Evaluate<float>((x, score)).ToScalar());
            Assert.Equal(poisoned, !double.IsFinite(naive.Gradient(x).Evaluate<double>((x, score)).ToScalar()));
        }

        var up = score > 0;
        Slope(Log(Exp(x)), 1);
        Slope(Log(Sigmoid(x)), up ? 0 : 1, !up);
        Slope(Log(1 - Sigmoid(x)), up ? -1 : 0, up);
        Slope(Log(1 + Exp(x)), up ? 1 : 0, up);
        Slope(1 / (1 + Exp(-x)), 0, !up);
        Slope(-(0.25 * Log(1 / (1 + Exp(-x))) + 0.75 * Log(1 - 1 / (1 + Exp(-x)))), up ? 0.75 : -0.25);
    }

    [Fact]
    public void The_gradient_of_a_hand_written_softmax_loss_is_softmax_minus_targets_at_scores_of_ten_thousand()
    {
        var x = Variable("x", [2, 3]);
        (Expr, Tensor)[] at = [(x, Tensor.Of<double>([2, 3], 1e4, 0, -1e4, -1e4, -1e4, 1e4))];
        Expr t = Tensor.Of<double>([2, 3], 0, 0, 1, 0, 1, 0);
        var naive = -(t * Log(Exp(x) / Exp(x).Sum(1).KeepAxes(x, 1))).Sum() / 2;
        Assert.Contains(naive.Gradient(x).Evaluate<double>(at).Elements, g => !double.IsFinite(g));
        var stable = Stabilize.Apply(naive);
        Assert.Equal(2e4, stable.Evaluate<double>(at).ToScalar());
        Assert.Equal(Tensor.Of<double>([2, 3], 0.5, 0, -0.5, 0, -0.5, 0.5), stable.Gradient(x).Evaluate<double>(at));
        var twice = Exp(x) / Exp(x).Sum(1).KeepAxes(x, 1);
        Assert.All(
            Stabilize.Apply(Square(twice).Sum()).Gradient(x).Evaluate<double>(at).Elements, g => Assert.Equal(0.0, g));
    }

    [Fact]
    public void A_plan_takes_the_stable_forms_only_when_told_to()
    {
        (Expr, Tensor)[] at = [(X, Tensor.Generate([4, 8], i => 1e4 * (i % 3)))];
        ImmutableArray<Expr> naive = [Log(HandSoftmax), Log(Exp(X).Sum(1))];
        Runs.Agree(naive, at);
        ImmutableArray<Expr> stable = [X.LogSoftmax(), X.LogSumExp(1)];
        Bits.AssertSame(
            Runs.Reference<float>(stable, at), Runs.Execution<float>(naive, at, new() { Stable = true }).Run(2));
        Bits.AssertSame(Runs.Reference<float>(stable, at),
            Runs.Execution<float>(naive, at, new() { Stable = true, Rewrite = false }).Run(2));
    }

    private static double Bound(string name) => Stabilize.Rules.Single(rule => rule.Name == name).Bound!.Value;

    private static void Within(double bound, Expr before, Expr after, Expr x, double scale, int samples)
    {
        for (var seed = 0; seed < samples; seed++)
        {
            // The same numbers over both, so that only the forms differ.
            var sample = (Tensor<double>)Samples.Tensor(x.Shape, seed);
            var value = Tensor.Generate(x.Shape, i => (double)(float)(scale * sample.Elements[i]));
            var (exact, actual) =
                (before.Evaluate<double>((x, value)).Elements, after.Evaluate<float>((x, value)).Elements);
            for (var i = 0; i < exact.Length; i++)
            {
                var units = Math.Abs(actual[i] - exact[i]) / (UnitOfFloat * (1 + Math.Abs(exact[i])));
                Assert.True(units <= bound + ErrorOfDouble,
                    $"{before} at scale {scale}: {actual[i]:R} is {units:F2} units from {exact[i]:R}");
            }
        }
    }

    private static Expr SoftmaxOfAll(Expr x) => All(Exp(x - x.Max().StopGradient().Reshape(1, 1)));

    private static Expr All(Expr powers) => powers / powers.Sum().Reshape(1, 1);

    // Square, so that a sum along the inner axis broadcasts too, along the wrong one.
    private static Expr Square4(Func<Expr, Expr> f) => f(X.Slice(1, 0, 4));
}
