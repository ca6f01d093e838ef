using System.Buffers.Binary;
using System.Collections.Immutable;
using Autograd.Nn.Files;
using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>An open safetensors file whose header has been read, and whose elements have not.</summary>
internal sealed class CheckpointSource
{
    private const int LengthSize = sizeof(ulong);

    private readonly FileStream _file;
    private readonly long _start;

    private CheckpointSource(FileStream file, long start, StoredCheckpoint stored) =>
        (_file, _start, Stored) = (file, start, stored);

    /// <summary>What the header says.</summary>
    internal StoredCheckpoint Stored { get; }

    /// <summary>Opens a file, reads and checks its header, and gives it to a function while it is open.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="use">The function.</param>
    /// <returns>What the function gives, or why the file could not be read.</returns>
    internal static Either<CheckpointError, T> Use<T>(
        string path, Func<CheckpointSource, Either<CheckpointError, T>> use)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        return RegularFile.Open(full).MapLeft(problem => Error(full, problem)).Bind(file =>
        {
            using (file)
            {
                try
                {
                    return Open(file).Bind(use);
                }
                catch (Exception exception) when (FileProblem.From(exception, full) is not null)
                {
                    return Error(full, FileProblem.From(exception, full)!);
                }
            }
        });
    }

    /// <summary>The elements of some tensors; nothing is read if one of them has elements that no kind holds.</summary>
    /// <param name="tensors">Some of the stored tensors.</param>
    internal Either<CheckpointError, ImmutableArray<TensorEntry>> Read(ImmutableArray<StoredTensor> tensors)
    {
        if (tensors.FirstOrDefault(tensor => tensor.Type.Kind is null) is { } other)
            return new CheckpointError(
                _file.Name, other.Offset, $"elements of type {StoredType.Readable} in {OneLine.Quoted(other.Name)}",
                other.Type.Name);
        var entries = ImmutableArray.CreateBuilder<TensorEntry>(tensors.Length);
        foreach (var tensor in tensors)
            entries.Add(new(tensor.Name, tensor.Type.Kind!.Value, tensor.Shape, Elements(tensor)));
        return entries.MoveToImmutable();
    }

    // Tensors tile the rest of the file, so that all arrays together are as long as it.
    private byte[] Elements(StoredTensor tensor)
    {
        if (tensor.Begin == tensor.End) return [];
        var data = GC.AllocateUninitializedArray<byte>((int)(tensor.End - tensor.Begin));
        _file.Position = _start + tensor.Begin;
        _file.ReadExactly(data);
        return data;
    }

    private static Either<CheckpointError, CheckpointSource> Open(FileStream file)
    {
        if (file.Length < LengthSize)
            return new CheckpointError(
                file.Name, 0, $"the header's length in {LengthSize} bytes", $"a file of {file.Length} bytes");
        Span<byte> bytes = stackalloc byte[LengthSize];
        file.ReadExactly(bytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length is < 2 or > SafeTensorsHeader.Longest)
            return new CheckpointError(
                file.Name, 0, $"a header's length from 2 to {SafeTensorsHeader.Longest}",
                $"{length} (it is not a safetensors file)");
        var start = LengthSize + (long)length;
        if (file.Length < start)
            return new CheckpointError(
                file.Name, LengthSize, $"a header of {length} bytes",
                $"{file.Length - LengthSize} (the file is cut off)");
        var header = GC.AllocateUninitializedArray<byte>((int)length);
        file.ReadExactly(header);
        return new SafeTensorsReader(file.Name, header, file.Length - start).Read()
            .Map(stored => new CheckpointSource(file, start, stored));
    }

    private static CheckpointError Error(string path, FileProblem problem) =>
        new(path, CheckpointError.WholeFile, problem.Expected, problem.Found);
}
