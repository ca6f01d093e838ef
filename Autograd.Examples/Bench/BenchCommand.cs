using System.CommandLine;
using Autograd.Examples.Experiments;
using Autograd.Examples.Output;

namespace Autograd.Examples.Bench;

/// <summary>The command line of `bench`.</summary>
internal static class BenchCommand
{
    private static readonly Setting<int> Windows =
        Settings.Count("--windows", "Windows of about 50 ms whose median counts", 9);
    private static readonly Setting<int> Threads =
        Settings.Threads("Threads to compute with, here and in the peers", 1);
    private static readonly Setting<bool> Peers =
        Settings.Flag("--peers", "Measure NumPy and PyTorch beside, where they are installed", true);
    private static readonly Setting<bool> NoPeers = Settings.Flag("--no-peers", "Measure nothing but this library");
    private static readonly Setting<bool> Profile =
        Settings.Flag("--profile", "Show what each instruction of a step takes");

    public static Command Create()
    {
        var products = new Command("products", "Measure matrix products against this machine's peak and OpenBLAS")
            { Windows.Option, Threads.Option, Peers.Option, NoPeers.Option };
        var examples = new Command("examples",
            "Measure a gradient for each example against the gradient of the batch") { Windows.Option, Threads.Option };
        var convolutions = new Command(
            "convolutions", "Measure convolutions and their gradients against this machine's peak and PyTorch")
            { Windows.Option, Threads.Option, Peers.Option, NoPeers.Option };
        var graphs =
            new Command("graphs", "Measure what a node takes to build, to differentiate and to compile, for deep and "
            + "wide graphs") { Threads.Option };
        var command =
            new Command("bench", "Measure whole training steps against this machine's limits, NumPy and PyTorch")
            { Windows.Option, Threads.Option, Peers.Option, NoPeers.Option, Profile.Option, products, convolutions,
                examples, graphs };
        products.SetAction(parsed => Run(parsed, ProductsRun.Run));
        examples.SetAction(parsed => Run(parsed, ExamplesRun.Run));
        convolutions.SetAction(parsed => Run(parsed, ConvolutionsRun.Run));
        graphs.SetAction(parsed => Run(parsed, GraphsRun.Run));
        command.SetAction(parsed => Run(parsed, BenchRun.Steps));
        return command;
    }

    private static int Run(ParseResult parsed, Action<BenchOptions> measure) => Guarded.Run(
        stop => BenchRun.Run(
            new(Windows.In(parsed), Threads.In(parsed), Peers.In(parsed) && !NoPeers.In(parsed), Profile.In(parsed),
                stop.Token), measure),
        "Stopped.", parsed.InvocationConfiguration.Error);
}

/// <summary>What `bench` is asked to do.</summary>
/// <param name="Windows">Windows of about 50 ms whose median counts.</param>
/// <param name="Threads">Threads to compute with, here and in the peers.</param>
/// <param name="Peers">Whether to measure other libraries beside.</param>
/// <param name="Profile">Whether to show what each instruction takes.</param>
/// <param name="Stop">Cancelled by a signal; what was measured has been written.</param>
internal sealed record BenchOptions(int Windows, int Threads, bool Peers, bool Profile, CancellationToken Stop);
