using System.CommandLine;

namespace Autograd.Examples.Bench;

/// <summary>The command line of `bench`.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var windows = Number("--windows", "Windows of about 50 ms whose median counts", 9);
        var threads = Number("--threads", "Threads to compute with, here and in the peers", 1);
        var peers = new Option<bool>("--peers") { Description = "Measure NumPy and PyTorch beside, where they are installed", DefaultValueFactory = _ => true };
        var noPeers = new Option<bool>("--no-peers") { Description = "Measure nothing but this library" };
        var profile = new Option<bool>("--profile") { Description = "Show what each instruction of a step takes" };
        var products = new Command("products", "Measure matrix products against this machine's peak and OpenBLAS") { windows, threads, peers, noPeers };
        products.SetAction(parsed => BenchRun.Run(Options(parsed), ProductsRun.Run));
        var examples = new Command("examples", "Measure a gradient for each example against the gradient of the batch") { windows, threads };
        examples.SetAction(parsed => BenchRun.Run(Options(parsed), ExamplesRun.Run));
        var convolutions = new Command("convolutions", "Measure convolutions and their gradients against this machine's peak and PyTorch") { windows, threads, peers, noPeers };
        convolutions.SetAction(parsed => BenchRun.Run(Options(parsed), ConvolutionsRun.Run));
        var graphs = new Command("graphs", "Measure what a node takes to build, to differentiate and to compile, for deep and wide graphs") { threads };
        graphs.SetAction(parsed => BenchRun.Run(Options(parsed), GraphsRun.Run));
        var command = new Command("bench", "Measure whole training steps against this machine's limits, NumPy and PyTorch") { windows, threads, peers, noPeers, profile, products, convolutions, examples, graphs };
        command.SetAction(parsed => BenchRun.Run(Options(parsed), BenchRun.Steps));
        return command;

        BenchOptions Options(ParseResult parsed) => new(
            parsed.GetValue(windows), parsed.GetValue(threads), parsed.GetValue(peers) && !parsed.GetValue(noPeers), parsed.GetValue(profile));
    }

    // A wrong number is an error of parsing, so that the program tells it as any other wrong option.
    private static Option<int> Number(string name, string description, int otherwise)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var value) && value < 1) result.AddError($"{name}: {value} is not a number above 0");
        });
        return option;
    }
}

/// <summary>What `bench` is asked to do.</summary>
internal sealed record BenchOptions(int Windows, int Threads, bool Peers, bool Profile);
