using System.Collections.Immutable;
using System.CommandLine;
using Autograd.Examples.Output;

namespace Autograd.Examples.Experiments;

/// <summary>The command line of an experiment.</summary>
internal static class ExperimentCommand
{
    /// <summary>The command that does an experiment, writes its pictures and shows what it found.</summary>
    public static Command Create(Experiment experiment)
    {
        var command =
            new Command(experiment.Name, $"{experiment.Summary} (Deep Learning from Scratch, {experiment.Section})");
        foreach (var setting in experiment.Settings) command.Add(setting.Option);
        foreach (var option in CommonSettings.All) command.Add(option);
        command.SetAction(parsed => Run(new(experiment, parsed)));
        return command;
    }

    private static int Run(ExperimentSetup setup)
    {
        var streams = setup.Parsed.InvocationConfiguration;
        var report = ExperimentReport.For(setup, streams.Output);
        return Guarded.Run(stop =>
        {
            setup.Check();
            using var folder = OutputFolder.Prepare(setup.Output);
            report.Start(setup);
            var run = ExperimentRunner.Run(setup, report.Progress, report.Note, report.Curve, stop.Token);
            ImmutableArray<string> files =
                [.. run.Findings.Plates.Select(plate => OutputFolder.Write(setup.Output, plate))];
            report.Finish(setup, run, files);
            return run.Stopped ? stop.ExitCode : ExitCode.Done;
        }, "Stopped.", streams.Error, report.Abandon);
    }
}
