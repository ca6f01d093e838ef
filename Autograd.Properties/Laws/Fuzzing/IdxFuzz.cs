using System.Numerics;
using Autograd.Nn.Data;
using Autograd.Properties.Nn.Data;
using LanguageExt;

namespace Autograd.Properties.Fuzzing;

/// <summary>IDX files, plain and compressed.</summary>
internal static class IdxFuzz
{
    private static readonly byte[][] Seeds =
    [
        IdxContent.Idx([30], IdxContent.Elements(30)), IdxContent.Idx([2, 3, 5], IdxContent.Elements(30)),
        IdxContent.Idx([1], [7]), IdxContent.Idx([300], new byte[300]), IdxContent.Idx(
            [5, 28, 28], IdxContent.Elements(3920)),
        IdxContent.Idx([1, 2, 1, 2, 1, 2, 1, 2], IdxContent.Elements(16)),
    ];

    /// <summary>Plain files: accepted exactly where the independent reader accepts them.</summary>
    internal static Fuzzed Plain { get; } = new(
        "idx", random => Content(random), path => IdxFile.Read(path), JudgePlain);

    /// <summary>Compressed files: what is accepted is what the independent reader reads.</summary>
    internal static Fuzzed Compressed { get; } = new(
        "gzip", GzipFuzz.File, path => IdxFile.Read(path), JudgeCompressed);

    /// <summary>Content of an IDX file, mostly damaged.</summary>
    internal static byte[] Content(Random random)
    {
        var seed = Seeds[random.Next(Seeds.Length)];
        return random.Next(8) == 0 ? seed : seed.Mutated(Seeds[random.Next(Seeds.Length)], random);
    }

    private static Judgement JudgePlain(byte[] file, object outcome) =>
        // A plain file that begins as a gzip file does is read as one.
        file is [0x1f, 0x8b, ..] ? JudgeCompressed(file, outcome) : Compare(outcome, Elements(file), exactly: true);

    private static Judgement JudgeCompressed(byte[] file, object outcome) =>
        file is [0x1f, 0x8b, ..]
            ? Compare(outcome, GzipFuzz.Content(file) is { } content ? Elements(content) : null, exactly: false)
            : Compare(outcome, Elements(file), exactly: true);

    private static Judgement Compare(object outcome, byte[]? expected, bool exactly) =>
        ((Either<DataError, IdxFile>)outcome).Match(
        Right: file => new Judgement(
            null, expected is null
                ? "accepted, but is wrong"
                : file.Data.AsSpan().SequenceEqual(expected) ? null : "other elements"),
        Left: error =>
            new Judgement(
                error.Message, exactly && expected is not null ? $"refused, but is right: {error.Message}" : null));

    // By whole numbers without bounds, from the end of the header.
    private static byte[]? Elements(byte[] content)
    {
        if (content is not [0, 0, 8, >= 1 and <= 8 and var rank, ..] || content.Length < 4 + (4 * rank)) return null;
        var (count, start) = (BigInteger.One, 4 + (4 * rank));
        for (var i = 4; i < start; i += 4)
        {
            var length = new BigInteger(content.AsSpan(i, 4), isUnsigned: false, isBigEndian: true);
            if (length < 1) return null;
            count *= length;
        }

        return count == content.Length - start ? content[start..] : null;
    }
}
