using System.Buffers.Binary;
using System.Collections.Immutable;
using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>Files of the safetensors format, which the tools around PyTorch and JAX read and write too.</summary>
/// <remarks>
/// The format (https://github.com/huggingface/safetensors): the header's length as 8 little-endian bytes, a JSON header
/// that tells each tensor's type, shape and place, then the elements of all tensors without gaps.
/// </remarks>
public static class SafeTensors
{
    // The format's own limit, against a length that is not one.
    private const int LongestHeader = 100_000_000;
    private const int LengthSize = sizeof(ulong);

    /// <summary>Writes a file as a whole, or leaves what was there before. The same tensors give the same bytes.</summary>
    /// <param name="path">The path of the file; its folder must exist.</param>
    /// <param name="tensors">The tensors, stored in this order.</param>
    /// <param name="metadata">Free text by name, stored in ordinal order of the names.</param>
    /// <returns>Nothing, or why the file was not written.</returns>
    /// <exception cref="ArgumentException">Two tensors have the same name, or a name is reserved or no valid Unicode.</exception>
    public static Either<CheckpointError, Unit> Write(
        string path, ImmutableArray<TensorEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var header = SafeTensorsHeader.Write(tensors, metadata ?? ImmutableDictionary<string, string>.Empty);
        return AtomicFile.Replace(path, file =>
        {
            Span<byte> length = stackalloc byte[LengthSize];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            foreach (var tensor in tensors) file.Write(tensor.Data.Span);
        });
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>All of the file, or why it could not be read.</returns>
    public static Either<CheckpointError, SafeTensorsFile> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        try
        {
            if (Directory.Exists(full)) return new CheckpointError(full, CheckpointError.WholeFile, "a file", "a folder");
            using var file = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return Read(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new CheckpointError(full, CheckpointError.WholeFile, $"a file at {full}", "none");
        }
        catch (Exception exception) when (AtomicFile.IsOfFiles(exception))
        {
            return new CheckpointError(full, CheckpointError.WholeFile, $"to read {full}", $"\"{exception.Message}\"");
        }
    }

    private static Either<CheckpointError, SafeTensorsFile> Read(FileStream file)
    {
        if (file.Length < LengthSize)
            return new CheckpointError(file.Name, 0, $"the header's length in {LengthSize} bytes", $"a file of {file.Length} bytes");
        Span<byte> bytes = stackalloc byte[LengthSize];
        file.ReadExactly(bytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length is < 2 or > LongestHeader)
            return new CheckpointError(
                file.Name, 0, $"a header's length from 2 to {LongestHeader}", $"{length} (it is not a safetensors file)");
        var start = LengthSize + (long)length;
        if (file.Length < start)
            return new CheckpointError(
                file.Name, LengthSize, $"a header of {length} bytes", $"{file.Length - LengthSize} (the file is cut off)");
        var header = new byte[length];
        file.ReadExactly(header);
        return new SafeTensorsReader(file.Name, header, file.Length - start).Read().Map(stored => new SafeTensorsFile(
            [
                .. stored.Tensors.Select(tensor =>
                    new TensorEntry(tensor.Name, tensor.Kind, tensor.Shape, Elements(file, start, tensor))),
            ],
            stored.Metadata));
    }

    // Every length was checked against the file's before anything is allocated.
    private static byte[] Elements(FileStream file, long start, StoredTensor tensor)
    {
        var data = GC.AllocateUninitializedArray<byte>((int)(tensor.End - tensor.Begin));
        file.Position = start + tensor.Begin;
        file.ReadExactly(data);
        return data;
    }
}
