using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Nn.Files;
using LanguageExt;

namespace Autograd.Nn.Data;

/// <summary>
/// An array of bytes from a file of Yann LeCun's IDX format, in which MNIST and its relatives are published.
/// </summary>
/// <remarks>
/// The format (http://yann.lecun.com/exdb/mnist): a header that tells the element type and the dimensions, then the
/// elements in row-major order. Only unsigned bytes are read. This type is immutable.
/// </remarks>
public sealed class IdxFile
{
    // A gzip file of 1 MB may hold 1 GB too much: the exact excess does not matter.
    private const long MostCounted = 1 << 20;

    private IdxFile(FileContent content, ImmutableArray<int> dimensions, byte[] data, string sha256) =>
        (Path, Compressed, Dimensions, Data, Sha256) =
            (content.File, content.Compressed, dimensions, ImmutableCollectionsMarshal.AsImmutableArray(data), sha256);

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>Whether the file was gzip-compressed.</summary>
    public bool Compressed { get; }

    /// <summary>The dimensions, e.g. 60000, 28, 28: each at least 1.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>The elements in row-major order; their number is the product of the dimensions.</summary>
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
        return FileContent.Open(file).Bind(ReadAndClose);
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
                return content.Error(
                    content.Position, "intact gzip data",
                    $"data, a checksum or a length that is not ({DataErrors.Damaged})");
            }
            catch (Exception exception) when (FileProblem.From(exception, content.File) is not null)
            {
                return DataErrors.Of(content.File, FileProblem.From(exception, content.File)!);
            }
        }
    }

    private static Either<DataError, IdxFile> ReadElements(FileContent content, ImmutableArray<int> dimensions)
    {
        var start = content.Position;
        var count = dimensions.Aggregate(1L, (product, size) => product * size);
        // The length of a plain file refutes a wrong header before anything is allocated.
        if (!content.Compressed && content.FileLength - start != count)
            return WrongLength(content, dimensions, count, content.FileLength - start);
        if (count > content.MostKept) return TooLarge(content, dimensions, count);

        var data = content.Read((int)count);
        if (data.Length < count) return WrongLength(content, dimensions, count, data.Length);
        if (content.Skip(MostCounted) is var more and > 0) return WrongLength(content, dimensions, count, count + more);
        return content.WrongEnd is { } wrong ? wrong : new IdxFile(content, dimensions, data, Digest(dimensions, data));
    }

    private static DataError TooLarge(FileContent content, ImmutableArray<int> dimensions, long count)
    {
        var (start, found) = (content.Position, content.Skip(count));
        return found < count
            ? WrongLength(content, dimensions, count, found)
            : content.Error(
                start, $"at most {content.MostKept} bytes of elements in a gzip file of {content.FileLength}",
                $"{count} (uncompress it with gzip -d and read the plain file)");
    }

    private static DataError WrongLength(FileContent content, ImmutableArray<int> dimensions, long count, long found)
    {
        var (start, more) = (IdxHeader.Length(dimensions.Length), found - count);
        return found < count
            ? content.Error(
                start, $"{count} bytes of elements ({string.Join(" x ", dimensions)})",
                $"{found} ({DataErrors.CutOff})")
            : content.Error(
                start + count, "the end of the file",
                $"{(content.Compressed && more == MostCounted ? "at least " : "")}{more} more bytes "
                + $"({DataErrors.Damaged})");
    }

    private static string Digest(ImmutableArray<int> dimensions, byte[] data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(IdxHeader.Write(dimensions));
        hash.AppendData(data);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
