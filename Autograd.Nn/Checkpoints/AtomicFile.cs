using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>Replaces a file as a whole: whoever looks sees the old content or the new, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a temporary file beside the target, flushes it to the disk and renames it over the target.</summary>
    /// <param name="path">The path of the file to replace or create.</param>
    /// <param name="write">Writes the content.</param>
    /// <returns>Nothing, or why the file is as it was before.</returns>
    internal static Either<CheckpointError, Unit> Replace(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        // Two processes that write the same checkpoint must not share a temporary file.
        var temporary = Path.Combine(Path.GetDirectoryName(target) ?? target, $".{Guid.NewGuid():n}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
            return Unit.Default;
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            return new CheckpointError(
                target, CheckpointError.WholeFile, $"to write {target}", $"\"{exception.Message}\" (what was there before is unchanged)");
        }
        finally
        {
            Remove(temporary);
        }
    }

    /// <summary>Whether an exception is one that the file system throws.</summary>
    internal static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException;

    // After a success there is nothing to remove; after a failure to write, a failure to remove is not the news.
    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
        }
    }
}
