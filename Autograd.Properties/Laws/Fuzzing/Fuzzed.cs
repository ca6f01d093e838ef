namespace Autograd.Properties.Fuzzing;

/// <summary>What a reader made of a file.</summary>
/// <param name="Error">The message with which it refused the file; null where it accepted it.</param>
/// <param name="Dispute">What an independent reader finds wrong with that; null where both agree.</param>
internal sealed record Judgement(string? Error, string? Dispute);

/// <summary>A reader that is given wrong files.</summary>
/// <param name="Name">What it reads.</param>
/// <param name="Make">A file for a random choice: a valid one, mostly with changes.</param>
/// <param name="Read">Reads the file of a path.</param>
/// <param name="Judge">Holds what was read, or the message, against an independent reader of the same bytes.</param>
internal sealed record Fuzzed(
    string Name, Func<Random, byte[]> Make, Func<string, object> Read, Func<byte[], object, Judgement> Judge)
{
    /// <summary>Every reader of files and texts.</summary>
    internal static IReadOnlyList<Fuzzed> All { get; } =
        [IdxFuzz.Plain, IdxFuzz.Compressed, SafeTensorsFuzz.Reader, TrialFileFuzz.Reader, FormulaFuzz.Reader];
}
