using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>A fully connected layer is its formula.</summary>
public sealed class AffineLaws
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 3, 5)]
    [InlineData(2, 6, 1)]
    public void An_output_is_the_weighted_sum_of_a_row_plus_the_bias(int rows, int inputs, int outputs)
    {
        var (x, w, b) = (Values([rows, inputs], 1), Values([inputs, outputs], 2), Values([outputs], 3));
        var expected = Tensor.Generate([rows, outputs], i =>
            Enumerable.Range(0, inputs).Sum(k => x[i / outputs, k] * w[k, i % outputs]) + b[i % outputs]);
        Close.Tensors("x·W + b", expected, ((Expr)x).Affine(new Affine(w, b)).Evaluate<double>(), 1e-14);
    }

    [Fact]
    public void A_new_layer_has_the_weights_of_its_initializer_and_zero_biases()
    {
        var layer = Affine.Create(3, 4, Initializers.Normal(2), Key.From(5));
        Bits.AssertSame([Initializers.Normal(2)(Key.From(5), [3, 4]), Tensor.Full<float>([4], 0)], layer.Values());
        Assert.Equal(["Weight", "Bias"], layer.Leaves().Select(leaf => leaf.Path));
    }

    [Fact]
    public void Rows_of_another_length_are_refused()
    {
        var layer = Affine.Create(3, 4, Initializers.He, Key.From(5));
        Assert.Contains("[2, 5]", Assert.Throws<ShapeException>(() => Prelude.Zeros([2, 5]).Affine(layer)).Message,
            StringComparison.Ordinal);
    }

    private static Tensor<double> Values(Shape shape, int seed) => (Tensor<double>)Samples.Tensor(shape, seed);
}
