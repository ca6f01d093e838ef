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
    /// <summary>Runs to the end or until it is stopped, and gives the program's exit code.</summary>
    /// <exception cref="ExperimentException">It cannot be done.</exception>
    public static int Run(MnistOptions options, Interrupt stop)
    {
        var training = new MnistTraining(options);
        var arguments = options.Arguments;
        // Nothing is computed for a data set before it has been read.
        var known = arguments.Data is null;
        if (known) MnistNeed.Check(arguments, MnistTraining.UsualFeatures, MnistTraining.UsualClasses);
        var preparing = known ? Task.Run(training.Prepare) : Task.CompletedTask;
        var file = Path.Combine(arguments.Output, "mnist.safetensors");
        using var folder = FolderClaim.On(arguments.Output);
        _ = Checkpoints.Prepare(file).IfLeft(error => throw new ExperimentException(error.Message));

        var reading = Stopwatch.StartNew();
        var (train, test) = ImageSets.Read(arguments.Data);
        var seconds = reading.Elapsed.TotalSeconds;
        MnistNeed.Check(arguments, train.Features, train.Classes);
        preparing.Wait();
        return Train(training, train, test, seconds, file, stop);
    }

    private static int Train(
        MnistTraining training, DataSet train, DataSet test, double readingSeconds, string file, Interrupt stop)
    {
        var arguments = training.Arguments;
        var report = MnistReport.For(arguments);
        var state = training.Start(train);
        report.Start(arguments, train, test, state.Parameters.CountParameters());

        var clock = Stopwatch.StartNew();
        var firstStep = 0L;
        var (net, reached, testAccuracy, trainAccuracy) = (state.Parameters, 0, 0.0, 0.0);
        var course = MnistCourse.Empty;
        var failure = (OutOfMemoryException?)null;
        var batches = Noting(training.Batches(train), () => firstStep = Stopwatch.GetTimestamp());
        try
        {
            foreach (var look in training.Looks(state, batches, train, test, stop.Token))
            {
                (net, reached, course) = (look.Net, look.Iteration, course.With(look));
                report.Progress(look.Iteration, look.Loss, clock.Elapsed.TotalSeconds);
                if (look.Judged is not { } judged) continue;
                (_, trainAccuracy, testAccuracy) = judged;
                report.Epoch(
                    judged.Epoch, look.Iteration, look.Loss, trainAccuracy, testAccuracy, clock.Elapsed.TotalSeconds);
            }
        }
        catch (OutOfMemoryException error) when (reached > 0)
        {
            // What was learnt before is worth keeping.
            failure = error;
        }

        var result = new MnistResult(
            reached, trainAccuracy, testAccuracy, clock.Elapsed.TotalSeconds, readingSeconds,
            SecondsSinceStart(firstStep) - readingSeconds, PeakBytes(), Digest.Of(net), Path.GetFullPath(file));
        _ = Checkpoints.Save(file, net).IfLeft(error => throw new ExperimentException(error.Message, ExitCode.Broken));
        if (failure is not null) throw failure;
        // Stopped before the first look, there is nothing to draw.
        if (!course.Test.IsEmpty)
        {
            foreach (var plate in course.Findings(training, net, test).Plates)
            {
                OutputFolder.Write(arguments.Output, plate);
            }
        }

        var stopped = stop.Token.IsCancellationRequested;
        report.Finish(result, stopped);
        return stopped ? stop.ExitCode : ExitCode.Done;
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
