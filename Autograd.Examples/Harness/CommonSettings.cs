using System.CommandLine;

namespace Autograd.Examples.Harness;

/// <summary>The options that every experiment has.</summary>
internal static class CommonSettings
{
    /// <summary>Where all randomness comes from.</summary>
    public static Setting<long> Seed { get; } = new("--seed", "Seed of all randomness", 1, _ => null);

    /// <summary>Threads to compute with.</summary>
    public static Setting<int> Threads { get; } =
        Setting.Threads("Threads to compute with; the result is the same for any number", Environment.ProcessorCount);

    /// <summary>The folder for what is written.</summary>
    public static Setting<string> Output { get; } =
        Setting.Text(
            "--output", "Folder for the pictures and the trained weights", "out", "the name of a folder", "DIR");

    /// <summary>The folder of the data set.</summary>
    public static Setting<string?> Data { get; } = new(
        "--data", "Folder of a data set in IDX form, plain or .gz (default: the MNIST that comes with the program)",
        null,
        value => value is "" ? "give the name of a folder" : null, "DIR");

    /// <summary>Figures only.</summary>
    public static Setting<bool> Quiet { get; } = Setting.Flag("--quiet", "Show the result only, without a word more");

    /// <summary>For machines.</summary>
    public static Setting<bool> Json { get; } = Setting.Flag(
        "--json", "Show one JSON object a line: configuration, notes, figures, tables, pictures, result");

    /// <summary>All of them, in the order of <c>--help</c>.</summary>
    public static IEnumerable<Option> All =>
        [Seed.Option, Threads.Option, Output.Option, Data.Option, Quiet.Option, Json.Option];
}
