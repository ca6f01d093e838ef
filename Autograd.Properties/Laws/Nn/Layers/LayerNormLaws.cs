using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>Layer normalisation is its formula row by row, and has the gradient it claims.</summary>
public sealed class LayerNormLaws
{
    [Fact]
    public void It_is_the_loop_over_rows()
    {
        var x = Literal(Samples.Tensor([2, 3, 4]));
        var layer = new LayerNorm(Samples.Tensor([4]), Samples.Tensor([4]));
        var y = x.LayerNorm(layer, epsilon: 0.01).Evaluate<double>();
        var (rows, scale, shift) = (x.Reshape(6, 4).Evaluate<double>(), layer.Scale.Evaluate<double>(),
            layer.Shift.Evaluate<double>());
        for (var i = 0; i < 6; i++)
        {
            var row = Enumerable.Range(0, 4).Select(j => rows[i, j]).ToArray();
            var (mean, variance) = (row.Average(), row.Average(v => (v - row.Average()) * (v - row.Average())));
            for (var j = 0; j < 4; j++)
            {
                Close.Numbers("y", ((row[j] - mean) / Math.Sqrt(variance + 0.01) * scale[j]) + shift[j],
                    y.Elements[(4 * i) + j], 1e-13);
            }
        }
    }

    [Fact]
    public void A_new_layer_gives_rows_of_mean_0_and_variance_1()
    {
        var y = Literal(Samples.Tensor([5, 7])).LayerNorm(LayerNorm.Create(7), epsilon: 1e-12);
        Assert.All(y.Mean(-1).Evaluate<double>().Elements, mean => Assert.Equal(0, mean, 1e-12));
        Assert.All(y.Variance(-1).Evaluate<double>().Elements, variance => Assert.Equal(1, variance, 1e-9));
    }

    [Fact]
    public void It_has_the_gradient_it_claims()
    {
        var weights = Literal(Samples.Tensor([3, 4]));
        var at = new Pair<Expr, LayerNorm>(Samples.Tensor([3, 4]), new(Samples.Tensor([4]), Samples.Tensor([4])));
        var report = Gradients.Check(p => (p.First.LayerNorm(p.Second, epsilon: 0.1) * weights).Sum(), at);
        Assert.True(report.Agrees && report.IsConclusive, report.ToString());
    }

    [Fact]
    public void A_layer_that_does_not_fit_is_refused()
    {
        foreach (var shape in new Shape[] { [], [4], [2, 4] })
        {
            Assert.Contains("LayerNorm.Create(features)", Assert.Throws<ShapeException>(
                () => Variable("x", shape).LayerNorm(LayerNorm.Create(3))).Message, StringComparison.Ordinal);
        }
    }
}
