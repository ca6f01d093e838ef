namespace Autograd.Examples.Output;

/// <summary>A standard stream that was closed before the program began.</summary>
internal sealed class ClosedStream : MemoryStream
{
    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("it is closed");
}
