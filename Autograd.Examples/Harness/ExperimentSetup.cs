using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Autograd.Examples.Output;
using Autograd.Nn.Data;
using static System.FormattableString;

namespace Autograd.Examples.Harness;

/// <summary>What an experiment is done with: its settings and the common ones that matter for its results.</summary>
/// <param name="Experiment">What will be done.</param>
/// <param name="Parsed">The command line.</param>
internal sealed record ExperimentSetup(Experiment Experiment, ParseResult Parsed)
{
    private static readonly ConcurrentDictionary<string, Command> Commands = new();

    /// <summary>The setup of a command line after the experiment's name.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="ProgramException">There is something wrong with it.</exception>
    public static ExperimentSetup Of(Experiment experiment, params IReadOnlyList<string> arguments)
    {
        var parsed = Commands.GetOrAdd(experiment.Name, _ => ExperimentCommand.Create(experiment)).Parse(arguments);
        return parsed.Errors.Count == 0
            ? new(experiment, parsed)
            : throw new ProgramException(
                $"{experiment.Name}: {string.Join("; ", parsed.Errors.Select(error => error.Message).Distinct())}");
    }

    /// <summary>Where all randomness comes from.</summary>
    public long Seed => CommonSettings.Seed.In(Parsed);

    /// <summary>Threads to compute with.</summary>
    public int Threads => CommonSettings.Threads.In(Parsed);

    /// <summary>The folder for what is written.</summary>
    public string Output => CommonSettings.Output.In(Parsed);

    /// <summary>The folder of the data set; null for the one that comes with the program.</summary>
    public string? Data => CommonSettings.Data.In(Parsed);

    /// <summary>The data set, read when it is first asked for, and the seconds that reading took.</summary>
    public Lazy<(DataSet Train, DataSet Test, double Seconds)> Digits { get; } = new(() =>
    {
        var clock = Stopwatch.StartNew();
        var (train, test) = ImageSets.Read(CommonSettings.Data.In(Parsed));
        return (train, test, clock.Elapsed.TotalSeconds);
    });

    /// <summary>
    /// Reads a data set that was asked for and looks at the settings: what is wrong is found out before anything is
    /// made or computed.
    /// </summary>
    /// <exception cref="ProgramException">Something is wrong.</exception>
    public void Check()
    {
        if (Data is not null) _ = Digits.Value;
        Experiment.Check(ExperimentRunner.LabOf(this));
    }

    /// <summary>The settings and their values, those that were not given included.</summary>
    public ImmutableArray<(string Name, string Value)> Configuration =>
    [
        .. Experiment.Settings.Select(setting => (setting.Option.Name, Value: setting.Value(Parsed)))
            .Where(setting => setting.Value is not null)
            .Select(setting => (setting.Name, Invariant($"{setting.Value}"))),
        ("--seed", $"{Seed}"),
        ("--data", Data ?? "the MNIST that comes with the program"),
    ];

    /// <summary>
    /// What to type to get the same findings: what was given, and the seed. Threads and folders for output change
    /// nothing.
    /// </summary>
    public string CommandLine => string.Join(' ', [
        "autograd", Experiment.Name, .. Experiment.Settings.Select(setting => setting.Option)
            .Append(CommonSettings.Data.Option).SelectMany(Given), "--seed", $"{Seed}"]);

    private IEnumerable<string> Given(Option option) => Parsed.GetResult(option) is { Implicit: false } result
        ? [.. result.Tokens is [var value, ..] ? Written(option.Name, value.Value) : [option.Name]]
        : [];

    // A value that begins with a hyphen could be taken for an option.
    private static string[] Written(string name, string value) =>
        value.StartsWith('-') ? [$"{name}={Quoted(value)}"] : [name, Quoted(value)];

    // For a POSIX shell.
    private static string Quoted(string text) =>
        text.Length > 0
            && text.All(character => char.IsAsciiLetterOrDigit(character) || "-_./,:+=@%".Contains(character))
            ? text
            : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
