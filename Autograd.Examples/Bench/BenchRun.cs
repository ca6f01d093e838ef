using System.Diagnostics;
using Autograd.Examples.Output;
using Autograd.Nn.Data;

namespace Autograd.Examples.Bench;

/// <summary>The measurement: the machine's limits, then each workload with everyone taking turns.</summary>
internal static class BenchRun
{
    private const long LargeFootprint = 256L << 20;
    private const double Giga = 1e9;
    private const double Milli = 1e-3;

    /// <summary>The machine, then a measurement; gives the program's exit code.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="measure">The measurement.</param>
    public static int Run(BenchOptions options, Action<BenchOptions> measure)
    {
        var (clock, report) = (Stopwatch.StartNew(), options.Report);
        var (peak, copying) = (FmaPeak.Measure() / Giga, new Bandwidth(LargeFootprint).Measure() / Giga);
        report.Line($"one core: {peak:F1} GFLOP/s of fused multiply-adds, {copying:F1} GB/s copying in memory");
        report.Measured("one core", "this machine", ("gflops", peak), ("copyGigabytesPerSecond", copying));
        try
        {
            measure(options);
        }
        catch (PeerException)
        {
            // Ctrl-C goes to the peers' processes as well.
            options.Stop.ThrowIfCancellationRequested();
            throw;
        }

        report.Finish(clock.Elapsed.TotalSeconds);
        return ExitCode.Done;
    }

    /// <summary>Whole training steps.</summary>
    /// <param name="options">What is asked for.</param>
    public static void Steps(BenchOptions options)
    {
        options.Report.Line($"medians of {options.Windows} windows of 50 ms in turns, threads: {options.Threads}");
        var data = SyntheticImages.Make();
        foreach (var workload in Workload.All) Measure(workload, data, options);
    }

    private static void Measure(Workload workload, DataSet data, BenchOptions options)
    {
        using var step = workload.Create(data, options.Threads);
        using var hand = workload.ByHand is { } net ? new HandStep(net, step, data) : null;
        hand?.Verify(step);
        // There is no convolution written by hand for NumPy here.
        var peers = options.Peers
            ? Peer.StartAll(hand is null ? Peer.Networks : Peer.Steps, options.Threads, workload.Name)
            : [];
        try
        {
            var bytes = workload.UpdateBytes(step);
            var bandwidth = bytes > 0 ? new Bandwidth(bytes) : null;
            var (peak, moved) = (0.0, 0.0);
            TimeWindows[] everyone =
            [
                new(new Stepper("Autograd", steps => step.Run(steps))),
                .. hand is null ? [] : new TimeWindows[] { new(new Stepper("by hand", hand.Steps)) },
                .. peers.Rights().Map(peer => new TimeWindows(peer)),
            ];
            for (var window = 0; window < options.Windows; window++)
            {
                options.Stop.ThrowIfCancellationRequested();
                // The machine drifts: its limits are taken beside what is held against them.
                peak = Math.Max(peak, FmaPeak.Measure());
                moved = Math.Max(moved, bandwidth?.Measure() ?? 0);
                foreach (var one in everyone) one.Measure();
            }

            var floor = ((step.Cost.Flops / peak) + (bandwidth is null ? 0 : bytes / moved)) / options.Threads;
            var report = options.Report;
            report.Line($"\n{workload.Title}");
            report.Part($"floor: {step.Cost.Flops / 1e6:F1} MFLOP at {peak / Giga:F1} GFLOP/s");
            if (bandwidth is not null)
            {
                report.Part($" + {bytes / 1e6:F1} MB of the update at {moved / Giga:F1} GB/s (a copy of that size)");
            }

            report.Line(options.Threads > 1 ? $", over {options.Threads} threads" : "");
            report.Measured(workload.Title, "floor", ("seconds", floor), ("flops", step.Cost.Flops),
                ("gflops", peak / Giga), ("updateBytes", bytes), ("copyGigabytesPerSecond", moved / Giga));
            BenchTable.Write(report, workload.Title, floor / Milli, everyone);
            foreach (var version in peers.Rights().Map(peer => peer.Version).Concat(peers.Lefts()))
            {
                report.Line(version);
            }

            if (options.Profile)
            {
                report.Line($"fastest times of our step's parts, in microseconds:\n{step.Profile()}");
            }
        }
        finally
        {
            foreach (var peer in peers.Rights()) peer.Dispose();
        }
    }
}
