using System.Diagnostics;
using Autograd.Graph;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>Depth and sharing cost what the graph's nodes cost: no recursion, no paths counted twice.</summary>
public sealed class DeepExpressionLaws
{
    [Fact]
    public void A_chain_of_a_hundred_thousand_nodes_builds_prints_differentiates_and_evaluates()
    {
        var clock = Stopwatch.StartNew();
        var x = Variable("x");
        var chain = Enumerable.Range(0, 100_000).Aggregate(x, (y, _) => (y * 0.5).Sin());
        Assert.InRange(chain.ToString().Length, 1, 2000);
        Assert.InRange(chain.Gradient(x).ToString().Length, 1, 2000);
        Assert.Equal(200_002, Topology.InOrder([chain]).Length);
        Assert.InRange(Math.Abs(chain.Evaluate<double>((x, 1.0)).ToScalar()), 0, 1);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 60);
    }

    [Fact]
    public void The_gradient_of_a_deep_sum_is_the_number_of_its_terms_in_both_modes()
    {
        var x = Variable("x");
        var sum = Enumerable.Range(1, 50_000).Aggregate(x, (y, i) => y + (x * i));
        Assert.Equal(1 + (50_000.0 * 50_001 / 2), sum.Gradient(x).Evaluate<double>((x, 1.0)).ToScalar());
        Assert.Equal(1 + (50_000.0 * 50_001 / 2), sum.Jvp(x, (Expr)1).Evaluate<double>((x, 1.0)).ToScalar());
    }

    [Fact]
    public void Doubling_sixty_times_is_sixty_nodes_and_its_gradient_two_to_the_sixtieth()
    {
        var clock = Stopwatch.StartNew();
        var x = Variable("x");
        var doubled = Enumerable.Range(0, 60).Aggregate(x, (y, _) => y + y);
        Assert.Equal(61, Topology.InOrder([doubled]).Length);
        Assert.Equal(Math.ScaleB(3, 60), doubled.Evaluate<double>((x, 3.0)).ToScalar());
        Assert.Equal(Math.ScaleB(1, 60), doubled.Gradient(x).Evaluate<double>((x, 3.0)).ToScalar());
        Assert.Equal(Math.ScaleB(1, 60), doubled.Jvp(x, (Expr)1).Evaluate<double>((x, 3.0)).ToScalar());
        Assert.InRange(doubled.ToString().Length, 1, 2000);
        Assert.InRange(doubled.Gradient(x).ToString().Length, 1, 2000);
        Assert.Same(doubled, doubled.Substitute((x, x)));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
    }
}
