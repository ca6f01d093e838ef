using LanguageExt;

namespace Autograd.Nn.Checkpoints;

/// <summary>Replaces a file as a whole: whoever looks sees the old content or the new, never a part.</summary>
internal static class AtomicFile
{
    // What a file system that is full to the last block still has no room for.
    private const int ProbeBytes = 1 << 16;

    /// <summary>
    /// Writes a temporary file beside the target, flushes it to the disk and renames it over the target.
    /// </summary>
    /// <param name="path">The path of the file to replace or create.</param>
    /// <param name="write">Writes the content.</param>
    /// <returns>Nothing, or why the file is as it was before.</returns>
    internal static Either<CheckpointError, Unit> Replace(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        try
        {
            Write(target, write, durable: true);
            return Unit.Default;
        }
        catch (Exception exception) when (IsOfFiles(exception))
        {
            return new CheckpointError(
                target, CheckpointError.WholeFile, $"to write {target}",
                $"\"{exception.Message}\" (what was there before is unchanged)");
        }
    }

    /// <summary>Writes a temporary file beside the target and renames it over the target.</summary>
    /// <param name="target">The full path of the file to replace or create.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="durable">Whether to flush it to the disk first, so that it outlives the machine's crash.</param>
    /// <exception cref="IOException">It cannot be written; what was there before is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal static void Write(string target, Action<Stream> write, bool durable)
    {
        var temporary = TemporaryFile.In(Path.GetDirectoryName(target) ?? target);
        try
        {
            using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            write(file);
            file.Flush(durable);
            // Locked until it has its name, so that nobody takes it for a leftover; on Windows an open file cannot be
            // renamed.
            if (OperatingSystem.IsWindows()) file.Dispose();
            File.Move(temporary, target, overwrite: true);
        }

        // What .NET says of a file beyond the limit of the file system or of the user.
        catch (ArgumentOutOfRangeException exception)
        {
            throw new IOException(
                "The file is larger than the file system or the limit of this user allows.", exception);
        }
        finally
        {
            TemporaryFile.Remove(temporary);
        }
    }

    /// <summary>
    /// Makes a folder if need be, removes what killed processes left in it, and finds out whether it can be written.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">It cannot, e.g. because the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal static void Probe(string folder)
    {
        Directory.CreateDirectory(folder);
        TemporaryFile.Sweep(folder);
        using var probe = new FileStream(
            TemporaryFile.In(folder), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0,
            FileOptions.DeleteOnClose);
        probe.Write(new byte[ProbeBytes]);
    }

    /// <summary>Whether an exception is one that the file system throws.</summary>
    internal static bool IsOfFiles(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or NotSupportedException;
}
