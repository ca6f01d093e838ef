using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>The composed functions against their defining equations, as plain loops.</summary>
[Laws(Arbitrary = [typeof(Arbitraries), typeof(RowArbitraries)], MaxTest = 40)]
public sealed class DerivedFunctionLaws
{
    [Law]
    public void Softmax_is_a_distribution_along_its_axis(ClassifierRows rows) => EachAxis(rows, (x, axis) =>
    {
        var softmax = x.Softmax(axis).Evaluate<double>();
        Assert.All(softmax.Elements, p => Assert.InRange(p, 0, 1));
        Assert.All(
            Naive.Along(softmax, [axis], along => along.Sum()).Elements, sum => Close.Numbers("sum", 1, sum, 1e-14));
    });

    [Law]
    public void Softmax_is_the_exponential_over_the_sum_of_exponentials(
        ClassifierRows rows) => EachAxis(rows, (x, axis) =>
    {
        var e = Naive.Of(rows.Scores.Shape, index => Math.Exp(rows.Scores[index]));
        var sums = Naive.Along(e, [axis], along => along.Sum());
        var expected = Naive.Of(e.Shape, index => e[index] / sums[index[1 - axis]]);
        Close.Tensors("softmax", expected, x.Softmax(axis).Evaluate<double>(), 1e-13, 0);
    });

    [Law]
    public void Softmax_does_not_change_when_all_scores_are_shifted(
        ClassifierRows rows, int shift) => EachAxis(rows, (x, axis) =>
        Close.Tensors("softmax", x.Softmax(axis).Evaluate<double>(),
            (x + (double)shift).Softmax(axis).Evaluate<double>(), 1e-11, 0));

    [Law]
    public void Log_softmax_is_the_logarithm_of_softmax(ClassifierRows rows) => EachAxis(rows, (x, axis) =>
        Close.Tensors(
            "log-softmax", x.Softmax(axis).Log().Evaluate<double>(), x.LogSoftmax(axis).Evaluate<double>(), 1e-13));

    [Law]
    public void Log_sum_exp_is_the_logarithm_of_the_sum_of_exponentials_and_its_gradient_is_softmax(
        ClassifierRows rows) =>
        EachAxis(rows, (x, axis) =>
    {
        Close.Tensors("value", Naive.Along(rows.Scores, [axis], along => Math.Log(along.Sum(Math.Exp))),
            x.LogSumExp(axis).Evaluate<double>(), 1e-13);
        Close.Tensors("gradient", x.Softmax(axis).Evaluate<double>(),
            x.LogSumExp(axis).Sum().Gradient(x).Evaluate<double>(), 1e-13);
    });

    [Law]
    public void The_gradient_of_softmax_sees_the_incoming_gradient(ClassifierRows rows) => EachAxis(rows, (x, axis) =>
    {
        // J'u = p (u - sum(p u)): a rule that ignores u cannot pass.
        var (u, p) =
            (Directions.Random(rows.Scores.Shape, rows.Labels.Elements[0]), x.Softmax(axis).Evaluate<double>());
        var inner = Naive.Along(Naive.Of(p.Shape, index => p[index] * u[index]), [axis], along => along.Sum());
        var expected = Naive.Of(p.Shape, index => p[index] * (u[index] - inner[index[1 - axis]]));
        Close.Tensors("Jᵀu", expected, x.Softmax(axis).Vjp(u, x).Evaluate<double>(), 1e-13);
    });

    [Law]
    public void Cross_entropy_with_labels_is_that_with_one_hot_rows_and_the_written_sum(ClassifierRows rows)
    {
        var (x, oneHot, p) = ((Expr)rows.Scores, rows.OneHot, ((Expr)rows.Scores).Softmax().Evaluate<double>());
        var expected = -Naive.Indices(p.Shape).Sum(i => oneHot[i] * Math.Log(p[i])) / p.Shape[0];
        foreach (var t in new Expr[] { rows.Labels, oneHot })
        {
            Close.Numbers("from scores", expected, x.SoftmaxCrossEntropy(t).Evaluate<double>().ToScalar(), 1e-13);
            Close.Numbers(
                "from probabilities", expected, x.Softmax().CrossEntropy(t).Evaluate<double>().ToScalar(), 1e-13);
        }
    }

