using System.Collections.Immutable;
using Autograd.Graph;
using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>Parameter records in safetensors files: one tensor for each leaf, under its path.</summary>
public static class Checkpoint
{
    /// <summary>Writes a record, all of it or nothing: an older file of that name stays until the new one is whole.</summary>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="record">The record, whose leaves are values.</param>
    /// <returns>Nothing, or what went wrong.</returns>
    public static Either<CheckpointError, Unit> Save<TRecord>(string path, TRecord record)
        where TRecord : IParameterRecord<TRecord>
        => from folder in Prepare(path)
           from done in SafeTensors.Write(path, [.. record.Leaves().Select(Entry)])
           select done;

    /// <summary>Makes the folder of a file and finds out whether it can be written, before there is anything to lose.</summary>
    /// <param name="path">The file that will be written.</param>
    /// <returns>Nothing, or what would go wrong.</returns>
    public static Either<CheckpointError, Unit> Prepare(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        try
        {
            var folder = Path.GetDirectoryName(full) ?? full;
            Directory.CreateDirectory(folder);
            var probe = Path.Combine(folder, $".{Guid.NewGuid():n}.tmp");
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
            return Directory.Exists(full) ? new CheckpointError(full, CheckpointError.WholeFile, "a file to write", "a folder") : Unit.Default;
        }
        catch (Exception error) when (AtomicFile.IsOfFiles(error))
        {
            return new CheckpointError(full, CheckpointError.WholeFile, $"to write {full}", $"\"{error.Message}\"");
        }
    }

    /// <summary>Reads a record of the structure of an example.</summary>
    /// <param name="path">The file.</param>
    /// <param name="like">A record of the same structure and shapes; its values do not matter.</param>
    /// <returns>The record, or the first error: also a leaf that the file lacks, or one of another shape.</returns>
    public static Either<CheckpointError, TRecord> Load<TRecord>(string path, TRecord like)
        where TRecord : IParameterRecord<TRecord>
        => from file in SafeTensors.Read(path)
           from leaves in Match(path, file, like.Leaves())
           select like.WithLeaves(leaves);

    private static TensorEntry Entry(Leaf leaf) => TensorEntry.Of(leaf.Path, leaf.Value.Shape.Axes, leaf.Value.Evaluate<float>().AsSpan());

    private static Either<CheckpointError, ImmutableArray<Expr>> Match(string path, SafeTensorsFile file, ImmutableArray<Leaf> leaves)
    {
        var read = ImmutableArray.CreateBuilder<Expr>(leaves.Length);
        foreach (var leaf in leaves)
        {
            var entry = file.Tensors.FirstOrDefault(tensor => tensor.Name == leaf.Path);
            if (entry is null || entry.Kind != TensorKind.Float32 || !entry.Shape.SequenceEqual(leaf.Value.Shape.Axes))
            {
                return new CheckpointError(Path.GetFullPath(path), CheckpointError.WholeFile, $"a tensor {leaf.Path}: F32{leaf.Value.Shape}", entry is null ? "none of that name" : $"{entry}");
            }

            read.Add(Tensor.Of(leaf.Value.Shape, entry.Values<float>()));
        }

        return read.MoveToImmutable();
    }
}
