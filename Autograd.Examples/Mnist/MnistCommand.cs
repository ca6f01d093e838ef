using System.CommandLine;
using Autograd.Examples.Output;

namespace Autograd.Examples.Mnist;

/// <summary>The command line of `mnist`.</summary>
internal static class MnistCommand
{
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Folder of a data set in IDX form, plain or .gz (default: the MNIST that comes with the program)", HelpName = "DIR" };
        var hidden = Number("--hidden", "Units of the hidden layer", MnistArguments.Usual.Hidden);
        var activation = Text("--activation", $"Activation of the hidden layer: {MnistOptions.ActivationNames} (the book: sigmoid in chapter 4, relu in chapter 5)", MnistArguments.Usual.Activation);
        var optimizer = Text("--optimizer", $"How gradients become updates: {MnistOptions.OptimizerNames}", MnistArguments.Usual.Optimizer);
        var learningRate = Number("--learning-rate", "Learning rate", MnistArguments.Usual.LearningRate);
        var batch = Number("--batch", "Images in a mini-batch", MnistArguments.Usual.Batch);
        var iterations = Number("--iterations", "Training steps", MnistArguments.Usual.Iterations);
        var seed = Number("--seed", "Seed of the weights and the mini-batches", MnistArguments.Usual.Seed);
        var threads = Number("--threads", "Threads to compute with; the result is the same for any number", MnistArguments.Usual.Threads);
        var output = Text("--output", "Folder for the trained weights and the pictures", MnistArguments.Usual.Output);
        var quiet = new Option<bool>("--quiet") { Description = "Show the result only" };
        var json = new Option<bool>("--json") { Description = "Show one JSON object a line: the configuration, each epoch, the result" };
        var command = new Command("mnist", "Train a two-layer network on handwritten digits (Deep Learning from Scratch, section 4.5)")
        {
            data, hidden, activation, optimizer, learningRate, batch, iterations, seed, threads, output, quiet, json,
        };
        command.SetAction(parsed => Run(new(
            parsed.GetValue(data),
            parsed.GetValue(hidden),
            parsed.GetValue(activation)!,
            parsed.GetValue(optimizer)!,
            parsed.GetValue(learningRate),
            parsed.GetValue(batch),
            parsed.GetValue(iterations),
            parsed.GetValue(seed),
            parsed.GetValue(threads),
            parsed.GetValue(output)!,
            parsed.GetValue(quiet),
            parsed.GetValue(json))));
        return command;
    }

    private static int Run(MnistArguments arguments) => MnistOptions.From(arguments).Match(
        Succ: MnistRun.Run,
        Fail: errors =>
        {
            Console.Error.WriteLine(string.Join("; ", errors));
            return ExitCode.Failed;
        });

    private static Option<T> Number<T>(string name, string description, T otherwise) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };

    private static Option<string> Text(string name, string description, string otherwise) =>
        new(name) { Description = description, HelpName = "NAME", DefaultValueFactory = _ => otherwise };
}
