using System.Collections.Immutable;
using System.Diagnostics;
using Autograd.Examples.Harness;
using Autograd.Examples.Models;
using Autograd.Graph;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Mnist;

/// <summary>A two-layer network learns digits: with the sigmoid of chapter 4, or the relu of chapter 5.</summary>
internal static class MnistExperiment
{
    public static Experiment Experiment { get; } = new(
        "mnist", "A two-layer network learns to read digits", "sections 4.5 and 5.7",
        "Autograd.Examples/Experiments/Mnist", Run, MnistSettings.All)
    {
        Variants = [[], [MnistSettings.Activation.Option.Name, "relu"]],
        Check = MnistNeed.Check,
        IsBrief = true,
    };

    private static Findings Run(Lab lab)
    {
        var training = new MnistTraining(lab);
        // Nothing is computed for a data set before it has been read.
        var preparing = lab.Data is null ? Task.Run(training.Prepare) : Task.CompletedTask;
        var (train, test) = lab.Digits;
        preparing.Wait();
        var start = training.Start(train);
        Describe(lab, train, test, start.Parameters.CountParameters(), training.PerEpoch(train));

        var course = training.Run(start, train, test);
        var weights = TrainedWeights.Of(course.Net);
        if (course.Failure is not null) return new("") { Weights = weights, Failure = course.Failure };
        return Of(lab, course, new(test, training.Predictions(course.Net, test))) with { Weights = weights };
    }

    private static void Describe(Lab lab, DataSet train, DataSet test, long parameters, int perEpoch)
    {
        var (hidden, batch) = (lab.Get(MnistSettings.Hidden), lab.Get(MnistSettings.Batch));
        var steps = MnistSettings.Length.Steps(lab, perEpoch);
        lab.Note("data",
            $"{train.Count:N0} training and {test.Count:N0} test images "
            + (lab.Data is { } directory ? $"from {directory}" : "of MNIST (checked against their SHA-256)"),
            ("trainImages", train.Count), ("testImages", test.Count), ("features", train.Features),
            ("classes", train.Classes));
        lab.Note("network",
            $"{train.Features}-{hidden}-{train.Classes} network, {lab.Get(MnistSettings.Activation)}, "
            + $"{parameters:N0} parameters, weights N(0, 0.01²), biases 0",
            ("hidden", hidden), ("parameters", parameters));
        lab.Note("training",
            $"{lab.Get(MnistSettings.Optimizer)}, learning rate {lab.Get(MnistSettings.Rate)}: {steps:N0} steps of "
            + $"{batch} random images; seed {lab.Seed}, threads {lab.Plan.Threads}",
            ("iterations", steps), ("batch", batch));
    }

    private static Findings Of(Lab lab, Course<TwoLayerNet> course, Answers answers)
    {
        var (name, book, last) = (lab.Get(MnistSettings.Activation), MnistSettings.BookOf(lab), course.Last);
        return new(MnistPlates.Conclusion(name, lab.Get(MnistSettings.Hidden), course))
        {
            Result = $"Test accuracy {last.Test:F4} after {course.Steps:N0} steps in {course.Seconds:F2} s",
            Figures =
            [
                new($"{name}: test accuracy", last.Test, book?.Test, "F4"),
                new($"{name}: training accuracy", last.Training!.Value, book?.Training, "F4"),
                new($"{name}: misclassified test images", answers.Wrong.Length),
            ],
            Tables = [answers.Confusion()],
            Plates = [.. MnistPlates.Of(name, course), .. answers.WrongPlates($"mnist-{name}-wrong")],
            Measurements = Measured(lab, course),
        };
    }

    private static ImmutableArray<(string Name, double Value)> Measured(Lab lab, Course<TwoLayerNet> course)
    {
        using var process = Process.GetCurrentProcess();
        // Of a moment that is past: to ask when the process started takes a while itself.
        var firstStep = DateTime.Now - process.StartTime - Stopwatch.GetElapsedTime(course.FirstStep);
        return
        [
            ("iterations", course.Steps),
            ("trainAccuracy", course.Last.Training!.Value),
            ("testAccuracy", course.Last.Test),
            ("trainingSeconds", course.Seconds),
            ("readingSeconds", lab.ReadingSeconds),
            ("firstStepSeconds", firstStep.TotalSeconds - lab.ReadingSeconds),
            ("peakBytes", process.PeakWorkingSet64),
        ];
    }
}
