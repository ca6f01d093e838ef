using System.Collections.Immutable;
using System.Globalization;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;

namespace Autograd.Examples.Pages;

/// <summary>How a run of all experiments is shown: a line for each, its figures, or JSON.</summary>
internal sealed class BookReport(TextWriter output, bool quiet, bool json)
{
    private readonly bool _live = !quiet && !json && output == Console.Out && !Console.IsOutputRedirected;
    private readonly LiveLine _line = new(output);

    /// <summary>Before the first experiment.</summary>
    /// <param name="count">How many there are.</param>
    public void Start(int count)
    {
        if (!json && !quiet) output.WriteLine($"book: {count} runs of the experiments of Deep Learning from Scratch");
    }

    /// <summary>How far an experiment has come.</summary>
    public void Progress(ExperimentSetup setup, int index, int count, string stage, double done)
    {
        if (_live)
        {
            _line.Show($"  {index + 1} of {count}  {setup.Experiment.Name}  {stage}  "
                + $"{Math.Clamp(done, 0, 1).ToString("P0", CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>An experiment is done.</summary>
    public void Finish(ExperimentSetup setup, ExperimentRun run)
    {
        _line.Clear();
        var (agree, compared) = Figure.Agreement(run.Findings.Figures);
        if (json)
        {
            var report = new JsonReport(output);
            report.Start(setup);
            report.Finish(setup, run, new(
                null, [.. run.Findings.Plates.Select(plate => Path.Combine(setup.Output, $"{plate.File}.svg"))]));
        }
        else if (quiet)
        {
            foreach (var figure in run.Findings.Figures)
            {
                output.WriteLine($"{run.Experiment.Name}: {figure.Name}: {figure.Text}");
            }
        }
        else
        {
            output.WriteLine($"{run.CommandLine["autograd ".Length..],-40} {run.Seconds,6:F1} s   "
                + $"{run.Findings.Plates.Length} pictures   {agree} of {compared} figures as in the book");
        }
    }

    /// <summary>What was written at the end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="taken">How long it took.</param>
    /// <param name="missing">The command lines of what was not finished.</param>
    public void Written(string file, TimeSpan taken, ImmutableArray<string> missing)
    {
        if (json)
        {
            new JsonLines(output, "book").Write("result", line =>
            {
                line.WriteString("conclusion", missing.IsEmpty ? "All was done." : "Some was not finished.");
                line.WriteBoolean("stopped", !missing.IsEmpty);
                line.WriteNumber("seconds", taken.TotalSeconds);
                line.WriteString("file", file);
                line.Texts("missing", missing);
            });
        }
        else if (!quiet) output.WriteLine($"{file} in {taken.TotalSeconds:F1} s");
    }

    /// <summary>An error is about to be shown.</summary>
    public void Abandon() => _line.Clear();
}
