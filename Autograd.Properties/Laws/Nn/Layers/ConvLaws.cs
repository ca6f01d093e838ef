using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>
/// A convolutional layer is its formula, its filters start as units do, and it composes with what there is.
/// </summary>
public sealed class ConvLaws
{
    private static readonly DataSet Data = SyntheticData.Separable(40, 9);

    public static TheoryData<string, double> Spreads { get; } = new()
    {
        { "Normal(0.01)", 0.01 },
        { "Xavier", Math.Sqrt(1.0 / (6 * 5 * 5)) },
        { "He", Math.Sqrt(2.0 / (6 * 5 * 5)) },
    };

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void An_output_is_a_window_times_a_filter_plus_the_filters_bias(int stride, int padding)
    {
        var (x, w, b) = (Values([2, 3, 7, 6], 1), Values([4, 3, 3, 2], 2), Values([4], 3));
        var y = Literal(x).Convolution(new Conv(w, b), stride, padding).Evaluate<double>();
        var expected = Tensor.Generate(y.Shape, i =>
        {
            var (column, row, filter, image) = (i % y.Shape[3], i / y.Shape[3] % y.Shape[2],
                i / y.Shape[3] / y.Shape[2] % 4, i / y.Shape[3] / y.Shape[2] / 4);
            var sum = b[filter];
            for (var c = 0; c < 3; c++)
                for (var r = 0; r < 3; r++)
                    for (var s = 0; s < 2; s++)
                    {
                        var (down, across) = ((row * stride) - padding + r, (column * stride) - padding + s);
                        if (down >= 0 && down < 7 && across >= 0 && across < 6)
                        {
                            sum += x[image, c, down, across] * w[filter, c, r, s];
                        }
                    }

            return sum;
        });
        Close.Tensors("x ∗ W + b", expected, y, 1e-13);
    }

    [Fact]
    public void A_layer_of_one_window_is_the_affine_layer_of_its_filters()
    {
        var (x, w, b) = (Values([5, 2, 3, 4], 1), Values([6, 2, 3, 4], 2), Values([6], 3));
        Close.Tensors(
            "one window",
            Literal(x).Flatten().Affine(new Affine(Literal(w).Flatten().Transpose(), b)).Evaluate<double>(),
            Literal(x).Convolution(new Conv(w, b)).Flatten().Evaluate<double>(), 1e-13);
    }

    [Fact]
    public void Sequences_and_groups_and_dilation_pass_through()
    {
        var sequence = new Conv(Values([4, 3, 2], 1), Values([4], 2));
        Assert.Equal([5, 4, 6], Variable("x", [5, 3, 7]).Convolution(sequence).Shape);
        var depthwise = new Conv(Values([3, 1, 3, 3], 1), Values([3], 2));
        var x = Literal(Values([2, 3, 8, 8], 3));
        var y = x.Convolution(depthwise, dilation: 2, groups: 3);
        Assert.Equal([2, 3, 4, 4], y.Shape);
        Close.Tensors(
            "groups", x.Slice(1, 1, 1).Convolution(new Conv(depthwise.Weight.Slice(0, 1, 1), depthwise.Bias.Slice(
                0, 1, 1)), dilation: 2).Evaluate<double>(), y.Slice(1, 1, 1).Evaluate<double>(), 1e-13);
    }

    [Fact]
    public void It_has_the_gradient_it_claims()
    {
        var at = new Pair<Expr, Conv>(Values([2, 2, 4, 5], 1), new(Values([3, 2, 3, 2], 2), Values([3], 3)));
        var report = Gradients.Check(p => p.First.Convolution(p.Second, stride: 2, padding: 1).Tanh(), at);
        Assert.True(report.Agrees && report.IsConclusive, report.ToString());
    }

    [Fact]
    public void Each_filter_is_a_unit_of_its_initializer_and_biases_are_zero()
    {
        var units = Initializers.He(Key.From(5), [2 * 3 * 4, 6]);
        var layer = Conv.Create(2, 6, (3, 4), Initializers.He, Key.From(5));
        Bits.AssertSame(
            [Tensor.Generate([6, 2, 3, 4], i => units[i % 24, i / 24]), Tensor.Full<float>([6], 0)], layer.Values());
        Assert.Equal(["Weight", "Bias"], layer.Leaves().Select(leaf => leaf.Path));
        // The same units, of another shape: what a filter for sequences sees are channels · length inputs.
        var sequences = Conv.Create(2, 6, length: 12, Initializers.He, Key.From(5));
        Bits.AssertSame(
            [Tensor.Generate([6, 2, 12], i => units[i % 24, i / 24]), Tensor.Full<float>([6], 0)], sequences.Values());
        Assert.Equal([6, 2, 12, 12], Conv.Create(2, 6, 12, Initializers.He, Key.From(5)).Weight.Shape);
    }

