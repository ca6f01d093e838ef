using System.Diagnostics;
using Autograd.Examples.Experiments;
using Autograd.Examples.Output;
using Autograd.Graph;
using Autograd.Nn.Checkpoints;
using Autograd.Nn.Data;

namespace Autograd.Examples.Mnist;

/// <summary>The experiment: read, train, look at each epoch, save.</summary>
internal static class MnistRun
{
    /// <summary>Runs to the end or to Ctrl-C, and gives the program's exit code.</summary>
    public static int Run(MnistOptions options)
    {
        var training = new MnistTraining(options);
        var preparing = Task.Run(training.Prepare);
        var file = Path.Combine(options.Arguments.Output, "mnist.safetensors");
        return Checkpoints.Prepare(file).Match(Right: _ => Run(training, preparing, file), Left: error => Fail(error.Message));
    }

    private static int Run(MnistTraining training, Task preparing, string file)
    {
        var reading = Stopwatch.StartNew();
        var data = training.Arguments.Data is { } directory
            ? MnistFiles.Read(directory)
            : MnistFiles.ReadKnown(Path.Combine(AppContext.BaseDirectory, "data", "mnist"));
        var seconds = reading.Elapsed.TotalSeconds;
        preparing.Wait();
        return data.Match(Right: sets => Train(training, sets.Train, sets.Test, seconds, file), Left: error => Fail(error.Message));
    }

    private static int Train(MnistTraining training, DataSet train, DataSet test, double readingSeconds, string file)
    {
        var arguments = training.Arguments;
        using var report = MnistReport.For(arguments);
        using var interrupt = new Interrupt();
        var state = training.Start(train);
        report.Start(arguments, train, test, state.Parameters.CountParameters());

        var clock = Stopwatch.StartNew();
        var firstStep = 0L;
        var (net, reached, testAccuracy, trainAccuracy) = (state.Parameters, 0, 0.0, 0.0);
        var course = MnistCourse.Empty;
        var batches = Noting(training.Batches(train), () => firstStep = Stopwatch.GetTimestamp());
        foreach (var look in training.Looks(state, batches, train, test, interrupt.Token))
        {
            (net, reached, course) = (look.Net, look.Iteration, course.With(look));
            report.Progress(look.Iteration, look.Loss, clock.Elapsed.TotalSeconds);
            if (look.Judged is not { } judged) continue;
            (_, trainAccuracy, testAccuracy) = judged;
            report.Epoch(judged.Epoch, look.Iteration, look.Loss, trainAccuracy, testAccuracy, clock.Elapsed.TotalSeconds);
        }

        var result = new MnistResult(
            reached, trainAccuracy, testAccuracy, clock.Elapsed.TotalSeconds, readingSeconds, SecondsSinceStart(firstStep) - readingSeconds, PeakBytes(), Digest.Of(net), Path.GetFullPath(file));
        return Checkpoints.Save(file, net).Match(
            Right: _ =>
            {
                // Stopped before the first look, there is nothing to draw.
                if (!course.Test.IsEmpty && Write(arguments.Output, course.Findings(training, net, test)) is { } unwritten) return Fail(unwritten);
                report.Finish(result, interrupt.Token.IsCancellationRequested);
                return interrupt.Token.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
            },
            Left: error => Fail(error.Message));
    }

    // The weights are safe by now.
    private static string? Write(string folder, Findings findings)
    {
        try
        {
            foreach (var plate in findings.Plates) OutputFolder.Write(folder, plate);
            return null;
        }
        catch (ExperimentException error)
        {
            return error.Message;
        }
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine(message);
        return ExitCode.Failed;
    }

    // Training asks for the next batch, or for the end of them, when the step is done.
    private static IEnumerable<Batch> Noting(IEnumerable<Batch> batches, Action firstStepDone)
    {
        var first = true;
        foreach (var batch in batches)
        {
            yield return batch;
            if (first) firstStepDone();
            first = false;
        }
    }

    // Of a moment that is past: to ask when the process started takes a while itself.
    private static double SecondsSinceStart(long moment)
    {
        using var process = Process.GetCurrentProcess();
        return (DateTime.Now - process.StartTime - Stopwatch.GetElapsedTime(moment)).TotalSeconds;
    }

    private static long PeakBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
