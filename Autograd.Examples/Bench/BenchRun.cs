using System.Runtime.InteropServices;
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
    public static int Run(BenchOptions options, Action<BenchOptions> measure)
    {
        var runtime = $"{RuntimeInformation.FrameworkDescription}; {RuntimeInformation.OSDescription}";
        Console.WriteLine($"{Machine.Processor}, {Environment.ProcessorCount} processors, {Machine.Vectors}; "
            + $"{runtime}; load {Machine.Load}");
        var (peak, copying) = (FmaPeak.Measure() / Giga, new Bandwidth(LargeFootprint).Measure() / Giga);
        Console.WriteLine($"one core: {peak:F1} GFLOP/s of fused multiply-adds, {copying:F1} GB/s copying in memory");
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

        return ExitCode.Done;
    }

    /// <summary>Whole training steps.</summary>
    public static void Steps(BenchOptions options)
    {
        Console.WriteLine($"medians of {options.Windows} windows of 50 ms in turns, threads: {options.Threads}");
        var data = SyntheticImages.Make();
        foreach (var workload in Workload.All) Measure(workload, data, options);
    }

    private static void Measure(Workload workload, DataSet data, BenchOptions options)
    {
        using var step = workload.Create(data, options.Threads);
        using var hand = workload.ByHand is { } net ? new HandStep(net, step, data) : null;
        hand?.Verify(step);
        // Nobody has written a convolution by hand for NumPy here.
        var peers = options.Peers
            ? Peer.StartAll(hand is null ? Peer.Networks : Peer.Steps, options.Threads, workload.Name)
            : [];
        try
        {
            var bytes = workload.UpdateBytes(step);
            var bandwidth = bytes > 0 ? new Bandwidth(bytes) : null;
            var (peak, moved) = (0.0, 0.0);
            Windows[] everyone = [new(new OurStepper(step)), .. hand is null ? [] : new Windows[] { new(hand) },
                .. peers.Rights().Map(peer => new Windows(peer))];
            for (var window = 0; window < options.Windows; window++)
            {
                options.Stop.ThrowIfCancellationRequested();
                // The machine drifts: its limits are taken beside what is held against them.
                peak = Math.Max(peak, FmaPeak.Measure());
                moved = Math.Max(moved, bandwidth?.Measure() ?? 0);
                foreach (var one in everyone) one.Measure();
            }

            var floor = ((step.Cost.Flops / peak) + (bandwidth is null ? 0 : bytes / moved)) / options.Threads;
            Console.WriteLine($"\n{workload.Title}");
            Console.Write($"floor: {step.Cost.Flops / 1e6:F1} MFLOP at {peak / Giga:F1} GFLOP/s");
            if (bandwidth is not null)
            {
                Console.Write($" + {bytes / 1e6:F1} MB of the update at {moved / Giga:F1} GB/s (a copy of that size)");
            }

            Console.WriteLine(options.Threads > 1 ? $", over {options.Threads} threads" : "");
            BenchTable.Write(Console.Out, floor / Milli, everyone);
            foreach (var version in peers.Rights().Map(peer => peer.Version).Concat(peers.Lefts()))
            {
                Console.WriteLine(version);
            }

            if (options.Profile)
            {
                Console.WriteLine($"fastest times of our step's parts, in microseconds:\n{step.Profile()}");
            }
        }
        finally
        {
            foreach (var peer in peers.Rights()) peer.Dispose();
        }
    }
}
