using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// How the columns of C are divided: into vectors, and these, as evenly as possible, into panels no wider than a
/// register tile. Where the columns are no whole number of vectors, the last vector starts early and overlaps its
/// neighbour, which is always in the same panel.
/// </summary>
/// <param name="Columns">The columns of C.</param>
internal readonly record struct MatrixPanels<T>(int Columns)
    where T : unmanaged
{
    /// <summary>Elements in a vector of this machine.</summary>
    internal static int Width =>
        Vector512.IsHardwareAccelerated ? Vector512<T>.Count
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? Vector256<T>.Count
        : Vector128<T>.Count;

    /// <summary>
    /// Accumulators in a tile: three quarters of the registers, which leaves room for a row of B and a number of A.
    /// </summary>
    internal static int Accumulators => HasManyRegisters ? 24 : 12;

    /// <summary>
    /// The bytes of a panel: most of a first-level cache of 48 KB; one of 32 KB streams it from the second, which costs
    /// less than more panels do.
    /// </summary>
    internal const int PanelBytes = 40 << 10;

    /// <summary>Whether there are 32 registers, and not 16.</summary>
    internal static bool HasManyRegisters => Vector512.IsHardwareAccelerated || AdvSimd.Arm64.IsSupported;

    /// <summary>Vectors in all panels.</summary>
    internal int Vectors => (Columns + Width - 1) / Width;

    /// <summary>Panels: of up to four vectors, or of two, and three where their number is odd.</summary>
    internal int Count => HasManyRegisters ? (Vectors + 3) / 4 : Math.Max(1, Vectors / 2);

    /// <summary>The columns of the widest panel when packed.</summary>
    internal int WidestPanel => (Vectors + Count - 1) / Count * Width;

    /// <summary>The division of so many columns.</summary>
    internal static MatrixPanels<T> For(int columns) => new(columns);

    /// <summary>The first vector of a panel.</summary>
    internal int FirstVector(int panel) => FirstVector(panel, Count);

    /// <summary>The first vector of one of so many panels.</summary>
    internal int FirstVector(int panel, int count) => (int)((long)panel * Vectors / count);

    /// <summary>The column where a vector starts.</summary>
    internal int Start(int vector) => Math.Max(0, Math.Min(vector * Width, Columns - Width));
}
