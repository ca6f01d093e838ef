using System.Collections.Immutable;
using System.CommandLine;
using Autograd.Examples.Bench.Kernels;
using Autograd.Examples.Harness;
using Autograd.Examples.Output;

namespace Autograd.Examples.Bench;

/// <summary>The command line of `bench`.</summary>
internal static class BenchCommand
{
    private static readonly Setting<int> Windows =
        Setting.Count("--windows", "Windows of about 50 ms whose median counts", 9);
    private static readonly Setting<int> Threads =
        Setting.Threads("Threads to compute with, here and in the peers", 1);
    private static readonly Setting<bool> Peers =
        Setting.Flag("--peers", "Measure NumPy and PyTorch beside, where they are installed", true);
    private static readonly Setting<bool> NoPeers = Setting.Flag("--no-peers", "Measure nothing but this library");
    private static readonly Setting<bool> Profile =
        Setting.Flag("--profile", "Show what each instruction of a step takes");
    private static readonly Setting<bool> Json =
        Setting.Flag("--json", "Show one JSON object a line: configuration, measurements, result");
    private static readonly Setting<string> Only = Setting.Choices(
        "--only", $"Kinds of kernels, e.g. adam,copies (default: all): {string.Join(", ", KernelCase.Kinds)}",
        KernelCase.Kinds);

    /// <summary>The command and its parts.</summary>
    public static Command Create() => new Command("bench",
        "Measure whole training steps against this machine's limits, NumPy and PyTorch")
    {
        Part("products", "Measure matrix products against this machine's peak and OpenBLAS", ProductsRun.Run,
            Windows, Threads, Peers, NoPeers),
        Part("convolutions", "Measure convolutions and their gradients against this machine's peak and PyTorch",
            ConvolutionsRun.Run, Windows, Threads, Peers, NoPeers),
        Part("examples", "Measure a gradient for each example against the gradient of the batch", ExamplesRun.Run,
            Windows, Threads),
        Part("graphs", "Measure what a node takes to build, to differentiate and to compile, for deep and wide graphs",
            GraphsRun.Run, Threads),
        Part("kernels", "Measure kernels on one thread, one by one, against the platform's or a loop written by hand",
            KernelsRun.Run, Windows, Only),
    }.With("bench", BenchRun.Steps, Windows, Threads, Peers, NoPeers, Profile);

    private static Command Part(
        string name, string description, Action<BenchOptions> measure, params ImmutableArray<Setting> settings) =>
        new Command(name, description).With($"bench {name}", measure, settings);

    private static Command With(
        this Command command, string words, Action<BenchOptions> measure, params ImmutableArray<Setting> settings)
    {
        foreach (var setting in settings.Add(Json)) command.Add(setting.Option);
        command.SetAction(parsed => Run(parsed, words, measure, settings));
        return command;
    }

    private static int Run(
        ParseResult parsed, string words, Action<BenchOptions> measure, ImmutableArray<Setting> settings)
    {
        var streams = parsed.InvocationConfiguration;
        var report = new BenchReport(streams.Output, words, Json.In(parsed));
        return Guarded.Run(stop =>
        {
            var typed = parsed.Tokens.Select(token => token.Value).Where(word => word != Json.Option.Name);
            report.Start(
                $"autograd {string.Join(' ', typed)}",
                [.. settings.Select(setting => (setting.Option.Name, setting.Value(parsed)))]);
            return BenchRun.Run(
                new(Windows.In(parsed), Threads.In(parsed), Peers.In(parsed) && !NoPeers.In(parsed), Profile.In(parsed),
                    Setting.Names(Only.In(parsed)), report, stop.Token), measure);
        }, "Stopped.", streams.Error);
    }
}

/// <summary>What `bench` is asked to do.</summary>
/// <param name="Windows">Windows of about 50 ms whose median counts.</param>
/// <param name="Threads">Threads to compute with, here and in the peers.</param>
/// <param name="Peers">Whether to measure other libraries beside.</param>
/// <param name="Profile">Whether to show what each instruction takes.</param>
/// <param name="Only">Kinds of kernels; empty for all.</param>
/// <param name="Report">Where it is shown.</param>
/// <param name="Stop">Cancelled by a signal; what was measured has been written.</param>
internal sealed record BenchOptions(
    int Windows, int Threads, bool Peers, bool Profile, ImmutableArray<string> Only, BenchReport Report,
    CancellationToken Stop);
