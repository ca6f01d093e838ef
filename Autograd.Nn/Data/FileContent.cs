using System.Buffers.Binary;
using System.IO.Compression;
using LanguageExt;

namespace Autograd.Nn.Data;

/// <summary>The content of a file, uncompressed on the way if the file begins as a gzip file does.</summary>
internal sealed class FileContent : IDisposable
{
    // A header of 10 bytes, an empty block of 2 at least, the checksum and the length.
    private const int ShortestGzip = 18;

    private readonly FileStream _file;
    private readonly Stream _content;

    private FileContent(FileStream file, Stream content, uint? checksum, long length) =>
        (_file, _content, Checksum, Length) = (file, content, checksum, length);

    /// <summary>The file's full path.</summary>
    internal string File => _file.Name;

    /// <summary>Whether the file is a gzip file.</summary>
    internal bool Compressed => Checksum is not null;

    /// <summary>The CRC-32 of the content, as a gzip file's last bytes have it.</summary>
    internal uint? Checksum { get; }

    /// <summary>The length of the content: of a gzip file what its last bytes claim, modulo 2^32.</summary>
    internal long Length { get; }

    /// <summary>How many bytes of the content have been read.</summary>
    internal long Position { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    internal static Either<DataError, FileContent> Open(string path)
    {
        if (Directory.Exists(path)) return new DataError(path, DataError.WholeFile, "a file", "a folder");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Span<byte> bytes = stackalloc byte[8];
        var start = file.ReadAtLeast(bytes[..2], 2, throwOnEndOfStream: false);
        var compressed = start == 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
        var (checksum, length) = ((uint?)null, file.Length);
        if (compressed && length >= ShortestGzip)
        {
            file.Seek(-8, SeekOrigin.End);
            file.ReadExactly(bytes);
            (checksum, length) = (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
        }
        file.Seek(0, SeekOrigin.Begin);
        if (!compressed || checksum is not null)
            return new FileContent(file, compressed ? new GZipStream(file, CompressionMode.Decompress) : file, checksum, length);
        file.Dispose();
        return new DataError(path, 0, $"a gzip file of at least {ShortestGzip} bytes", $"{length} bytes ({DataErrors.CutOff})")
        {
            Compressed = true,
        };
    }

    /// <summary>Fills a span from the content, unless the content ends earlier.</summary>
    /// <returns>How many bytes were read.</returns>
    internal int Read(Span<byte> destination)
    {
        for (var done = 0; ;)
        {
            var read = done == destination.Length ? 0 : _content.Read(destination[done..]);
            if (read == 0) return done;
            Position += read;
            done += read;
        }
    }

    /// <summary>Reads to the end of the content, keeping nothing.</summary>
    /// <returns>How many bytes there were.</returns>
    internal long ReadToEnd()
    {
        var (buffer, start) = (new byte[1 << 16], Position);
        while (Read(buffer) > 0) { }
        return Position - start;
    }

    /// <summary>An error at a byte of this content.</summary>
    internal DataError Error(long offset, string expected, string found) =>
        new(File, offset, expected, found) { Compressed = Compressed };

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }
}
