namespace Autograd.Examples.Output;

/// <summary>What stands behind a file descriptor of the process, where the system tells (Linux).</summary>
internal static class Descriptor
{
    private const int AccessBits = 3;
    private const int ReadOnly = 0;

    /// <summary>
    /// Whether a standard stream may be written to. A stream that the shell has closed is no error at first: the
    /// runtime's next file takes its number, e.g. the memory for its machine code, which a line of text would destroy.
    /// </summary>
    public static bool IsWritable(int descriptor)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fd")) return true;
        var target = new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;
        return target is not null && !target.StartsWith("/memfd:", StringComparison.Ordinal)
            && !target.StartsWith("anon_inode:", StringComparison.Ordinal)
            && !IsReadOnly(descriptor);
    }

    private static bool IsReadOnly(int descriptor)
    {
        const string Flags = "flags:";
        var line = File.ReadLines($"/proc/self/fdinfo/{descriptor}")
            .FirstOrDefault(line => line.StartsWith(Flags, StringComparison.Ordinal));
        return line is not null && (Convert.ToInt32(line[Flags.Length..].Trim(), 8) & AccessBits) == ReadOnly;
    }
}
