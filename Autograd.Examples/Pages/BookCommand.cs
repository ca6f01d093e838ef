using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Autograd.Examples.Experiments;
using Autograd.Examples.Output;

namespace Autograd.Examples.Pages;

/// <summary>`book`: every experiment, one after another, and one page with all that they found.</summary>
internal static class BookCommand
{
    private const string PageFile = "book.html";

    private static readonly Setting<string> Only = new("--only", "Names of some experiments, e.g. gates,init (default: all)", "", Unknown, "NAMES");
    private static readonly Setting<int> Seeds = Settings.Count("--seeds", "With --table: how many seeds, from --seed on", 5);
    private static readonly Option<string?> Table = new("--table") { Description = "Write the figures beside the book's as a Markdown table to a file, in place of the page", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("book", "Every experiment, and one page with every picture and figure") { Only.Option, Table, Seeds.Option };
        foreach (var option in CommonSettings.All) command.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var streams = parsed.InvocationConfiguration;
        var report = new BookReport(streams.Output, parsed.GetValue(CommonSettings.Quiet), parsed.GetValue(CommonSettings.Json));
        return Guarded.Run(stop => Write(parsed, report, stop), "Stopped: no page was written.", streams.Error, report.Abandon);
    }

    private static int Write(ParseResult parsed, BookReport report, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        var output = CommonSettings.Output.In(parsed);
        OutputFolder.Prepare(output);
        if (parsed.GetValue(Table) is { } file)
        {
            OutputFolder.Prepare(Path.GetDirectoryName(Path.GetFullPath(file))!);
            ImmutableArray<ImmutableArray<ExperimentRun>> runs = [.. Enumerable.Range(0, Seeds.In(parsed)).Select(i => All(parsed, CommonSettings.Seed.In(parsed) + i, report, stop))];
            report.Written(OutputFolder.Write(file, ComparisonTable.Of(runs)), clock.Elapsed);
        }
        else
        {
            var runs = All(parsed, CommonSettings.Seed.In(parsed), report, stop);
            foreach (var plate in runs.SelectMany(run => run.Findings.Plates)) OutputFolder.Write(output, plate);
            report.Written(OutputFolder.Write(Path.Combine(output, PageFile), BookPage.Of(runs, output)), clock.Elapsed);
        }

        return ExitCode.Done;
    }

    private static ImmutableArray<ExperimentRun> All(ParseResult parsed, long seed, BookReport report, CancellationToken stop)
    {
        var chosen = Names(Only.In(parsed));
        ImmutableArray<ExperimentSetup> setups = [.. Book.Experiments
            .Where(experiment => chosen.IsEmpty || chosen.Contains(experiment.Name))
            .SelectMany(experiment => Book.RunsOf(experiment).Select(arguments => ExperimentSetup.Of(experiment, [.. arguments, .. Common(parsed, seed)])))];
        return [.. setups.Select((setup, i) =>
        {
            var run = ExperimentRunner.Run(setup, (stage, done) => report.Progress(setup, i, setups.Length, stage, done), stop: stop);
            stop.ThrowIfCancellationRequested();
            report.Finish(setup, run);
            return run;
        })];
    }

    private static IEnumerable<string> Common(ParseResult parsed, long seed)
    {
        IEnumerable<string> arguments = ["--seed", $"{seed}", "--threads", $"{CommonSettings.Threads.In(parsed)}", "--output", CommonSettings.Output.In(parsed)];
        return parsed.GetValue(CommonSettings.Data) is { } data ? [.. arguments, "--data", data] : arguments;
    }

    private static ImmutableArray<string> Names(string list) => [.. list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static string? Unknown(string list)
    {
        string[] known = [.. Book.Experiments.Select(experiment => experiment.Name)];
        return Names(list).FirstOrDefault(name => !known.Contains(name)) is { } unknown ? $"there is no '{unknown}'; choose of {string.Join(", ", known)}" : null;
    }
}
