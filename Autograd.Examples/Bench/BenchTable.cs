namespace Autograd.Examples.Bench;

/// <summary>The figures of a workload as text.</summary>
internal static class BenchTable
{
    private const double Milli = 1e-3;

    /// <summary>A line for the floor and for everyone; the first of them is what the others are held against.</summary>
    /// <param name="report">Where the lines go.</param>
    /// <param name="of">The workload.</param>
    /// <param name="floor">What a step cannot be faster than, in milliseconds.</param>
    /// <param name="everyone">Who was measured.</param>
    public static void Write(BenchReport report, string of, double floor, IReadOnlyList<TimeWindows> everyone)
    {
        report.Line(
            $"{"",-10}{"ms a step",12}{"fastest",10}{"slowest",10}{"processor",11}{"over floor",13}{"over ours",12}");
        report.Line(
            $"{"floor",-10}{floor,12:F4}{"",10}{"",10}{"",11}{1,13:F2}{floor / (everyone[0].Median / Milli),12:F2}");
        foreach (var one in everyone)
        {
            var (overFloor, overOurs) = (one.Median / Milli / floor, one.Median / everyone[0].Median);
            report.Line(
                $"{one.Name,-10}{one.Median / Milli,12:F4}{one.Fastest / Milli,10:F4}{one.Slowest / Milli,10:F4}"
                + $"{one.Processor / Milli,11:F4}{overFloor,13:F2}{overOurs,12:F2}");
            report.Measured(of, one.Name, [.. one.Values, ("overFloor", overFloor), ("overOurs", overOurs)]);
        }
    }
}
