using System.Globalization;
using FsCheck;

namespace Autograd.Properties;

/// <summary>The number that all random cases of a test run follow from: <c>AUTOGRAD_SEED</c>, or another one each time.</summary>
internal static class Seed
{
    private const string Setting = "AUTOGRAD_SEED";

    /// <summary>The run's number.</summary>
    public static ulong OfRun { get; } = Read(Environment.GetEnvironmentVariable(Setting)) ?? (ulong)Random.Shared.NextInt64(1_000_000_000);

    /// <summary>What to set to run the same cases again.</summary>
    public static string Replay => string.Create(CultureInfo.InvariantCulture, $"{Setting}={OfRun}");

    /// <summary>Where a law's cases start: each law has cases of its own.</summary>
    public static Replay For(string law) => new(new Rnd(law.Aggregate(OfRun + 1, (hash, c) => (hash ^ c) * 0x100000001b3)), null);

    /// <summary>The number that a text states; null where there is none.</summary>
    internal static ulong? Read(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed
        : throw new FormatException($"{Setting}={text} is not a whole number from 0: set it to the number that a run has printed, or unset it.");
}
