using Autograd.Examples.Charts;
using Autograd.Examples.Experiments;

namespace Autograd.Examples.Output;

/// <summary>The folder that pictures are written to.</summary>
internal static class OutputFolder
{
    /// <summary>Makes the folder if need be, and finds out whether it can be written before there is anything to lose.</summary>
    /// <exception cref="ExperimentException">It cannot.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            File.Create(Temporary(folder), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception error) when (IsOfFiles(error))
        {
            throw new ExperimentException($"{folder}: cannot be written to: {Reason(folder, error)}; choose another with --output");
        }
    }

    /// <summary>Writes a picture, all of it or nothing, and gives its path.</summary>
    /// <exception cref="ExperimentException">It cannot be written, e.g. because the disk is full.</exception>
    public static string Write(string folder, Plate plate) => Write(Path.Combine(folder, $"{plate.File}.svg"), Svg.Render(plate.Picture));

    /// <summary>Writes a text, all of it or nothing, and gives its path.</summary>
    /// <exception cref="ExperimentException">It cannot be written, e.g. because the disk is full.</exception>
    public static string Write(string path, string text)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var temporary = Temporary(folder);
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
            return path;
        }
        // A file larger than the file system or the user's limit allows is an argument out of range to .NET.
        catch (Exception error) when (IsOfFiles(error) || error is ArgumentOutOfRangeException)
        {
            Remove(temporary);
            throw new ExperimentException($"{path}: cannot be written: {Reason(folder, error)}; choose another place with --output");
        }
    }

    /// <summary>Whether an exception is one that the file system throws.</summary>
    public static bool IsOfFiles(Exception error) => error is IOException or UnauthorizedAccessException or NotSupportedException;

    private static string Temporary(string folder) => Path.Combine(folder, $".{Guid.NewGuid():n}.tmp");

    private static string Reason(string folder, Exception error) => error is UnauthorizedAccessException
        ? "permission denied"
        : FileAmongFolders(folder) is { } file ? $"{file} is a file" : error.Message.TrimEnd('.');

    private static string? FileAmongFolders(string folder)
    {
        for (var path = Path.GetFullPath(folder); path is not null; path = Path.GetDirectoryName(path))
        {
            if (Directory.Exists(path)) return null;
            if (Path.Exists(path)) return path;
        }

        return null;
    }

    // After a failure to write, a failure to remove is not the news.
    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (IsOfFiles(error))
        {
        }
    }
}
