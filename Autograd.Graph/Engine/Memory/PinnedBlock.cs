using System.Runtime.InteropServices;

namespace Autograd.Graph.Engine.Memory;

/// <summary>
/// Managed memory that does not move, aligned to 64 bytes: kernels address it directly, and nothing is to be disposed.
/// </summary>
internal sealed unsafe class PinnedBlock
{
    /// <summary>The size of a cache line and of the widest vector.</summary>
    public const int Alignment = 64;

    // An array of lines: an array of bytes ends at 2 GB.
    private readonly Line[] _lines;

    /// <summary>
    /// Memory for a number of bytes, zeroed, with a cache line to spare for whole-vector reads at the end.
    /// </summary>
    public PinnedBlock(long bytes)
    {
        _lines = GC.AllocateArray<Line>(checked((int)((bytes + (3 * Alignment) - 1) / Alignment)), pinned: true);
        fixed (Line* start = _lines)
        {
            Start = (byte*)(((nint)start + Alignment - 1) & ~(nint)(Alignment - 1));
        }
    }

    /// <summary>The first aligned byte; valid as long as this object is reachable.</summary>
    public byte* Start { get; }

    /// <summary>The size of the block, as allocated.</summary>
    public long Length => (long)_lines.Length * Alignment;

    /// <summary>A size rounded up to whole cache lines, with one more for whole-vector reads past the end.</summary>
    public static long Padded(long bytes) => ((bytes + Alignment - 1) & ~(long)(Alignment - 1)) + Alignment;

    [StructLayout(LayoutKind.Sequential, Size = Alignment)]
    private struct Line;
}