    // Five standard deviations of the estimates, as for fully connected layers.
    [Theory]
    [MemberData(nameof(Spreads))]
    public void The_spread_of_filters_follows_from_channels_times_height_times_width_or_length(
        string name, double expected)
    {
        var initializer =
            name switch { "Xavier" => Initializers.Xavier, "He" => Initializers.He, _ => Initializers.Normal(0.01) };
        foreach (var layer in Enumerable.Range(1, 3)
            .SelectMany(seed => new[] { Conv.Create(6, 200, 5, initializer, Key.From(seed)),
            Conv.Create(6, 200, length: 5 * 5, initializer, Key.From(seed + 3)) }))
        {
            var weights = layer.Weight.Evaluate<double>().Elements;
            var mean = weights.Average();
            var deviation = Math.Sqrt(weights.Average(w => (w - mean) * (w - mean)));
            Assert.InRange(mean / expected, -5 / Math.Sqrt(weights.Length), 5 / Math.Sqrt(weights.Length));
            Assert.InRange(deviation / expected, 1 - (5 / Math.Sqrt(2.0 * weights.Length)),
                1 + (5 / Math.Sqrt(2.0 * weights.Length)));
        }
    }

    [Fact]
    public void Images_that_do_not_fit_are_refused_with_the_arithmetic()
    {
        var layer = Conv.Create(3, 4, 5, Initializers.He, Key.From(1));
        Assert.Contains("the images have 2 channels, the filters 3", Assert.Throws<ShapeException>(
            () => Zeros([1, 2, 8, 8]).Convolution(layer)).Message, StringComparison.Ordinal);
        Assert.Contains("(H + 2P − FH) / S + 1 = (4 + 2·0 − 5) / 1 + 1", Assert.Throws<ShapeException>(
            () => Zeros([1, 3, 4, 8]).Convolution(layer)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_normalisation_over_channels_composes_and_has_the_gradient_it_claims()
    {
        var (x, running) = (Literal(Values([3, 1, 4, 4], 1)), FeatureStatistics.Create(2));
        var at = new Pair<Conv, BatchNorm>(
            new(Values([2, 1, 3, 3], 2), Values([2], 3)), new(Values([2], 4), Values([2], 5)));
        Expr Normalised(Pair<Conv, BatchNorm> p) =>
            x.Convolution(p.First, padding: 1).BatchNormTraining(p.Second, running, epsilon: 0.1).Y;
        var report = Gradients.Check(p => Normalised(p).Tanh().Mean(2, 3), at);
        Assert.True(report.Agrees && report.IsConclusive, report.ToString());
        // The mean over images and places is taken away again: the filters' biases do nothing.
        Close.Tensors("bias", Normalised(at).Evaluate<double>(),
            Normalised(at with { First = at.First with { Bias = at.First.Bias + 3 } }).Evaluate<double>(), 1e-12);
    }

    [Fact]
    public void A_normalised_convolutional_network_learns_and_infers_with_running_statistics()
    {
        var keys = Key.From(1).Split(2);
        var net = new Pair<Pair<Conv, BatchNorm>, Affine>(
            new(Conv.Create(1, 4, 2, Initializers.He, keys[0]), BatchNorm.Create(4)),
            Affine.Create(16, 9, Initializers.He, keys[1]));
        var step = Train.Step<Pair<Pair<Conv, BatchNorm>, Affine>, FeatureStatistics>(
            (model, running, x, t) =>
            {
                var (y, next) = Images(x).Convolution(model.First.First).BatchNormTraining(model.First.Second, running);
                return (y.Relu().Flatten().Affine(model.Second).SoftmaxCrossEntropy(t), next);
            }, Optimizers.Adam(0.05));
        var trained =
            Data.ShuffledBatches(20, Key.From(2)).Take(60).Fold(step.Start(net, FeatureStatistics.Create(4)), step);
        var accuracy = Metrics.Accuracy<Pair<Pair<Pair<Conv, BatchNorm>, Affine>, FeatureStatistics>>((both, x) =>
            Images(x).Convolution(both.First.First.First).BatchNorm(both.First.First.Second, both.Second).Relu()
                .Flatten().Affine(both.First.Second));
        Assert.InRange(accuracy(new(trained.Parameters, trained.Carry), Data), 0.9, 1);
    }

    private static Expr Images(Expr rows) => rows.Reshape(-1, 1, 3, 3);

    private static Tensor<double> Values(Shape shape, int seed) => (Tensor<double>)Samples.Tensor(shape, seed);
}
