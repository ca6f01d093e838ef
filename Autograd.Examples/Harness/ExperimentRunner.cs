using System.Diagnostics;
using Autograd.Examples.Charts;
using Autograd.Examples.Output;

namespace Autograd.Examples.Harness;

/// <summary>Does experiments. Nothing is shown or written here.</summary>
internal static class ExperimentRunner
{
    /// <summary>Does an experiment.</summary>
    /// <param name="setup">The experiment and its settings.</param>
    /// <param name="progress">Told how far a stage has come, from 0 to 1.</param>
    /// <param name="note">Told what has been found on the way.</param>
    /// <param name="curve">Shown curves as far as they go.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="ProgramException">It cannot be done, for a reason that the user can mend.</exception>
    /// <exception cref="OperationCanceledException">It was stopped and has found nothing.</exception>
    public static ExperimentRun Run(ExperimentSetup setup, Action<string, double>? progress = null,
        Action<Note>? note = null, Action<Chart>? curve = null, CancellationToken stop = default)
    {
        var clock = Stopwatch.StartNew();
        var findings = setup.Experiment.Run(LabOf(setup, progress, note, curve, stop));
        return new(setup.Experiment, findings, clock.Elapsed.TotalSeconds, setup.CommandLine,
            stop.IsCancellationRequested, setup.Configuration);
    }

    /// <summary>What an experiment works with.</summary>
    /// <param name="setup">The experiment and its settings.</param>
    /// <param name="progress">Told how far a stage has come, from 0 to 1.</param>
    /// <param name="note">Told what has been found on the way.</param>
    /// <param name="curve">Shown curves as far as they go.</param>
    /// <param name="stop">Stops it.</param>
    public static Lab LabOf(
        ExperimentSetup setup, Action<string, double>? progress = null, Action<Note>? note = null,
        Action<Chart>? curve = null, CancellationToken stop = default) =>
        new(setup, new(progress, note, curve), stop);
}
