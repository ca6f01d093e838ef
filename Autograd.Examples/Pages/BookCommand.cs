using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Autograd.Examples.Experiments;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;
using Autograd.Nn.Files;

namespace Autograd.Examples.Pages;

/// <summary>`book`: every experiment, one after another, and one page with all that they found.</summary>
internal static class BookCommand
{
    private const string PageFile = "book.html";
    private const int MostSeeds = 1000;

    private static readonly Setting<string> Only = Setting.Choices(
        "--only", "Names of some experiments, e.g. gates,init (default: all)",
        [.. Book.Experiments.Select(experiment => experiment.Name)]);
    private static readonly Setting<int> Seeds =
        Setting.Count("--seeds", "With --table: how many seeds, from --seed on", 5, MostSeeds);

    private static readonly Setting<string?> Table = new(
        "--table", "Write the figures beside the book's as a Markdown table to a file, in place of the page", null,
        value => value is "" ? "give the name of a file" : null, "FILE");

    public static Command Create()
    {
        var command = new Command("book", "Every experiment, and one page with every picture and figure") {
            Only.Option, Table.Option, Seeds.Option };
        foreach (var option in CommonSettings.All) command.Add(option);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var streams = parsed.InvocationConfiguration;
        var report = new BookReport(streams.Output, CommonSettings.Quiet.In(parsed), CommonSettings.Json.In(parsed));
        return Guarded.Run(
            stop => Write(parsed, report, stop), "Stopped: no page was written.", streams.Error, report.Abandon);
    }

    private static int Write(ParseResult parsed, BookReport report, Interrupt stop)
    {
        var clock = Stopwatch.StartNew();
        var output = CommonSettings.Output.In(parsed);
        if (CommonSettings.Data.In(parsed) is { } data) ImageSets.Read(data);
        if (Table.In(parsed) is { } name && Directory.Exists(name))
        {
            throw new ProgramException($"--table: {OneLine.Value(name)} is a folder; give the name of a file");
        }

        using var folder = OutputFolder.Prepare(output);
        var shelf = new BookShelf(parsed, report, stop.Token);
        if (Table.In(parsed) is { } file)
        {
            using var place = OutputFolder.Prepare(Path.GetDirectoryName(Path.GetFullPath(file))!);
            report.Start(Setups(parsed, CommonSettings.Seed.In(parsed)).Length);
            var seeds = shelf.OfSeeds(Seeds.In(parsed));
            var page = ComparisonTable.Of(seeds, shelf.Missing);
            report.Written(OutputFolder.Write(file, page), clock.Elapsed, shelf.Missing);
        }
        else
        {
            report.Start(Setups(parsed, CommonSettings.Seed.In(parsed)).Length);
            var runs = shelf.Of(CommonSettings.Seed.In(parsed));
            foreach (var plate in runs.SelectMany(run => run.Findings.Plates)) WrittenFiles.Write(plate, output);
            var page = BookPage.Of(runs, shelf.Missing);
            report.Written(
                OutputFolder.Write(Path.Combine(output, PageFile), page), clock.Elapsed, shelf.Missing);
        }

        if (shelf.Failure is { } failure) throw failure;
        return stop.Token.IsCancellationRequested ? stop.ExitCode : ExitCode.Done;
    }

    /// <summary>The experiments that the command line asks for, in their settings of the book.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="seed">Where their randomness comes from.</param>
    public static ImmutableArray<ExperimentSetup> Setups(ParseResult parsed, long seed)
    {
        var chosen = Setting.Names(Only.In(parsed));
        return [.. Book.Experiments
            .Where(experiment => chosen.IsEmpty || chosen.Contains(experiment.Name))
            .SelectMany(experiment => experiment.BookRuns
                .Select(arguments => ExperimentSetup.Of(experiment, [.. arguments, .. Common(parsed, seed)])))];
    }

    private static IEnumerable<string> Common(ParseResult parsed, long seed)
    {
        // As one argument each: a folder's name may begin with a hyphen.
        IEnumerable<string> arguments = [$"--seed={seed}", $"--threads={CommonSettings.Threads.In(parsed)}",
            $"--output={CommonSettings.Output.In(parsed)}"];
        return CommonSettings.Data.In(parsed) is { } data ? [.. arguments, $"--data={data}"] : arguments;
    }
}
