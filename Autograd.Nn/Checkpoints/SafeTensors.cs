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
    /// <summary>
    /// Writes a file as a whole, or leaves what was there before. The same tensors give the same bytes.
    /// </summary>
    /// <param name="path">The path of the file; its folder must exist.</param>
    /// <param name="tensors">The tensors, stored in this order.</param>
    /// <param name="metadata">Free text by name, stored in ordinal order of the names.</param>
    /// <returns>Nothing, or why the file was not written.</returns>
    /// <exception cref="ArgumentException">Two tensors have the same name, or a name is reserved or no valid
    /// Unicode.</exception>
    public static Either<CheckpointError, Unit> Write(
        string path, ImmutableArray<TensorEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var header = SafeTensorsHeader.Write(tensors, metadata ?? ImmutableDictionary<string, string>.Empty);
        if (header.Length > SafeTensorsHeader.Longest)
            return new CheckpointError(
                Path.GetFullPath(path), CheckpointError.WholeFile,
                $"names and texts that fit a header of {SafeTensorsHeader.Longest} bytes",
                $"{header.Length}");
        return AtomicFile.Replace(path, file =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            foreach (var tensor in tensors) file.Write(tensor.Data.Span);
        });
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>
    /// All of the file, or why it could not be read: by all rules of the format, also those that many readers pass
    /// over,
    /// such as a field that stands twice. Only <see cref="TensorKind"/>'s types are read; another is an error that
    /// names the tensor.
    /// </returns>
    public static Either<CheckpointError, SafeTensorsFile> Read(string path) => CheckpointSource.Use(path, source =>
        source.Read(source.Stored.Tensors).Map(tensors => new SafeTensorsFile(tensors, source.Stored.Metadata)));
}
