namespace Autograd.Examples.Bench;

/// <summary>Matrix products, ours and OpenBLAS's in turns, against the machine's peak.</summary>
internal static class ProductsRun
{
    private const double Giga = 1e9;

    public static void Run(BenchOptions options)
    {
        options.Report.Line($"float matrix products, medians of {options.Windows} windows of 50 ms in turns, GFLOP/s, "
            + $"threads: {options.Threads}");
        options.Report.Line(
            $"{"",-28}{"peak",8}{"Autograd",10}{"fastest",9}{"columns",9}{"of peak",9}{"OpenBLAS",10}{"fastest",9}"
                + $"{"ours/theirs",13}");
        var peers = "";
        foreach (var shape in ProductShape.All) peers = Measure(shape, options);
        options.Report.Line(peers);
    }

    // Writes a line of the table, and gives the peer's version or why there is none.
    private static string Measure(ProductShape shape, BenchOptions options)
    {
        var peers = options.Peers ? Peer.StartAll(Peer.Products, options.Threads, Arguments(shape)) : [];
        try
        {
            var peaks = new List<double>();
            TimeWindows[] everyone =
            [
                new(new Stepper("Autograd", shape.NewExecution(options.Threads).Run)),
                .. peers.Rights().Map(peer => new TimeWindows(peer)),
            ];
            for (var window = 0; window < options.Windows; window++)
            {
                options.Stop.ThrowIfCancellationRequested();
                peaks.Add(FmaPeak.Measure() * options.Threads);
                foreach (var one in everyone) one.Measure();
            }

            Write(options.Report, shape, TimeWindows.MedianOf(peaks), everyone[0], everyone.ElementAtOrDefault(1));
            return string.Join('\n', peers.Rights().Map(peer => peer.Version).Concat(peers.Lefts()));
        }
        finally
        {
            foreach (var peer in peers.Rights()) peer.Dispose();
        }
    }

    private static void Write(
        BenchReport report, ProductShape shape, double peak, TimeWindows ours, TimeWindows? peer)
    {
        // Lanes past the last column work in vain, whoever multiplies.
        var padded = (shape.Columns + FmaPeak.Lanes - 1) / FmaPeak.Lanes * FmaPeak.Lanes;
        var columns = (double)shape.Columns / padded;
        var ofPeak = Rate(ours.Median) * Giga / columns / peak;
        report.Part(
            $"{shape,-28}{peak / Giga,8:F1}{Rate(ours.Median),10:F1}{Rate(ours.Fastest),9:F1}{columns,9:P0}"
                + $"{ofPeak,9:P0}");
        report.Line(
            peer is null ? "" : $"{Rate(peer.Median),10:F1}{Rate(peer.Fastest),9:F1}{peer.Median / ours.Median,13:F2}");
        report.Measured($"{shape}", ours.Name, [.. ours.Values, ("flops", shape.Flops), ("ofPeak", ofPeak)]);
        if (peer is not null)
        {
            report.Measured(
                $"{shape}", peer.Name,
                [.. peer.Values, ("flops", shape.Flops), ("overOurs", peer.Median / ours.Median)]);
        }

        double Rate(double seconds) => shape.Flops / seconds / Giga;
    }

    private static string[] Arguments(ProductShape shape) =>
        [$"{shape.Rows}", $"{shape.Depth}", $"{shape.Columns}", shape.TransposedA ? "t" : "n",
            shape.TransposedB ? "t" : "n"];
}
