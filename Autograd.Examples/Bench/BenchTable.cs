namespace Autograd.Examples.Bench;

/// <summary>The figures of a workload as text.</summary>
internal static class BenchTable
{
    private const double Milli = 1e-3;

    /// <summary>A line for the floor and for everyone; the first of them is what the others are held against.</summary>
    public static void Write(TextWriter output, double floor, IReadOnlyList<Windows> everyone)
    {
        output.WriteLine(
            $"{"",-10}{"ms a step",12}{"fastest",10}{"slowest",10}{"processor",11}{"over floor",13}{"over ours",12}");
        output.WriteLine(
            $"{"floor",-10}{floor,12:F4}{"",10}{"",10}{"",11}{1,13:F2}{floor / (everyone[0].Median / Milli),12:F2}");
        foreach (var one in everyone)
        {
            output.WriteLine(
                $"{one.Name,-10}{one.Median / Milli,12:F4}{one.Fastest / Milli,10:F4}{one.Slowest / Milli,10:F4}"
                    + $"{one.Processor / Milli,11:F4}{one.Median / Milli / floor,13:F2}"
                    + $"{one.Median / everyone[0].Median,12:F2}");
        }
    }
}
