using System.CommandLine;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <summary>The command line of an experiment.</summary>
internal static class ExperimentCommand
{
    /// <summary>The command that does an experiment, writes what it made and shows what it found.</summary>
    /// <param name="experiment">The experiment.</param>
    public static Command Create(Experiment experiment)
    {
        var command = new Command(experiment.Name, $"{experiment.Summary} ({experiment.Section})");
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
            report.Finish(setup, run, WrittenFiles.Of(run, setup.Output));
            return run.Stopped ? stop.ExitCode : ExitCode.Done;
        }, "Stopped.", streams.Error, report.Abandon);
    }
}
