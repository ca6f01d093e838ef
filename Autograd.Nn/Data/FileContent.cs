using System.IO.Compression;
using Autograd.Nn.Files;
using LanguageExt;

namespace Autograd.Nn.Data;

/// <summary>The content of a file, uncompressed on the way if the file begins as a gzip file does.</summary>
internal sealed class FileContent : IDisposable
{
    private readonly FileStream _file;
    private readonly Stream _content;
    private readonly GzipInput? _gzip;

    private FileContent(FileStream file, GzipInput? gzip) =>
        (_file, _gzip, _content) = (file, gzip, gzip is null ? file : new GZipStream(gzip, CompressionMode.Decompress));

    /// <summary>The file's full path.</summary>
    internal string File => _file.Name;

    /// <summary>Whether the file is a gzip file.</summary>
    internal bool Compressed => _gzip is not null;

    /// <summary>The length of the file, which is that of the content unless the file is compressed.</summary>
    internal long FileLength => _file.Length;

    /// <summary>
    /// How much of a compressed file's content is kept in memory at most: a file of 1 MB may hold 1 GB.
    /// </summary>
    internal long MostKept => Compressed ? Math.Min((30L << 20) + (4 * FileLength), Array.MaxLength) : Array.MaxLength;

    /// <summary>How many bytes of the content have been read.</summary>
    internal long Position { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The full path of the file.</param>
    internal static Either<DataError, FileContent> Open(string path) =>
        RegularFile.Open(path).BiMap(Right: Of, Left: problem => DataErrors.Of(path, problem));

    private static FileContent Of(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        file.Seek(0, SeekOrigin.Begin);
        return new(file, read == magic.Length && magic is [0x1f, 0x8b] ? new GzipInput(file) : null);
    }

    /// <summary>Fills a span from the content, unless the content ends earlier.</summary>
    /// <param name="destination">Where the bytes go.</param>
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

    /// <summary>Reads bytes into an array that grows as they arrive.</summary>
    /// <param name="count">How many bytes to read.</param>
    /// <returns>The bytes; fewer if the content ends earlier.</returns>
    internal byte[] Read(int count)
    {
        var pieces = new List<byte[]>();
        // A gzip file of images is rarely more than six times as large uncompressed, and then one piece is enough.
        var (arrived, room) = (0, Math.Max(1 << 16, FileLength * (Compressed ? 6 : 1)));
        while (arrived < count)
        {
            var piece = GC.AllocateUninitializedArray<byte>((int)Math.Min(count - arrived, room));
            var read = Read(piece.AsSpan());
            arrived += read;
            pieces.Add(read == piece.Length ? piece : piece[..read]);
            if (read < piece.Length) break;
            room = arrived;
        }

        if (pieces is [var only]) return only;
        var (all, start) = (GC.AllocateUninitializedArray<byte>(arrived), 0);
        foreach (var piece in pieces)
        {
            piece.CopyTo(all, start);
            start += piece.Length;
        }

        return all;
    }

    /// <summary>Reads on and keeps nothing.</summary>
    /// <param name="most">The number of bytes after which it is enough.</param>
    /// <returns>How many bytes there were.</returns>
    internal long Skip(long most)
    {
        var (buffer, start) = (new byte[1 << 16], Position);
        while (
            Position - start < most
                && Read(buffer.AsSpan(0, (int)Math.Min(buffer.Length, most - (Position - start)))) > 0)
        {
        }

        return Position - start;
    }

    /// <summary>
    /// What is wrong with the end of a gzip file whose content has been read to its end; null where all is well.
    /// </summary>
    internal DataError? WrongEnd => _gzip switch
    {
        { IsCutOff: true } =>
            Error(Position, "the end of the gzip data", $"the end of the file before it ({DataErrors.CutOff})"),
        { HasMore: true } => Error(
            Position, "the end of the file after the gzip data",
            $"more bytes, which are no gzip data ({DataErrors.Damaged})"),
        _ => null,
    };

    /// <summary>An error at a byte of this content.</summary>
    /// <param name="offset">The byte.</param>
    /// <param name="expected">What should have been there.</param>
    /// <param name="found">What was there instead.</param>
    internal DataError Error(long offset, string expected, string found) =>
        new(File, offset, expected, found) { Compressed = Compressed };

    /// <inheritdoc/>
    public void Dispose()
    {
        _content.Dispose();
        _file.Dispose();
    }
}
