using System.CommandLine;
using Autograd.Examples.Experiments;
using Autograd.Examples.Output;

namespace Autograd.Examples.Mnist;

/// <summary>The command line of `mnist`.</summary>
internal static class MnistCommand
{
    private static readonly Setting<int> Hidden =
        Settings.Count("--hidden", "Units of the hidden layer", MnistArguments.Usual.Hidden);

    private static readonly Setting<string> Activation = Settings.Text(
        "--activation",
        $"Activation of the hidden layer: {MnistOptions.ActivationNames} (the book: sigmoid in chapter 4, relu in "
        + $"chapter 5)",
        MnistArguments.Usual.Activation, "the name of an activation", "NAME");

    private static readonly Setting<string> Optimizer = Settings.Text(
        "--optimizer", $"How gradients become updates: {MnistOptions.OptimizerNames}",
        MnistArguments.Usual.Optimizer, "the name of an optimizer", "NAME");

    private static readonly Setting<double> Rate =
        Settings.Positive("--learning-rate", "Learning rate", MnistArguments.Usual.LearningRate);
    private static readonly Setting<int> Batch =
        Settings.Count("--batch", "Images in a mini-batch", MnistArguments.Usual.Batch);

    private static readonly Setting<int> Iterations =
        Settings.Count(
            "--iterations", "Training steps", MnistArguments.Usual.Iterations, MnistArguments.MostIterations);

    private static readonly Setting<long> Seed =
        new("--seed", "Seed of the weights and the mini-batches", MnistArguments.Usual.Seed, _ => null);

    private static readonly Setting<string> Output = Settings.Text(
        "--output", "Folder for the trained weights and the pictures", MnistArguments.Usual.Output,
        "the name of a folder", "DIR");

    private static readonly Setting<bool> Quiet = Settings.Flag("--quiet", "Show the result only");

    private static readonly Setting<bool> Json =
        Settings.Flag("--json", "Show one JSON object a line: the configuration, each epoch, the result");

    /// <summary>The command that trains, writes weights and pictures, and shows how it goes.</summary>
    public static Command Create()
    {
        var command = new Command(
            "mnist", "Train a two-layer network on handwritten digits (Deep Learning from Scratch, section 4.5)")
        {
            CommonSettings.Data.Option, Hidden.Option, Activation.Option, Optimizer.Option, Rate.Option, Batch.Option,
            Iterations.Option,
            Seed.Option, CommonSettings.Threads.Option, Output.Option, Quiet.Option, Json.Option,
        };
        command.SetAction(parsed => Guarded.Run(
            stop => MnistRun.Run(MnistOptions.Of(Arguments(parsed)), stop), "Stopped.",
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static MnistArguments Arguments(ParseResult parsed) => new(
        CommonSettings.Data.In(parsed), Hidden.In(parsed), Activation.In(parsed), Optimizer.In(parsed),
        Rate.In(parsed), Batch.In(parsed),
        Iterations.In(parsed), Seed.In(parsed), CommonSettings.Threads.In(parsed), Output.In(parsed), Quiet.In(parsed),
        Json.In(parsed));
}
