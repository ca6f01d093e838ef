using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Checking;

/// <summary>The checker accepts what is right, decides nothing at kinks, and finds and names what is wrong.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 30)]
public sealed class GradientCheckLaws
{
    private static readonly Tensor<double> Point = Tensor.Of<double>([2, 3], 0.3, -1.2, 2, 0.7, -0.4, 1.6);

    public static TheoryData<string> WrongSlopes => [.. Slopes.Keys];

    public static TheoryData<string> WrongCentrings => [.. Centrings.Keys];

    private static Dictionary<string, (Func<Expr, Expr, Expr> Rule, string Named)> Slopes { get; } = new()
    {
        ["sign"] = ((x, _) => -1 / (1 + x.Abs()).Square(), "Vjp for input 0"),
        ["factor"] = ((x, _) => 1.0001 / (1 + x.Abs()).Square(), "Vjp for input 0"),
        ["of the value"] = ((_, y) => 1 - y, "Vjp for input 0"),
        ["on one side"] = ((x, _) => (x > 0).Where(1 / (1 + x).Square(), 1), "Vjp for input 0"),
        ["right once, constant when derived again"] =
            ((x, _) => 1 / (1 + x.StopGradient().Abs()).Square(), "the derivative of its Vjp for input 0 by input 0"),
    };

    private static Dictionary<string, (Centred Op, string Named)> Centrings { get; } = new()
    {
        ["no mean going back"] = (new(g => g, Centred.Project), "Vjp for input 0"),
        ["no mean going forward"] = (new(Centred.Project, t => t), "Jvp for input 0"),
        ["along the wrong axis"] = (new(g => g - g.Mean(0).KeepAxes(g, 0), Centred.Project), "Vjp for input 0"),
        ["nothing going forward"] = (new(Centred.Project, t => 0 * t), "Jvp for input 0"),
    };

    [Law]
    public Property The_gradients_of_random_graphs_agree(GraphCase graph) =>
        Gradients.Agree(x => graph.Loss.Substitute([.. graph.Variables.Zip(x.Items)]),
            new Leaves([.. graph.Values.Select(value => Literal(value))]));

    [Theory]
    [MemberData(nameof(WrongSlopes))]
    public void A_wrong_elementwise_rule_is_found_and_named_at_a_single_number(string what)
    {
        var (rule, named) = Slopes[what];
        var report = Gradients.Check(
            x => Expr.Apply(new Softsign(rule), x.Sin() * 2).Square().Sum() + x.Exp().Sum(), Literal(Point));
        Assert.True(report.Differs);
        Assert.Equal(("Softsign", named), (report.Culprit!.Op, report.Culprit.Rule));
        Assert.Equal("Softsign(x)", report.Culprit.Expression.ToString());
        Assert.Equal(1, report.Culprit.Point[0].Value.Shape.Size);
        Assert.NotEqual(report.Culprit.Analytic, report.Culprit.Numerical);
    }

    [Theory]
    [MemberData(nameof(WrongCentrings))]
    public void A_wrong_rule_of_rows_is_found_and_named_for_its_mode(string what)
    {
        var (op, named) = Centrings[what];
        var report = Gradients.Check(x => (Expr.Apply(op, x) * x.Cos()).Sum(), Literal(Point));
        Assert.Equal(("Centred", named), (report.Culprit!.Op, report.Culprit.Rule));
        Assert.Throws<GradientException>(report.OrThrow);
    }

    [Fact]
    public void The_right_rules_of_a_users_ops_agree()
    {
        var right = new Softsign((x, _) => 1 / (1 + x.Abs()).Square());
        var centred = new Centred(Centred.Project, Centred.Project);
        Assert.True(Gradients.Check(
            x => (Expr.Apply(right, Expr.Apply(centred, x)) * x.Cos()).Sum(), Literal(Point)).OrThrow().Agrees);
    }

    [Fact]
    public void A_loss_that_takes_its_cotangent_for_1_is_found_though_its_gradient_is_right()
    {
        // The book's softmax layer does so (section 5.6.3), and its gradient check, in which the cotangent is 1, cannot
        // see it.
        var report = Gradients.Check((Expr x) => Expr.Apply(new LastLayer([0, 1]), x), Literal(Point));
        Assert.All(report.Parameters.SelectMany(parameter => parameter.Coordinates),
            coordinate => Assert.Equal(Verdict.Agrees, coordinate.Verdict));
        Assert.Equal(("LastLayer", "Vjp for input 0"), (report.Culprit!.Op, report.Culprit.Rule));
    }

    [Fact]
    public void A_wrong_rule_in_a_network_is_named_with_the_parameter_that_it_spoils()
    {
        var (x, labels) = (Literal(Samples.Tensor([5, 4])), Literal(Tensor.Vector(0, 2, 1, 1, 0)));
        var wrong = new Softsign((_, y) => 1 - y);
        var net = SmallNet.Create(4, 6, 3);
        var report = Gradients.Check(p => Expr.Apply(wrong, x.Dot(p.Hidden.Weight) + p.Hidden.Bias)
            .Dot(p.Output.Weight).SoftmaxCrossEntropy(labels), net);
        Assert.Equal("Softsign", report.Culprit!.Op);
        Assert.Contains(report.Parameters.Single(parameter => parameter.Path == "Hidden.Weight").Coordinates,
            coordinate => coordinate.Verdict == Verdict.Differs);
        Assert.All(report.Parameters.Single(parameter => parameter.Path == "Output.Weight").Coordinates,
            coordinate => Assert.Equal(Verdict.Agrees, coordinate.Verdict));
        Assert.True(Gradients.Check(p => SmallNet.Loss(p, x, labels), net).Agrees);
    }

