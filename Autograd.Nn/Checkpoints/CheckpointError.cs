using Autograd.Nn.Files;

namespace Autograd.Nn.Checkpoints;

/// <summary>
/// Why a checkpoint could not be read or written: which file, where in it, what was expected and what was found.
/// </summary>
/// <param name="File">The full path of the file.</param>
/// <param name="Offset">The byte at which it went wrong; <see cref="WholeFile"/> if nowhere in particular.</param>
/// <param name="Expected">What should have been there or should have happened.</param>
/// <param name="Found">What was there or happened instead.</param>
public sealed record CheckpointError(string File, long Offset, string Expected, string Found)
{
    /// <summary>The offset of an error that is about the file as a whole, e.g. that there is none.</summary>
    public const long WholeFile = -1;

    /// <summary>What should have been there or should have happened: the beginning of it, in one line.</summary>
    public string Expected { get; init; } = OneLine.Of(Expected);

    /// <summary>What was there or happened instead: the beginning of it, in one line.</summary>
    public string Found { get; init; } = OneLine.Of(Found);

    /// <summary>The error in one line.</summary>
    /// <example><c>model.safetensors: at byte 8: expected a header of 96 bytes, found the end of the file after
    /// 20</c></example>
    public string Message => $"{OneLine.Of(Path.GetFileName(File))}: {Place}expected {Expected}, found {Found}";

    /// <summary>The <see cref="Message"/>.</summary>
    public override string ToString() => Message;

    private string Place => Offset == WholeFile ? "" : $"at byte {Offset}: ";
}
