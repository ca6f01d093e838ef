using System.Globalization;

namespace Autograd.Examples.Output;

/// <summary>
/// Refuses what needs more memory than the machine, a container or a limit of the heap gives, before any of it is
/// taken.
/// </summary>
internal static class MemoryNeed
{
    /// <summary>The memory that the program may use, as text.</summary>
    public static string Available => Text(Bytes);

    private static long Bytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>Refuses an option's value that needs too much.</summary>
    /// <param name="option">The option, e.g. <c>--hidden</c>.</param>
    /// <param name="value">Its value.</param>
    /// <param name="bytes">What a run with it needs.</param>
    /// <exception cref="ProgramException">There is less memory.</exception>
    public static void Check(string option, long value, double bytes)
    {
        if (bytes > Bytes)
        {
            throw new ProgramException(
                $"{option}: {value} takes about {Text(bytes)} of memory, and there are {Available}; "
                + "choose a smaller one");
        }
    }

    private static string Text(double bytes) => bytes >= 1e9
        ? (bytes / 1e9).ToString("0.0 GB", CultureInfo.InvariantCulture)
        : (bytes / 1e6).ToString("0 MB", CultureInfo.InvariantCulture);
}
