using System.Diagnostics;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Deep and wide graphs compile in about linear time and run without deep recursion.</summary>
public sealed class DeepPlanLaws
{
    private const int Depth = 100_000;

    [Fact]
    public void A_chain_of_100_000_nodes_compiles_and_runs_within_seconds()
    {
        var x = Prelude.Variable("x", [2]);
        var y = x;
        for (var i = 0; i < Depth / 2; i++) y = y.Sin() + 0.1;
        var start = Samples.Tensor([2]);
        Within(60, () =>
            Bits.AssertSame(Runs.Reference<float>([y], [(x, start)]), Runs.Execution<float>([y], [(x, start)]).Run(1)));
    }

    [Fact]
    public void So_does_its_gradient()
    {
        var x = Prelude.Variable("x");
        var y = x;
        for (var i = 0; i < Depth / 10; i++) y = (y * 0.999).Tanh();
        Within(60, () => Bits.AssertSame(
            Runs.Reference<double>([y, y.Gradient(x)], [(x, 0.7)]),
            Runs.Execution<double>([y, y.Gradient(x)], [(x, 0.7)]).Run(2)));
    }

    [Fact]
    public void So_does_a_chain_in_which_every_number_is_another()
    {
        var x = Prelude.Variable("x");
        var y = x;
        for (var i = 0; i < Depth; i++) y += 1 + (i / 1000.0);
        Within(60,
            () => Bits.AssertSame(
                Runs.Reference<double>([y], [(x, 0.7)]), Runs.Execution<double>([y], [(x, 0.7)]).Run(1)));
    }

    [Fact]
    public void So_does_a_chain_of_instructions_that_do_not_join()
    {
        var x = Prelude.Variable("x", [3, 3]);
        var y = x;
        for (var i = 0; i < Depth / 5; i++) y = y.Transpose() * 0.5;
        for (var i = 0; i < Depth / 10; i++) y = y.Dot(x);
        var start = Samples.Tensor([3, 3]);
        Within(60, () =>
            Bits.AssertSame(
                Runs.Reference<double>([y], [(x, start)]), Runs.Execution<double>([y], [(x, start)]).Run(1)));
    }

    [Fact]
    public void A_frame_of_a_deep_chain_holds_two_values_not_all()
    {
        var x = Prelude.Variable("x", [1000]);
        var y = x;
        for (var i = 0; i < 100; i++) y = y.Sin().Slice(0, 0, 999).Pad(0, 0, 1);
        var plan = Plan<float>.Make([x], [y]);
        Assert.True(plan.Memory.TemporaryBytes < 3 * 4200, plan.Explain());
    }

    private static void Within(int seconds, Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        Assert.True(watch.Elapsed.TotalSeconds < seconds, $"It took {watch.Elapsed.TotalSeconds:F1} s.");
    }
}
