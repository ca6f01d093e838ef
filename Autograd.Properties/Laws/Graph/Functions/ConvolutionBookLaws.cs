using Autograd.Graph;
using Autograd.Nn;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>The numbers of Deep Learning from Scratch, chapter 7.</summary>
public sealed class ConvolutionBookLaws
{
    private static readonly Tensor<double> Image =
        Tensor.Of<double>([1, 1, 4, 4], 1, 2, 3, 0, 0, 1, 2, 3, 3, 0, 1, 2, 2, 3, 0, 1);
    private static readonly Tensor<double> Filter = Tensor.Of<double>([1, 1, 3, 3], 2, 0, 1, 0, 1, 2, 1, 0, 2);

    [Theory]
    [InlineData(4, 4, 3, 1, 0, 2, 2)]
    [InlineData(4, 4, 3, 1, 1, 4, 4)]
    [InlineData(7, 7, 3, 2, 0, 3, 3)]
    [InlineData(28, 31, 5, 3, 2, 10, 11)]
    public void Section_7_2_the_lengths_of_a_result(
        int height, int width, int filter, int stride, int padding, int down, int across)
    {
        var (x, w) = (Variable("x", [1, 1, height, width]), Variable("w", [1, 1, filter, filter]));
        Assert.Equal([1, 1, down, across], x.Convolution(w, stride, padding).Shape);
        Assert.Equal([1, 1, filter, filter, down, across], x.Im2Col(filter, stride, padding).Shape);
        Assert.Equal([1, 1, down, across], x.AveragePool(filter, stride, padding).Shape);
        if (2 * padding <= filter) Assert.Equal([1, 1, down, across], x.MaxPool(filter, stride, padding).Shape);
    }

    [Fact]
    public void Section_7_2_the_example_of_4_by_4_and_3_by_3()
    {
        Assert.Equal([15, 16, 6, 15], ((Expr)Image).Convolution(Filter).Evaluate<double>().Elements.ToArray());
        Assert.Equal([18, 19, 9, 18], (((Expr)Image).Convolution(Filter) + 3).Evaluate<double>().Elements.ToArray());
        Assert.Equal([7, 12, 10, 2, 4, 15, 16, 10, 10, 6, 15, 6, 8, 10, 4, 3],
            ((Expr)Image).Convolution(Filter, padding: 1).Evaluate<double>().Elements.ToArray());
    }

    [Fact]
    public void Section_7_3_the_example_of_max_pooling()
    {
        Expr x = Tensor.Of<double>([1, 1, 4, 4], 1, 2, 1, 0, 0, 1, 2, 3, 3, 0, 1, 2, 2, 4, 0, 1);
        Assert.Equal([2, 3, 4, 2], x.MaxPool(2).Evaluate<double>().Elements.ToArray());
    }

    [Fact]
    public void Section_7_4_3_the_matrix_of_im2col_has_a_row_for_each_place_and_a_column_for_each_element_of_a_filter()
    {
        var (one, ten) = (Variable("x", [1, 3, 7, 7]), Variable("x", [10, 3, 7, 7]));
        foreach (var (x, rows) in new[] { (one, 9), (ten, 90) })
        {
            Assert.Equal([rows, 75], x.Im2Col(5).Permute(0, 4, 5, 1, 2, 3).Reshape(rows, 75).Shape);
        }
    }

    // The book's own check finds differences of 3e-6 and less with a step of 1e-4; the weights have its standard
    // deviation of 0.01.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Section_7_5_the_gradient_check_of_a_convolutional_network_of_10_by_10_pixels_and_10_filters_of_3_by_3(
        int seed)
    {
        var x = Tensor.Generate([1, 1, 10, 10], i => (((i + seed) * 7919) % 1009) / 1009.0);
        var report = Gradients.Check(
            net => ConvNet.Scores(net, x).SoftmaxCrossEntropy(Tensor.Vector(1)), ConvNet.Create(seed));
        Assert.True(report.Agrees, report.ToString());
        Assert.All(report.Parameters, parameter => Assert.NotEmpty(parameter.Decided));
    }

    [Fact]
    public void Section_7_5_every_coordinate_of_the_filters_and_of_their_biases()
    {
        var x = Tensor.Generate([2, 1, 10, 10], i => ((i * 7919) % 1009) / 1009.0);
        var net = ConvNet.Create(2);
        var report = Gradients.Check(filters =>
            ConvNet.Scores(net with { Filters = filters }, x).SoftmaxCrossEntropy(Tensor.Vector(1, 7)), net.Filters);
        Assert.True(report.Agrees, report.ToString());
        Assert.InRange(report.Parameters.Single().Decided.Count(), 60, 90);
    }
}

/// <summary>The network of section 7.5: convolution, relu, pooling, and two affine layers.</summary>
[ParameterRecord]
internal sealed partial record ConvNet(Expr Filters, Expr Biases, Affine Hidden, Affine Output)
{
    public static ConvNet Create(int seed)
    {
        var weights = Initializers.Normal(0.01);
        return new(
            Tensor.Generate([10, 1, 3, 3], i => Math.Sin((13 * i) + seed) / 70),
            Tensor.Generate([10], i => Math.Cos(i) / 1000),
            Affine.Create(160, 10, weights, Key.From(seed)), Affine.Create(10, 10, weights, Key.From(seed + 10)));
    }

    public static Expr Scores(ConvNet net, Expr x) =>
        (x.Convolution(net.Filters) + net.Biases.Reshape(10, 1, 1)).Relu().MaxPool(2).Flatten().Affine(net.Hidden)
            .Relu().Affine(net.Output);
}
