using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LanguageExt;

namespace Autograd.Nn.Data;

/// <summary>An array of bytes from a file of Yann LeCun's IDX format, in which MNIST and its relatives are published.</summary>
/// <remarks>
/// The format (http://yann.lecun.com/exdb/mnist): a header that tells the element type and the dimensions, then the
/// elements in row-major order. Only unsigned bytes are read. This type is immutable.
/// </remarks>
public sealed class IdxFile
{
    private IdxFile(FileContent content, ImmutableArray<int> dimensions, byte[] data, string sha256) =>
        (Path, Compressed, Dimensions, Data, Sha256) =
            (content.File, content.Compressed, dimensions, ImmutableCollectionsMarshal.AsImmutableArray(data), sha256);

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>Whether the file was gzip-compressed.</summary>
    public bool Compressed { get; }

    /// <summary>The dimensions, e.g. 60000, 28, 28: each at least 1.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The elements in row-major order: as many as the product of the dimensions.</summary>
    public ImmutableArray<byte> Data { get; }

    /// <summary>The SHA-256 of the uncompressed content, header and elements, in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Where in the uncompressed content the elements begin.</summary>
    public int DataOffset => IdxHeader.Length(Dimensions.Length);

    /// <summary>Reads a file, plain or gzip-compressed: its first two bytes tell, not its name.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>All of the file, or why it could not be read.</returns>
    public static Either<DataError, IdxFile> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var file = System.IO.Path.GetFullPath(path);
        try
        {
            return FileContent.Open(file).Bind(ReadAndClose);
        }
        catch (Exception exception) when (DataErrors.From(exception, file) is not null)
        {
            return DataErrors.From(exception, file)!;
        }
    }

    private static Either<DataError, IdxFile> ReadAndClose(FileContent content)
    {
        using (content)
        {
            try
            {
                return IdxHeader.Read(content).Bind(dimensions => ReadElements(content, dimensions));
            }
            catch (InvalidDataException)
            {
                // The exception's own text would mislead: it calls a wrong checksum an unsupported method.
                return content.Error(content.Position, "intact gzip data", $"data or a checksum that is not ({DataErrors.Damaged})");
            }
        }
    }

    private static Either<DataError, IdxFile> ReadElements(FileContent content, ImmutableArray<int> dimensions)
    {
        var start = content.Position;
        var count = dimensions.Aggregate(1L, (product, size) => product * size);
        // Nothing is allocated for a header whose claim the length of the file already refutes.
        if (content.Length != (content.Compressed ? (uint)(start + count) : start + count))
            return WrongLength(content, dimensions, content.ReadToEnd());

        var data = GC.AllocateUninitializedArray<byte>((int)count);
        long read = content.Read(data);
        if (read == count) read += content.ReadToEnd();
        if (read != count) return WrongLength(content, dimensions, read);

        var header = IdxHeader.Write(dimensions);
        var (sha256, checksum) = ("", 0u);
        Parallel.Invoke(
            () => sha256 = Digest(header, data),
            () => checksum = content.Compressed ? Crc32.Of(data, Crc32.Of(header)) : 0);
        if (content.Checksum is { } promised && promised != checksum) return WrongTrailer(content, checksum);
        return new IdxFile(content, dimensions, data, sha256);
    }

    private static DataError WrongLength(FileContent content, ImmutableArray<int> dimensions, long found)
    {
        var start = IdxHeader.Length(dimensions.Length);
        var count = dimensions.Aggregate(1L, (product, size) => product * size);
        return found < count
            ? content.Error(start, $"{count} bytes of elements ({string.Join(" x ", dimensions)})", $"{found} ({DataErrors.CutOff})")
            : found > count
                ? content.Error(start + count, "the end of the file", $"{found - count} more bytes ({DataErrors.Damaged})")
                : content.Error(
                    content.Position, $"the length {content.Position} in the last 4 bytes of the gzip file",
                    $"{content.Length} ({DataErrors.Damaged})");
    }

    private static DataError WrongTrailer(FileContent content, uint checksum) =>
        content.Error(
            content.Position, $"content with the checksum {content.Checksum:x8} that the gzip file ends with",
            $"{checksum:x8} ({DataErrors.Damaged})");

    private static string Digest(byte[] header, byte[] data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(data);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
