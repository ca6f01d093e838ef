using System.Text;
using Autograd.Nn.Checkpoints;
using Autograd.Nn.Files;

namespace Autograd.Examples.Output;

/// <summary>The folder that pictures are written to.</summary>
internal static class OutputFolder
{
    /// <summary>
    /// Makes the folder if need be, and finds out whether it can be written before there is anything to lose.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>Disposed at the end, takes the folder away again if nothing was written.</returns>
    /// <exception cref="ProgramException">It cannot.</exception>
    public static FolderClaim Prepare(string folder)
    {
        var claim = FolderClaim.On(folder);
        try
        {
            AtomicFile.Probe(folder);
            return claim;
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            claim.Dispose();
            throw new ProgramException(
                $"{OneLine.Value(folder)}: cannot be written to: {Reason(folder, error)}; "
                + "choose another with --output");
        }
    }

    /// <summary>Writes a text, all of it or nothing, and gives its path.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">What it will hold.</param>
    /// <exception cref="ProgramException">It cannot be written, e.g. because the disk is full.</exception>
    public static string Write(string path, string text)
    {
        var target = Path.GetFullPath(path);
        try
        {
            AtomicFile.Write(target, file => file.Write(Encoding.UTF8.GetBytes(text)), durable: false);
            return path;
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw new ProgramException(
                $"{OneLine.Value(path)}: cannot be written: {Reason(Path.GetDirectoryName(target)!, error)}; "
                + "choose another place with --output",
                ExitCode.Broken);
        }
    }

    /// <summary>Whether an exception is one that the file system throws.</summary>
    public static bool IsOfFiles(Exception error) => AtomicFile.IsOfFiles(error);

    private static string Reason(string folder, Exception error) => error is UnauthorizedAccessException
        ? "permission denied"
        : FileAmongFolders(folder) is { } file ? $"{OneLine.Value(file)} is a file" : error.Message.TrimEnd('.');

    private static string? FileAmongFolders(string folder)
    {
        for (var path = Path.GetFullPath(folder); path is not null; path = Path.GetDirectoryName(path))
        {
            if (Directory.Exists(path)) return null;
            if (Path.Exists(path)) return path;
        }

        return null;
    }
}
