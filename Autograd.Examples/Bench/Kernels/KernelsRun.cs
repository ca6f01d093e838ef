namespace Autograd.Examples.Bench.Kernels;

/// <summary>Kernels one by one, each in turns with what it is held against.</summary>
internal static class KernelsRun
{
    private const double Nano = 1e-9;

    /// <summary>Measures the kinds that are asked for.</summary>
    /// <param name="options">What is asked for.</param>
    public static void Run(BenchOptions options)
    {
        options.Report.Line($"kernels on one thread, medians of {options.Windows} windows of 50 ms in turns, "
            + "nanoseconds an element, or a run where an element is not what counts");
        options.Report.Line($"{"",-46}{"by",-20}{"ns",12}{"fastest",12}{"over Autograd's",17}");
        foreach (var kernel in KernelCase.All)
        {
            if (options.Only.IsEmpty || options.Only.Contains(kernel.Kind)) Measure(kernel, options);
        }
    }

    private static void Measure(KernelCase kernel, BenchOptions options)
    {
        TimeWindows[] everyone = [.. kernel.Create().Select(stepper => new TimeWindows(stepper))];
        for (var window = 0; window < options.Windows; window++)
        {
            options.Stop.ThrowIfCancellationRequested();
            foreach (var one in everyone) one.Measure();
        }

        foreach (var one in everyone)
        {
            var overOurs = one.Median / everyone[0].Median;
            options.Report.Line($"{kernel.Name,-46}{one.Name,-20}{one.Median / kernel.Elements / Nano,12:G5}"
                + $"{one.Fastest / kernel.Elements / Nano,12:G5}{overOurs,17:F2}");
            options.Report.Measured($"{kernel.Kind}: {kernel.Name}", one.Name,
                [.. one.Values, ("elements", kernel.Elements), ("overOurs", overOurs)]);
        }
    }
}