    [Fact]
    public void A_large_network_is_compared_in_some_coordinates_of_each_leaf_and_where_the_gradient_is_largest()
    {
        var (x, labels) = (Literal(Samples.Tensor([8, 30])), Literal(Tensor.Generate([8], i => i % 5)));
        var report = Gradients.Check(p => SmallNet.Loss(p, x, labels), SmallNet.Create(30, 20, 5));
        Assert.True(report.Agrees);
        var hidden = report.Parameters[0].Coordinates;
        Assert.InRange(hidden.Length, 5, 9);
        Assert.Equal(20, report.Parameters[1].Coordinates.Length + 12, 8.0);
    }

    [Fact]
    public void On_a_kink_nothing_is_decided_and_close_to_one_the_steps_are_shorter()
    {
        foreach (var f in new Func<Expr, Expr>[] {
            x => x.Relu(), x => x.Abs(), x => x.Maximum(0), x => (x > 0).Where(x, -x), x => x.Sign() * x })
        {
            Assert.False(Gradients.Check(f, Parameter(0)).IsConclusive);
            Assert.False(Gradients.Check(f, Parameter(0)).Differs);
            Assert.True(Gradients.Check(f, Parameter(1e-4)).OrThrow().Agrees);
        }

        var mixed = Gradients.Check((Expr x) => x.Relu().Sum(), Literal(new[] { 0.0, 1, -1 }));
        Assert.True(mixed.Agrees);
        Assert.Equal(2, mixed.Parameters[0].Decided.Count());
        Assert.False(Gradients.Check((Expr x) => x.Max(), Literal(new[] { 1.0, 1 })).IsConclusive);
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(1.0)]
    [InlineData(300.0)]
    [InlineData(1e5)]
    public void Numbers_of_every_size_agree(double x)
    {
        foreach (var f in new Func<Expr, Expr>[] {
            Log, Sqrt, Sin, Square, y => 1 / y, y => y.Power(1.5), y => y.Log1p() * 1e-6, y => 1e6 * y.Cos() })
        {
            var report = Gradients.Check(f, Parameter(x));
            Assert.True(report.Agrees, $"{f(Variable("x"))} at {x}: {report}");
        }
    }

    [Fact]
    public void What_counts_as_constant_is_held_while_the_rest_moves()
    {
        Assert.True(Gradients.Check((Expr x) => (x.StopGradient() * x).Sum(), Literal(Point)).OrThrow().Agrees);
        Assert.True(Gradients.Check(
            (Expr x) => (x * (x.StopGradient() * 2).Exp().StopGradient()).Sum(), Literal(Point)).OrThrow().Agrees);
        Assert.True(Gradients.Check(
            Checkpoint(x => (x.Softplus() * x.StopGradient()).LogSumExp()), Literal(Point)).OrThrow().Agrees);
    }

    [Fact]
    public void Indices_in_a_record_stay_and_empty_leaves_have_nothing_to_compare()
    {
        var record = new Pair<Expr, Expr>(Literal(Point), Literal(Tensor.Vector(2, 0)));
        Assert.Equal(["First"], Gradients.Check(p => p.First.SoftmaxCrossEntropy(p.Second), record)
            .OrThrow().Parameters.Select(parameter => parameter.Path));
        Assert.False(Gradients.Check((Expr x) => x.Sum(), Literal(Tensor.Of<double>([0]))).IsConclusive);
    }

    [Fact]
    public void What_has_no_value_is_refused_by_name()
    {
        var (w, record) = (Variable("weight"), new Pair<Expr, Expr>(Parameter(1), Variable("open")));
        Assert.Contains("weight", Assert.Throws<ArgumentException>(
            () => Gradients.Check(x => x * w, Parameter(1))).Message, StringComparison.Ordinal);
        Assert.Contains("Second", Assert.Throws<ArgumentException>(
            () => Gradients.Check(p => p.First, record)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_fails_with_the_report_and_a_kink_is_not_a_test()
    {
        var wrong = new Softsign((_, y) => 1 - y);
        var outcome = Assert.ThrowsAny<Exception>(() =>
            Check.QuickThrowOnFailure(Gradients.Agree((Expr x) => Expr.Apply(wrong, x).Sum(), Literal(Point))));
        Assert.Contains("Softsign: Vjp for input 0 gives", outcome.Message, StringComparison.Ordinal);
        Check.QuickThrowOnFailure(
            Prop.ForAll(Generators.Records.Like(SmallNet.Create(2, 3, 2)), net => Gradients.Agree(
            p => SmallNet.Loss(p, Literal(Samples.Tensor([3, 2])), Literal(Tensor.Vector(0, 1, 1))), net,
            new CheckOptions { Directions = 1, SecondDerivatives = false })));
        var exhausted = Assert.ThrowsAny<Exception>(
            () => Check.QuickThrowOnFailure(Gradients.Agree((Expr x) => x.Relu(), Parameter(0))));
        Assert.Contains("exhausted", exhausted.Message, StringComparison.OrdinalIgnoreCase);
    }
}