    [Law]
    public void The_gradient_of_softmax_cross_entropy_is_softmax_minus_targets_over_the_number_of_rows(
        ClassifierRows rows)
    {
        var (x, p) = (Variable("x", rows.Scores.Shape), ((Expr)rows.Scores).Softmax().Evaluate<double>());
        var expected = Naive.Of(p.Shape, i => (p[i] - rows.OneHot[i]) / p.Shape[0]);
        foreach (var t in new Expr[] { rows.Labels, rows.OneHot })
        {
            Close.Tensors("from scores", expected,
                x.SoftmaxCrossEntropy(t).Gradient(x).Evaluate<double>((x, rows.Scores)), 1e-13);
            Close.Tensors("from probabilities", expected,
                x.Softmax().CrossEntropy(t).Gradient(x).Evaluate<double>((x, rows.Scores)), 1e-11);
        }
    }

    [Law]
    public void The_sum_of_squared_errors_has_the_gradient_y_minus_t(Tensor<double> y, int seed)
    {
        var (x, t) = (Variable("y", y.Shape), Directions.Random(y.Shape, seed));
        var difference = Naive.Of(y.Shape, i => y[i] - t[i]);
        var f = x.SumOfSquaredErrors(t);
        Close.Numbers("value", difference.Elements.Sum(d => d * d) / 2, f.Evaluate<double>((x, y)).ToScalar(), 1e-13);
        Close.Tensors("gradient", difference, f.Gradient(x).Evaluate<double>((x, y)), 1e-13);
    }

    [Law]
    public void Softplus_is_log_of_1_plus_exp_and_its_derivatives_are_those_of_the_sigmoid_at_0_too(
        Tensor<double> value)
    {
        var x = Variable("x", value.Shape);
        void Is(string what, Func<double, double> f, Expr actual)
        {
            Close.Tensors(what, Naive.Of(value.Shape, i => f(value[i])), actual.Evaluate<double>((x, value)), 1e-13);
            Close.Tensors($"{what} at 0", Tensor.Full(value.Shape, f(0)),
                actual.Evaluate<double>((x, Tensor.Full(value.Shape, 0.0))), 1e-13);
        }

        static double Sigmoid(double t) => 1 / (1 + Math.Exp(-t));
        var slope = x.Softplus().Sum().Gradient(x);
        Is("value", t => Math.Log(1 + Math.Exp(t)), x.Softplus());
        Is("slope", Sigmoid, slope);
        Is("curvature", t => Sigmoid(t) * (1 - Sigmoid(t)), slope.Sum().Gradient(x));
    }

    [Law]
    public void Mean_variance_and_norms_are_their_plain_loops(ClassifierRows rows) => EachAxis(rows, (x, axis) =>
    {
        void Is(string what, Expr f, Func<double[], double> loop) =>
            Close.Tensors(what, Naive.Along(rows.Scores, [axis], loop), f.Evaluate<double>(), 1e-13);
        Is("mean", x.Mean(axis), v => v.Average());
        Is("variance", x.Variance(axis), v => v.Average(a => (a - v.Average()) * (a - v.Average())));
        Is("L1", x.L1Norm(axis), v => v.Sum(Math.Abs));
        Is("L2", x.L2Norm(axis), v => Math.Sqrt(v.Sum(a => a * a)));
        Is("L∞", x.LInfinityNorm(axis), v => v.Max(Math.Abs));
        Is("min", x.Min(axis), v => v.Min());
    });

    [Law]
    public void Without_axes_a_reduction_takes_all_elements(ClassifierRows rows)
    {
        var all = rows.Scores.Elements;
        Expr x = rows.Scores;
        Close.Numbers("sum", all.Sum(), x.Sum().Evaluate<double>().ToScalar(), 1e-13);
        Close.Numbers("mean", all.Average(), x.Mean().Evaluate<double>().ToScalar(), 1e-13);
        Close.Numbers("max", all.Max(), x.Max().Evaluate<double>().ToScalar(), 1e-13);
        Close.Numbers("variance", all.Average(a => a * a) - (all.Average() * all.Average()),
            x.Variance().Evaluate<double>().ToScalar(), 1e-12);
        Close.Numbers("L2", Math.Sqrt(all.Sum(a => a * a)), x.L2Norm().Evaluate<double>().ToScalar(), 1e-13);
    }

    private static void EachAxis(ClassifierRows rows, Action<Expr, int> law)
    {
        law(rows.Scores, 0);
        law(rows.Scores, 1);
    }
}
