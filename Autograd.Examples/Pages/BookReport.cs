using System.Globalization;
using System.Text.Json;
using Autograd.Examples.Experiments;
using Autograd.Examples.Output;

namespace Autograd.Examples.Pages;

/// <summary>How a run of all experiments is shown: a line for each, its figures, or JSON.</summary>
internal sealed class BookReport(TextWriter output, bool quiet, bool json)
{
    private readonly bool _live = !quiet && !json && output == Console.Out && !Console.IsOutputRedirected;
    private readonly LiveLine _line = new(output);

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
            var report = new JsonExperimentReport(output);
            report.Start(setup);
            report.Finish(
                setup, run, [.. run.Findings.Plates.Select(plate => Path.Combine(setup.Output, $"{plate.File}.svg"))]);
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
    public void Written(string file, TimeSpan taken)
    {
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["event"] = "book",
                ["file"] = file,
                ["seconds"] = taken.TotalSeconds
            }));
        }
        else if (!quiet) output.WriteLine($"{file} in {taken.TotalSeconds:F1} s");
    }

    /// <summary>An error is about to be shown.</summary>
    public void Abandon() => _line.Clear();
}
