using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Graph.Transforms;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>The book's two convolutional networks are their layers one after another, and learn.</summary>
public sealed class ConvNetLaws
{
    private static readonly Expr Labels = Tensor.Vector(1, 0, 2);

    [Fact]
    public void The_books_networks_have_the_books_shapes_and_numbers_of_parameters()
    {
        var simple = SimpleConvNet.Create([1, 28, 28], 10, Initializers.Normal(0.01), Key.From(1));
        Assert.Equal([[30, 1, 5, 5], [30], [4320, 100], [100], [100, 10], [10]],
            simple.Leaves().Select(leaf => leaf.Value.Shape));
        Assert.Equal(433_890, simple.CountParameters());
        Shape[] layers = [[7, 30, 24, 24], [7, 30, 24, 24], [7, 30, 12, 12], [7, 100], [7, 10]];
        Assert.Equal(layers, simple.Layers(Variable("x", [7, 784])).Select(layer => layer.Value.Shape));

        var deep = DeepConvNet.Create([1, 28, 28], 10, Initializers.He, Key.From(1));
        Assert.Equal([16, 16, 32, 32, 64, 64], deep.Convs.Select(conv => conv.Weight.Shape[0]));
        Assert.Equal([1, 16, 16, 32, 32, 64], deep.Convs.Select(conv => conv.Weight.Shape[1]));
        Assert.Equal([1024, 50], deep.Hidden.Weight.Shape);
        Assert.Equal(160 + 2_320 + 4_640 + 9_248 + 18_496 + 36_928 + 51_250 + 510, deep.CountParameters());
        Assert.Equal([7, 10], deep.Scores(Variable("x", [7, 784])).Shape);
    }

    [Fact]
    public void Images_of_other_sides_and_channels_are_taken()
    {
        foreach (var image in new Shape[] { [3, 8, 8], [2, 9, 12] })
        {
            var x = Variable("x", [4, image.Size]);
            Assert.Equal([4, 5], SimpleConvNet.Create(image, 5, Initializers.He, Key.From(1)).Scores(x).Shape);
            Assert.Equal(
                [4, 5], DeepConvNet.Create(image, 5, Initializers.He, Key.From(1), filters: 2).Scores(x).Shape);
        }
    }

    [Fact]
    public void The_simple_network_is_its_layers_one_after_another()
    {
        var net = Simple();
        var x = Literal(Samples.Tensor([3, 36]));
        var by = x.Reshape(3, 1, 6, 6).Convolution(net.Conv.Weight) + net.Conv.Bias.Reshape(2, 1, 1);
        Assert.Same(by.Relu().MaxPool(2).Reshape(3, 8).Affine(net.Hidden).Relu().Affine(net.Output), net.Scores(x));
    }

    [Fact]
    public void Layers_are_drawn_apart_and_a_seed_gives_the_same()
    {
        Bits.AssertSame([.. Deep().Values()], [.. Deep().Values()]);
        foreach (var net in new[] { Deep().Values(), Simple().Values() })
        {
            var first =
                net.Where((_, leaf) => leaf % 2 == 0).Select(weight => ((Tensor<float>)weight).Elements[0]).ToArray();
            Assert.Equal(first.Length, first.Distinct().Count());
        }
    }

    [Fact]
    public void The_simple_network_has_the_gradient_it_claims()
    {
        var x = Literal(Samples.Tensor([3, 36]));
        var report = Gradients.Check(p => p.Scores(x).SoftmaxCrossEntropy(Labels), Simple());
        Assert.True(report.Agrees && report.IsConclusive, report.ToString());
    }

    [Fact]
    public void The_deep_network_has_the_gradient_it_claims_in_training_and_in_inference()
    {
        var (x, key) = (Literal(Samples.Tensor([3, 36])), Literal(Key.From(8)));
        var options = CheckOptions.Default with { AllCoordinates = 0, SampledCoordinates = 2, Directions = 2 };
        foreach (var report in new[]
        {
            Gradients.Check(p => p.TrainingScores(x, key).SoftmaxCrossEntropy(Labels), Deep(), options),
            Gradients.Check(p => p.Scores(x).SoftmaxCrossEntropy(Labels), Deep(), options),
        }) Assert.True(report.Agrees && report.IsConclusive, report.ToString());
    }

