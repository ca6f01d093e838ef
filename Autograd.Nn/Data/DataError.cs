using Autograd.Nn.Files;

namespace Autograd.Nn.Data;

/// <summary>
/// Why a data file could not be read: which file, where in it, what was expected there and what was found.
/// </summary>
/// <param name="File">The full path of the file or folder.</param>
/// <param name="Offset">The byte at which it went wrong, in the uncompressed content;
/// <see cref="WholeFile"/> if nowhere in particular.</param>
/// <param name="Expected">What should have been there.</param>
/// <param name="Found">What was there instead, and what to do about it.</param>
public sealed record DataError(string File, long Offset, string Expected, string Found)
{
    /// <summary>The offset of an error that is about the file as a whole, e.g. that there is none.</summary>
    public const long WholeFile = -1;

    /// <summary>What should have been there: the beginning of it, in one line.</summary>
    public string Expected { get; init; } = OneLine.Of(Expected);

    /// <summary>What was there instead, and what to do about it: the beginning of it, in one line.</summary>
    public string Found { get; init; } = OneLine.Of(Found);

    /// <summary>Whether the file is compressed, so that the offset is not one in the file as stored.</summary>
    public bool Compressed { get; init; }

    /// <summary>The error in one line.</summary>
    /// <example><c>train-images-idx3-ubyte.gz: at byte 16 of the uncompressed content: expected …, found
    /// …</c></example>
    public string Message => $"{OneLine.Of(Path.GetFileName(File))}: {Place}expected {Expected}, found {Found}";

    /// <summary>The <see cref="Message"/>.</summary>
    public override string ToString() => Message;

    private string Place => (Offset, Compressed) switch
    {
        (WholeFile, _) => "",
        (_, true) => $"at byte {Offset} of the uncompressed content: ",
        _ => $"at byte {Offset}: ",
    };
}
