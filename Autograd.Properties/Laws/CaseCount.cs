using System.Globalization;
using FsCheck;

namespace Autograd.Properties;

/// <summary>
/// How many cases a law runs: the number that it states, times <c>AUTOGRAD_CASES</c> (1 where that is not set).
/// </summary>
/// <remarks>Below 1 for a run that is repeated for each mutant of a program, above 1 for a long search.</remarks>
internal static class CaseCount
{
    private const string Setting = "AUTOGRAD_CASES";

    private static readonly string? Set = Environment.GetEnvironmentVariable(Setting);
    private static readonly double Scale = Read(Set);

    /// <summary>What to set beside the seed to have the same cases: their sizes depend on their number.</summary>
    public static string AsSet => string.IsNullOrEmpty(Set) ? "" : $" {Setting}={Set}";

    /// <summary>The number of cases for a law that states a number.</summary>
    public static int Of(int stated) => Math.Max(1, (int)Math.Ceiling(stated * Scale));

    /// <summary>Checks a law that is not a test method of its own, for each seed of the run.</summary>
    /// <param name="stated">The number of cases that it states.</param>
    /// <param name="law">The law.</param>
    public static void Check(int stated, Property law)
    {
        foreach (var seed in Seed.OfRun)
        {
            try
            {
                FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(Of(stated)).WithQuietOnSuccess(true)
                    .WithReplay(seed.For("")), law);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"{seed}{AsSet}: {broken.Message}", broken);
            }
        }
    }

    /// <summary>The scale that a text states.</summary>
    internal static double Read(string? text) =>
        string.IsNullOrEmpty(text) ? 1

        : double.TryParse(text, CultureInfo.InvariantCulture, out var scale) && scale > 0 && double.IsFinite(scale)
        ? scale
        : throw new FormatException(
            $"{Setting}={text} is not a number above 0: set it to 0.2 for a fifth of the cases, or unset it.");
}