    [Fact]
    public void Per_example_gradients_are_those_of_single_examples()
    {
        var net = Simple();
        var (images, labels) = (Samples.Tensor([4, 1, 36]), Tensor.Generate([4, 1], i => i % 3));
        var parameters = net.Map((Leaf leaf) => Variable(leaf.Path, leaf.Value.Shape));
        var (x, t) = (Variable("x", [1, 36]), Variable("t", new TensorType([1], ElementKind.Index)));
        var (xs, ts) = (Variable("xs", [4, 1, 36]), Variable("ts", new TensorType([4, 1], ElementKind.Index)));
        var one = parameters.Scores(x).SoftmaxCrossEntropy(t).Gradient(parameters);
        var all = one.Vectorize((x, xs), (t, ts));

        (Expr, Tensor)[] values = [.. parameters.Leaves().Zip(net.Values(), (leaf, value) => (leaf.Value, value))];
        var together = Runs.Reference<double>(
            [.. all.Leaves().Select(leaf => leaf.Value)], [.. values, (xs, images), (ts, labels)]);
        for (var i = 0; i < 4; i++)
        {
            var alone = Runs.Reference<double>([.. one.Leaves().Select(leaf => leaf.Value)],
                [.. values, (x, ExampleLoop.At(images, i)), (t, ExampleLoop.At(labels, i))]);
            foreach (var (expected, actual) in alone.Zip(together))
            {
                Close.Tensors(
                    $"example {i}", (Tensor<double>)expected, (Tensor<double>)ExampleLoop.At(actual, i), 1e-12);
            }
        }
    }

    [Fact]
    public void Dropout_draws_from_its_key_and_only_in_training()
    {
        var (net, x) = (Deep(), Literal(Samples.Tensor([3, 36])));
        Tensor<double> Trained(long key) => net.TrainingScores(x, Literal(Key.From(key))).Evaluate<double>();
        Assert.Equal(Trained(1), Trained(1));
        Assert.NotEqual(Trained(1), Trained(2));
        Assert.Contains(0, Trained(1).Elements);
        Assert.DoesNotContain(0, net.Scores(x).Evaluate<double>().Elements);
        // What the book's form halves in inference, twice, the other has made up for in training.
        Close.Tensors("forms", (net with
        {
            Form = DropoutForm.Inverted,
            Output = net.Output with
            {
                Weight = net.Output.Weight / 4
            }
        }).Scores(x).Evaluate<double>(), net.Scores(x).Evaluate<double>(), 1e-12);
    }

    [Fact]
    public void The_simple_network_learns_which_pixel_is_brightest()
    {
        var data = SyntheticData.Separable(36, 36);
        var net = SimpleConvNet.Create([1, 6, 6], 36, Initializers.He, Key.From(1), filters: 4, size: 3, hidden: 30);
        var step =
            Train.Step<SimpleConvNet>((model, x, t) => model.Scores(x).SoftmaxCrossEntropy(t), Optimizers.Adam(0.01));
        var learnt = data.ShuffledBatches(36, Key.From(2)).Take(60).Fold(step.Start(net), step).Parameters;
        Assert.InRange(Metrics.Accuracy<SimpleConvNet>((model, x) => model.Scores(x))(learnt, data), 0.9, 1);
    }

