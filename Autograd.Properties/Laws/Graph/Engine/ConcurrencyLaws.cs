using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Plans that run at the same time do not disturb each other.</summary>
public sealed class ConcurrencyLaws
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Frames_of_one_plan_and_of_two_plans_run_at_once(int threads)
    {
        var x = Prelude.Variable("x", [60, 600]);
        Expr[] graphs = [(x.Sin() * x.Sum(0)).Transpose().Dot(x).Sum(1), (x - x.Max(1).Reshape(60, 1)).Exp().Sum()];
        var plans = graphs.Select(graph => Plan<float>.Make([x], [graph], new() { Threads = threads })).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() =>
        {
            var (value, frame) = (Samples.Tensor(x.Shape, n), plans[n % 2].NewExecution());
            var expected = Runs.Reference<float>([graphs[n % 2]], [(x, value)]);
            frame.Set(0, value);
            for (var i = 0; i < 20; i++) Bits.AssertSame(expected, frame.Run(1), $"run {i}");
        })));
    }

    [Fact]
    public void A_frame_that_nobody_holds_is_collected_with_its_plan()
    {
        var held = Forgotten();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(held.IsAlive);

        // Not inlined, so that no local of it is held.
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static WeakReference Forgotten()
        {
            var x = Samples.Variable("x", [100, 1000]);
            var frame = Runs.Execution<double>([x.Variable.Sin()], [x], new() { Threads = 2 });
            frame.Run();
            return new(frame);
        }
    }
}
