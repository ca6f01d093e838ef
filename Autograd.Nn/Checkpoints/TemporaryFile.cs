using System.Diagnostics;
using System.Globalization;

namespace Autograd.Nn.Checkpoints;

/// <summary>
/// Temporary files whose names tell whose they are, so that those of killed processes are found and removed.
/// </summary>
internal static class TemporaryFile
{
    private const string Prefix = ".autograd-";
    private const string Extension = ".tmp";

    // Clocks of files and of processes are read differently.
    private static readonly TimeSpan ClockError = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A path that no other file and no other process has: <c>.autograd-PROCESS-SECONDS-RANDOM.tmp</c>.
    /// </summary>
    /// <param name="folder">The folder.</param>
    internal static string In(string folder) => Path.Combine(
        folder, $"{Prefix}{Environment.ProcessId}-{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}-{Guid.NewGuid():n}"
            + $"{Extension}");

    /// <summary>Removes what killed processes left in a folder. What cannot be removed stays.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    internal static void Sweep(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix}*{Extension}"))
        {
            if (IsAbandoned(path)) Remove(path);
        }
    }

    /// <summary>
    /// Removes a file if it is there and may be removed: never the news, whether something was written or not.
    /// </summary>
    /// <param name="path">The file.</param>
    internal static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (AtomicFile.IsOfFiles(exception))
        {
        }
    }

    private static bool IsAbandoned(string path)
    {
        var parts = Path.GetFileNameWithoutExtension(path)[Prefix.Length..].Split('-');
        return parts is [var process, var seconds, _]
            && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var created)
            && !Runs(id, created) && !IsLocked(path);
    }

    // A process that started after the file was made has only inherited the number.
    private static bool Runs(int id, long created)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return new DateTimeOffset(process.StartTime).ToUnixTimeSeconds() <= created + ClockError.TotalSeconds;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception exception) when (
            exception is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            return true;
        }
    }

    // In another container the process has a number that is unknown here; its lock is seen all the same.
    private static bool IsLocked(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (Exception exception) when (AtomicFile.IsOfFiles(exception))
        {
            return true;
        }
    }
}
