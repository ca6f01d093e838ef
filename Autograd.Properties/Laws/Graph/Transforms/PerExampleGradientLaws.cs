using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Per-example gradients of the network of the MNIST example.</summary>
public sealed class PerExampleGradientLaws
{
    [Fact]
    public void A_hundred_of_them_by_one_plan_have_the_bits_of_a_hundred_plans_for_one()
    {
        var net = SmallNet.Create(784, 50, 10);
        var (images, labels) = (Samples.Tensor([100, 784]), Tensor.Generate([100], i => i * 7 % 10));
        var parameters = net.Map((Leaf leaf) => Variable(leaf.Path, leaf.Value.Shape));
        var (x, t) = (Variable("x", [784]), Variable("t", new TensorType([], ElementKind.Index)));
        var one = SmallNet.Loss(parameters, x, t).Gradient(parameters);
        var (xs, ts) = (Variable("xs", [100, 784]), Variable("ts", new TensorType([100], ElementKind.Index)));
        var all = one.Vectorize((x, xs), (t, ts));

        (Expr, Tensor)[] values = [.. parameters.Leaves().Zip(net.Values(), (leaf, value) => (leaf.Value, value))];
        var together = Runs.Execution<float>(
            [.. all.Leaves().Select(leaf => leaf.Value)], [.. values, (xs, images), (ts, labels)]).Run(4);
        var alone = Runs.Execution<float>([.. one.Leaves().Select(leaf => leaf.Value)],
            [.. values, (x, ExampleLoop.At(images, 0)), (t, ExampleLoop.At(labels, 0))], Runs.Alone);
        for (var i = 0; i < 100; i++)
        {
            alone.Set(4, ExampleLoop.At(images, i));
            alone.Set(5, ExampleLoop.At(labels, i));
            Bits.AssertSame(alone.Run(4), [.. together.Select(value => ExampleLoop.At(value, i))], $"example {i}:");
        }
    }
}
