using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Engine;
using FsCheck.Xunit;
using Xunit;

namespace Autograd.Properties.Networks;

/// <summary>The fully connected layer.</summary>
public sealed class AffineLaws
{
    [Property(MaxTest = 30)]
    public void Each_output_is_the_row_times_a_column_of_weights_plus_its_bias(int seed)
    {
        var random = new Random(seed);
        var (n, inputs, outputs) = (random.Next(1, 6), random.Next(0, 7), random.Next(1, 5));
        var (x, w, b) = (Matrix(n, inputs), Matrix(inputs, outputs), Matrix(1, outputs));
        var y = ((Expr)x).Affine(new Affine(w, ((Expr)b).Reshape(outputs))).Evaluate<double>();
        Assert.Equal(Shape.Of(n, outputs), y.Shape);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < outputs; j++)
            {
                var expected = b[0, j];
                for (var k = 0; k < inputs; k++) expected += x[i, k] * w[k, j];
                Assert.Equal(expected, y[i, j], 1e-12);
            }
        }

        Tensor<double> Matrix(int rows, int columns) => (Tensor<double>)Samples.Tensor([rows, columns], random.Next());
    }

    [Fact]
    public void A_new_layer_has_the_initializers_weights_and_no_biases()
    {
        var layer = Affine.Create(30, 20, Initializers.He, Key.From(5));
        Bits.AssertSame([Initializers.He(Key.From(5), [30, 20]), Tensor.Full([20], 0f)], States.Values(layer));
        Assert.Equal(["Weight", "Bias"], layer.Leaves().Select(leaf => leaf.Path));
    }

    [Fact]
    public void Two_layers_with_equal_biases_are_two_layers()
    {
        var net = SmallNet.Create(4, 4, 4);
        Assert.NotEqual(net.Hidden.Bias, net.Output.Bias);
        Assert.Equal(4, net.Leaves().Select(leaf => leaf.Value).Distinct().Count());
    }

    [Fact]
    public void Rows_of_another_length_are_refused_where_the_layer_is_applied()
    {
        var refused = Assert.Throws<ShapeException>(() => Prelude.Variable("x", [5, 7]).Affine(SmallNet.Create(8, 3, 2).Hidden));
        Assert.Contains("[5, 7]", refused.Message, StringComparison.Ordinal);
        Assert.Contains("[8, 3]", refused.Message, StringComparison.Ordinal);
    }
}
