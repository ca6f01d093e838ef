namespace Autograd.Nn.Data;

/// <summary>
/// The bytes of a gzip file for a <see cref="System.IO.Compression.GZipStream"/>, which by itself reads all members,
/// but
/// is silent about a member that is cut off and about what follows the last one.
/// </summary>
/// <remarks>
/// A decompressor asks for more only when it has used all that it was given. So the zeros at the end of the file, which
/// may be padding, are given one by one, and after the file one more: the last byte given is the first that no member
/// has.
/// </remarks>
/// <param name="file">The file, at its start.</param>
internal sealed class GzipInput(FileStream file) : Stream
{
    // The last member ends among the zeros, at the latest after a block of 65,535 stored zeros, a checksum and a
    // length.
    private const int MostZeros = 1 << 17;

    private readonly long _zeros = StartOfZeros(file);
    private readonly long _end = file.Length;
    private long _given;
    private bool _wantsMore;

    /// <summary>Whether the file ended before a member did. Known once the content has been read to its end.</summary>
    internal bool IsCutOff => _wantsMore;

    /// <summary>
    /// Whether other bytes than zeros follow the last member. Known once the content has been read to its end.
    /// </summary>
    internal bool HasMore => !_wantsMore && _given <= _zeros;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        var read = 1;
        if (_given < _zeros)
        {
            read = file.Read(buffer[..(int)Math.Min(buffer.Length, _zeros - _given)]);
            if (read == 0) throw new EndOfStreamException();
        }
        else if (_wantsMore |= _given > _end || _given - _zeros > MostZeros)
        {
            return 0;
        }
        else
        {
            buffer[0] = 0;
        }

        _given += read;
        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private static long StartOfZeros(FileStream file)
    {
        Span<byte> block = stackalloc byte[4096];
        for (var end = file.Length; end > 0;)
        {
            var part = block[..(int)Math.Min(block.Length, end)];
            file.Seek(end - part.Length, SeekOrigin.Begin);
            file.ReadExactly(part);
            var last = part.LastIndexOfAnyExcept((byte)0);
            if (last >= 0)
            {
                file.Seek(0, SeekOrigin.Begin);
                return end - part.Length + last + 1;
            }

            end -= part.Length;
        }

        file.Seek(0, SeekOrigin.Begin);
        return 0;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
