using Autograd.Graph;
using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>Parameter records in safetensors files: one tensor for each leaf, under its path.</summary>
public static class Checkpoints
{
    /// <summary>
    /// Writes a record, all of it or nothing: an older file of that name stays until the new one is whole.
    /// </summary>
    /// <remarks>
    /// A leaf that holds a tensor keeps its bits: <c>float</c> as F32, <c>double</c> and C# numbers as F64, indices as
    /// I32, the
    /// bits of keys as U32. A leaf that is computed from others is stored as what it is over <c>float</c>.
    /// </remarks>
    /// <param name="path">The file; its folder is made if need be.</param>
    /// <param name="record">The record, whose leaves are values.</param>
    /// <returns>Nothing, or what went wrong.</returns>
    /// <exception cref="ArgumentException">A leaf has no value, or one of another number system.</exception>
    public static Either<CheckpointError, Unit> Save<TRecord>(string path, TRecord record)
        where TRecord : IParameterRecord<TRecord>
        => from folder in Prepare(path)
           from done in SafeTensors.Write(path, [.. record.Leaves().Select(LeafStorage.Entry)])
           select done;

    /// <summary>
    /// Makes the folder of a file and finds out whether it can be written, before there is anything to lose.
    /// </summary>
    /// <param name="path">The file that will be written.</param>
    /// <returns>Nothing, or what would go wrong.</returns>
    public static Either<CheckpointError, Unit> Prepare(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        try
        {
            AtomicFile.Probe(Path.GetDirectoryName(full) ?? full);
            return Directory.Exists(full)
                ? new CheckpointError(full, CheckpointError.WholeFile, "a file to write", "a folder")
                : Unit.Default;
        }
        catch (Exception error) when (AtomicFile.IsOfFiles(error))
        {
            return new CheckpointError(full, CheckpointError.WholeFile, $"to write {full}", $"\"{error.Message}\"");
        }
    }

    /// <summary>
    /// Reads a record of the structure of an example. Names, types and shapes are compared before any element is read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="like">A record of the same structure and shapes; its values do not matter, nor whether they are
    /// <c>float</c> or <c>double</c>.</param>
    /// <param name="strict">Whether a tensor for which the record has no leaf is an error; else such tensors are passed
    /// over,
    /// whatever their type. A leaf that the file lacks is an error always.</param>
    /// <returns>The record, or what does not fit: each leaf by its path, with the shape that it needs and the one in
    /// the file.</returns>
    public static Either<CheckpointError, TRecord> Load<TRecord>(string path, TRecord like, bool strict = true)
        where TRecord : IParameterRecord<TRecord>
        => CheckpointSource.Use(path, source =>
            from tensors in LeafMatch.Of(Path.GetFullPath(path), source.Stored.Tensors, like.Leaves(), strict)
            from entries in source.Read(tensors)
            select like.WithLeaves([.. entries.Select(LeafStorage.Value).Select(Graph.Prelude.Literal)]));
}
