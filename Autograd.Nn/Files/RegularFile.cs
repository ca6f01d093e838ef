using LanguageExt;

namespace Autograd.Nn.Files;

/// <summary>Files to read: never a folder, a pipe, a socket or a device.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file without waiting, or tells why not.</summary>
    /// <param name="path">The full path of the file.</param>
    internal static Either<FileProblem, FileStream> Open(string path)
    {
        try
        {
            if (Directory.Exists(path)) return new FileProblem("a file", "a folder");
            // To open a pipe waits for its other end, and a device may not end: neither states a length.
            if (StatedLength(path) == 0)
                return new FileProblem("a file with content", "none (it is empty, or a pipe, a socket or a device)");
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception exception) when (FileProblem.From(exception, path) is not null)
        {
            return FileProblem.From(exception, path)!;
        }
    }

    private static long StatedLength(string path)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        // A link to an open pipe, such as /dev/stdin, names no file.
        return target != path && !File.Exists(target) && File.Exists(path) ? 0 : new FileInfo(target).Length;
    }
}
