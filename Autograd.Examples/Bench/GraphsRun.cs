using System.Diagnostics;
using Autograd.Graph;
using Autograd.Graph.Engine;

namespace Autograd.Examples.Bench;

/// <summary>
/// What a node costs before anything runs: to build a graph, to differentiate it and to compile both.
/// </summary>
internal static class GraphsRun
{
    private const double Micro = 1e-6;
    private const int Rounds = 3;

    private static readonly int[] Sizes = [10_000, 100_000];

    /// <summary>Measures every kind of graph in two sizes.</summary>
    /// <param name="options">Threads that the plans are made for.</param>
    public static void Run(BenchOptions options)
    {
        options.Report.Line(
            $"microseconds a node, the fastest of {Rounds}; the gradient for each node of the function, the plan for each node of both");
        options.Report.Line(
            $"{"",-32}{"nodes",10}{"with gradient",15}{"build",9}{"gradient",10}{"compile",9}{"seconds",9}"
                + $"{"frame MB",10}");
        foreach (var kind in GraphKind.All)
        {
            foreach (var size in Sizes) Write(options.Report, kind, Measure(kind, size, options));
        }
    }

    private static void Write(BenchReport report, GraphKind kind, Cost cost)
    {
        report.Line(
            $"{kind.Name,-32}{cost.Nodes,10:N0}{cost.All,15:N0}{cost.Build / cost.Nodes / Micro,9:F2}"
            + $"{cost.Gradient / cost.Nodes / Micro,10:F2}{cost.Compile / cost.All / Micro,9:F2}"
            + $"{cost.Build + cost.Gradient + cost.Compile,9:F2}{cost.FrameBytes / 1e6,10:F1}");
        report.Measured(kind.Name, "Autograd",
            ("nodes", cost.Nodes), ("nodesWithGradient", cost.All), ("buildSeconds", cost.Build),
            ("gradientSeconds", cost.Gradient), ("compileSeconds", cost.Compile), ("frameBytes", cost.FrameBytes));
    }

    private static Cost Measure(GraphKind kind, int size, BenchOptions options)
    {
        var best = new Cost(0, 0, double.MaxValue, double.MaxValue, double.MaxValue, 0);
        for (var round = 0; round < Rounds; round++)
        {
            options.Stop.ThrowIfCancellationRequested();
            GC.Collect();
            var clock = Stopwatch.StartNew();
            var (loss, variables) = kind.Build(size);
            var build = clock.Elapsed.TotalSeconds;
            clock.Restart();
            var gradient = loss.Gradient((ReadOnlySpan<Expr>)variables);
            var differentiate = clock.Elapsed.TotalSeconds;
            clock.Restart();
            var plan = Plan<float>.Make(variables, [loss, .. gradient], new PlanOptions { Threads = options.Threads });
            var compile = clock.Elapsed.TotalSeconds;
            best = new(
                Topology.InOrder([loss]).Length,
                Topology.InOrder([loss, .. gradient]).Length,
                Math.Min(best.Build, build),
                Math.Min(best.Gradient, differentiate),
                Math.Min(best.Compile, compile),
                plan.WorkspaceBytes);
        }

        return best;
    }

    private sealed record Cost(int Nodes, int All, double Build, double Gradient, double Compile, long FrameBytes);
}
