namespace Autograd.Examples.Output;

/// <summary>A stream whose first failure to write is told, and which swallows all that follows.</summary>
/// <param name="inner">Where it is written.</param>
/// <param name="failed">Told of the failure.</param>
internal sealed class ForgivingStream(Stream inner, Action<Exception> failed) : Stream
{
    private const int BrokenPipe = 32;

    private bool _failed;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_failed || buffer.IsEmpty) return;
        try
        {
            inner.Write(buffer);
        }

        // A file larger than the file system or the user's limit allows is an argument out of range to .NET.
        catch (Exception error) when (
            OutputFolder.IsOfFiles(error) || error is ObjectDisposedException or ArgumentOutOfRangeException)
        {
            _failed = true;
            failed(error is IOException { HResult: BrokenPipe } ? new BrokenPipeException(error) : error);
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}

/// <summary>Whoever read the output has gone.</summary>
internal sealed class BrokenPipeException(Exception inner) : IOException(inner.Message, inner);
