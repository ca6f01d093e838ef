namespace Autograd.Nn.Checkpoints;

/// <summary>
/// A header breaks a rule of the format: leaves the parser, whose callers get a <see cref="CheckpointError"/>.
/// </summary>
/// <param name="offset">The byte of the header.</param>
/// <param name="expected">What should have been there.</param>
/// <param name="found">What was there instead.</param>
internal sealed class HeaderException(long offset, string expected, string found) : Exception(
    $"expected {expected}, found {found}")
{
    /// <summary>The byte of the header.</summary>
    internal long Offset => offset;

    /// <summary>What should have been there.</summary>
    internal string Expected => expected;

    /// <summary>What was there instead.</summary>
    internal string Found => found;
}
