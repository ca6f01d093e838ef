using System.Globalization;
using FsCheck;

namespace Autograd.Properties;

/// <summary>
/// The number that all random cases of a test run follow from: <c>AUTOGRAD_SEED</c>, or another one each time.
/// </summary>
/// <param name="Value">The number.</param>
internal readonly record struct Seed(ulong Value)
{
    private const string First = "AUTOGRAD_SEED";
    private const string Count = "AUTOGRAD_SEEDS";

    private static readonly AsyncLocal<Seed?> Running = new();

    /// <summary>The run's seeds: one, or as many in a row as <c>AUTOGRAD_SEEDS</c> says.</summary>
    public static IReadOnlyList<Seed> OfRun { get; } = From(
        Read(First, Environment.GetEnvironmentVariable(First)) ?? (ulong)Random.Shared.NextInt64(1_000_000_000),
        Read(Count, Environment.GetEnvironmentVariable(Count)) ?? 1);

    /// <summary>The seed of the law that runs: the run's first outside of one.</summary>
    public static Seed Current { get => Running.Value ?? OfRun[0]; set => Running.Value = value; }

    /// <summary>Where a law's cases start: each law has cases of its own.</summary>
    public Replay For(string law) =>
        new(new Rnd(law.Aggregate(Value + 1, (hash, c) => (hash ^ c) * 0x100000001b3)), null);

    /// <summary>What to set to run the same cases again.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}={Value}");

    /// <summary>The number that a setting states; null where there is none.</summary>
    internal static ulong? Read(string setting, string? text) =>
        string.IsNullOrEmpty(text) ? null
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"{setting}={text} is not a whole number from 0: set it to one, or unset it.");

    private static IReadOnlyList<Seed> From(ulong first, ulong count) =>
        [.. Enumerable.Range(0, (int)Math.Max(1, count)).Select(i => new Seed(first + (ulong)i))];
}
