using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Examples.Output;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    private const string CpuInfo = "/proc/cpuinfo";
    private const string LoadAverage = "/proc/loadavg";

    public static string Processor => (File.Exists(CpuInfo)
        ? File.ReadLines(CpuInfo)
        .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null) ?? RuntimeInformation.ProcessArchitecture.ToString();

    public static string Vectors =>
        Vector512.IsHardwareAccelerated ? "vectors of 512 bits"
        : Vector256.IsHardwareAccelerated ? "vectors of 256 bits"
        : Vector128.IsHardwareAccelerated ? "vectors of 128 bits"
        : "no vectors";

    /// <summary>
    /// How busy the machine was in the last minute, so that a reader knows what the figures are worth.
    /// </summary>
    public static string Load => File.Exists(LoadAverage) ? File.ReadAllText(LoadAverage).Split(' ')[0] : "unknown";
}
