using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>A network of any depth is its layers one after another.</summary>
public sealed class MlpLaws
{
    [Fact]
    public void The_notes_network_has_13_002_parameters() =>
        Assert.Equal(
            13_002, Mlp.Create([784, 16, 16, 10], Activations.Sigmoid.Initializer, Key.From(1)).CountParameters());

    [Theory]
    [InlineData(new[] { 4, 3 })]
    [InlineData(new[] { 4, 5, 3 })]
    [InlineData(new[] { 4, 1, 6, 2, 3 })]
    public void Scores_are_the_layers_one_after_another(int[] widths)
    {
        var net = Mlp.Create(widths, Initializers.He, Key.From(3));
        var x = Prelude.Literal(Samples.Tensor([2, 4]));
        var by = x;
        foreach (var layer in net.Layers.SkipLast(1)) by = by.Affine(layer).Tanh();
        Assert.Same(by.Affine(net.Layers[^1]), net.Scores(x, Activations.Tanh.Function));
        Assert.Equal(widths.Zip(widths.Skip(1), (n, m) => (n + 1) * m).Sum(), net.CountParameters());
    }

    [Fact]
    public void Layers_are_drawn_apart_and_a_seed_gives_the_same()
    {
        var net = Mlp.Create([3, 3, 3], Initializers.He, Key.From(3));
        Assert.NotEqual(
            ((Tensor<float>)net.Values()[0]).Elements.ToArray(), ((Tensor<float>)net.Values()[2]).Elements.ToArray());
        Bits.AssertSame([.. net.Values()], [.. Mlp.Create([3, 3, 3], Initializers.He, Key.From(3)).Values()]);
        Assert.Throws<ArgumentException>(() => Mlp.Create([3], Initializers.He, Key.From(3)));
    }

    [Fact]
    public void An_activation_has_the_weights_that_suit_it()
    {
        Assert.Same(Initializers.He, Activations.Relu.Initializer);
        Assert.All([Activations.Sigmoid, Activations.Tanh, Activations.Identity],
            activation => Assert.Same(Initializers.Xavier, activation.Initializer));
    }
}