    [Fact]
    public void The_deep_network_learns_which_rows_are_bright_and_any_threads_give_the_same_bits()
    {
        var data = DataSet.From(
            [.. Enumerable.Range(0, 30 * 36)
                .Select(i => (byte)(Key.From(3).Below(60, (ulong)i) + (i % 36 / 12 == i / 36 % 3 ? 190 : 0)))],
            [.. Enumerable.Range(0, 30).Select(i => (byte)(i % 3))], [6, 6], 3);
        DeepConvNet Learnt(int steps, int threads)
        {
            var net = DeepConvNet.Create(
                [1, 6, 6], 3, Initializers.He, Key.From(1), filters: 4, hidden: 20, ratio: 0.2);
            var step = Train.Step<DeepConvNet>((model, x, t, key) => model.TrainingScores(x, key)
                .SoftmaxCrossEntropy(t), Optimizers.Adam(0.01), new() { Threads = threads });
            return data.ShuffledBatches(15, Key.From(2)).Take(steps)
                .Fold(step.Start(net, KeyChain.From(Key.From(4))), step).Parameters;
        }

        Assert.InRange(Metrics.Accuracy<DeepConvNet>((model, x) => model.Scores(x))(Learnt(80, 2), data), 0.9, 1);
        Bits.AssertSame([.. Learnt(3, 1).Values()], [.. Learnt(3, 3).Values()]);
    }

    [Theory]
    [InlineData(1, 28, 5)]
    [InlineData(3, 13, 4)]
    public void A_step_has_the_bits_of_the_reference(int channels, int side, int size)
    {
        var data = DataSet.From(
            [.. Enumerable.Range(0, 6 * channels * side * side).Select(i => (byte)Key.From(3).Bits((ulong)i))],
            [0, 1, 2, 3, 4, 5], [channels, side, side], 6);
        var batch = data.OrderedBatches(6).First();
        var simple =
            Train.Step<SimpleConvNet>((net, x, t) => net.Scores(x).SoftmaxCrossEntropy(t), Optimizers.Adam(0.01));
        var start = simple.Start(SimpleConvNet.Create(
            [channels, side, side], 6, Initializers.Normal(0.1), Key.From(1), filters: 7, size, hidden: 11));
        Bits.AssertSame([.. simple.Graph(start, batch.X, batch.T).State.Parameters.Values()],
            [.. simple.Apply(start, batch).Parameters.Values()], "simple");

        var deep = Train.Step<DeepConvNet>(
            (net, x, t, key) => net.TrainingScores(x, key).SoftmaxCrossEntropy(t), Optimizers.Adam(0.01));
        var from = deep.Start(DeepConvNet.Create([channels, side, side], 6, Initializers.He, Key.From(1), filters: 3,
            hidden: 9), KeyChain.From(Key.From(2)));
        Bits.AssertSame([.. deep.Graph(from, batch.X, batch.T).State.Parameters.Values()],
            [.. deep.Apply(from, batch).Parameters.Values()], "deep");
    }

    [Fact]
    public void Rows_and_shapes_that_are_no_images_are_refused()
    {
        Assert.Contains("rows [n, 36], images of 1 × 6 × 6",
            Assert.Throws<ShapeException>(() => Simple().Scores(Zeros([2, 18]))).Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => Deep().Scores(Zeros([36])));
        Assert.Contains("[28, 28]", Assert.Throws<ArgumentException>(
            () => SimpleConvNet.Create([28, 28], 10, Initializers.He, Key.From(1))).Message, StringComparison.Ordinal);
        Assert.Contains("[784]", Assert.Throws<ArgumentException>(
            () => DeepConvNet.Create([784], 10, Initializers.He, Key.From(1))).Message, StringComparison.Ordinal);
        Assert.Contains("No window fits", Assert.Throws<ShapeException>(() => SimpleConvNet.Create(
            [1, 4, 4], 10, Initializers.He, Key.From(1))).Message, StringComparison.OrdinalIgnoreCase);
    }

    private static SimpleConvNet Simple() =>
        SimpleConvNet.Create([1, 6, 6], 3, Initializers.Normal(0.5), Key.From(1), filters: 2, size: 3, hidden: 4);

    private static DeepConvNet Deep() =>
        DeepConvNet.Create([1, 6, 6], 3, Initializers.He, Key.From(1), filters: 2, hidden: 8);
}
