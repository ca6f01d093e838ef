using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>A leaf that the loss counts as constant keeps its bits, whatever the optimizer; the others move.</summary>
public sealed class FrozenLeafLaws
{
    public static TheoryData<string> Names => ["Sgd", "Momentum", "Adam"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Frozen_leaves_keep_their_bits(string name)
    {
        var optimizer = name switch
        {
            "Sgd" => Optimizers.Sgd(0.3),
            "Momentum" => Optimizers.Momentum(0.3),
            _ => Optimizers.Adam(0.1)
        };
        var (x, labels) = (Literal(Samples.Tensor([6, 4])), Literal(Tensor.Vector(0, 1, 2, 2, 1, 0)));
        var start = SmallNet.Create(4, 5, 3);
        var (net, state) = (start, optimizer.Start(start));
        for (var step = 0; step < 5; step++)
        {
            var gradient = SmallNet.Loss(net with { Hidden = net.Hidden.Map(StopGradient) }, x, labels).Gradient(net);
            (net, state) = optimizer.Step(gradient, state, net);
            (net, state) = (net.Evaluate<float, SmallNet>(), state.Evaluate<float, OptimizerState<SmallNet>>());
        }

        Bits.AssertSame([.. start.Hidden.Values()], [.. net.Hidden.Values()]);
        Assert.All(
            start.Output.Values().Zip(net.Output.Values(), (before, after) => before.Equals(after)), Assert.False);
    }

    private static Expr StopGradient(Expr x) => x.StopGradient();
}
