using Autograd.Graph.Engine;

namespace Autograd.Examples.Bench;

/// <summary>
/// Convolutions and both of their gradients, ours and PyTorch's in turns, against the machine's peak.
/// </summary>
internal static class ConvolutionsRun
{
    private const double Giga = 1e9;
    private const double Milli = 1e-3;

    public static void Run(BenchOptions options)
    {
        options.Report.Line(
            $"float convolutions, medians of {options.Windows} windows of 50 ms in turns, threads: {options.Threads}");
        options.Report.Line(
            $"{"",-36}{"",8}{"GFLOP",8}{"Autograd ms",12}{"fastest",9}{"of peak",9}{"PyTorch ms",12}{"fastest",9}"
                + $"{"theirs/ours",13}");
        var (peers, lines) = ("", new List<(double OfPeak, double? Ratio)>());
        foreach (var convolution in ConvolutionCase.All)
        {
            foreach (var part in ConvolutionCase.Parts) peers = Measure(convolution, part, options, lines);
        }

        options.Report.Part($"medians: {TimeWindows.MedianOf(lines.Select(line => line.OfPeak)):P0} of the peak");
        var ratios = lines.Where(line => line.Ratio is not null).Select(line => line.Ratio!.Value).ToArray();
        options.Report.Line(ratios is [] ? ""
            : $", PyTorch's time over ours {TimeWindows.MedianOf(ratios):F2}; slower than PyTorch: {ratios.Count(ratio => ratio < 1)} of {ratios.Length}");
        options.Report.Line(peers);
    }

    // Writes a line of the table, and gives the peer's version or why there is none.
    private static string Measure(
        ConvolutionCase convolution, string part, BenchOptions options, List<(double OfPeak, double? Ratio)> lines)
    {
        var peers =
            options.Peers ? Peer.StartAll(Peer.Convolutions, options.Threads, [.. convolution.Arguments, part]) : [];
        try
        {
            var (peaks, plan) = (new List<double>(), convolution.Plan(part, options.Threads));
            TimeWindows[] everyone =
            [
                new(new Stepper("Autograd", Filled(plan).Run)),
                .. peers.Rights().Map(peer => new TimeWindows(peer)),
            ];
            for (var window = 0; window < options.Windows; window++)
            {
                options.Stop.ThrowIfCancellationRequested();
                peaks.Add(FmaPeak.Measure() * options.Threads);
                foreach (var one in everyone) one.Measure();
            }

            var (ours, peer) = (everyone[0], everyone.ElementAtOrDefault(1));
            lines.Add((plan.Cost.Flops / ours.Median / TimeWindows.MedianOf(peaks), peer?.Median / ours.Median));
            options.Report.Part(
                $"{convolution,-36}{part,8}{plan.Cost.Flops / Giga,8:F2}{ours.Median / Milli,12:F3}"
                    + $"{ours.Fastest / Milli,9:F3}{lines[^1].OfPeak,9:P0}");
            options.Report.Line(
                peer is null ? "" : $"{peer.Median / Milli,12:F3}{peer.Fastest / Milli,9:F3}{lines[^1].Ratio,13:F2}");
            var of = $"{convolution}, {part}";
            options.Report.Measured(
                of, ours.Name, [.. ours.Values, ("flops", plan.Cost.Flops), ("ofPeak", lines[^1].OfPeak)]);
            if (peer is not null)
            {
                options.Report.Measured(of, peer.Name, [.. peer.Values, ("overOurs", peer.Median / ours.Median)]);
            }

            return string.Join('\n', peers.Rights().Map(peer => peer.Version).Concat(peers.Lefts()));
        }
        finally
        {
            foreach (var peer in peers.Rights()) peer.Dispose();
        }
    }

    private static Execution<float> Filled(Plan<float> plan)
    {
        var (frame, random) = (plan.NewExecution(), new Random(1));
        for (var input = 0; input < 3; input++)
        {
            foreach (ref var x in frame.Input(input)) x = (2 * random.NextSingle()) - 1;
        }

        return frame;
    }
}
