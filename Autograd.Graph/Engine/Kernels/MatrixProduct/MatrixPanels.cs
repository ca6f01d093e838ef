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
    /// <summary>A copy of a row-major B pays for itself only if it is so large, and if so many rows read it.</summary>
    private const int BytesWorthPacking = 4 << 20, RowsWorthPacking = 512;

    /// <summary>Elements in a vector of this machine.</summary>
    internal static int Width =>
        Vector512.IsHardwareAccelerated ? Vector512<T>.Count
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? Vector256<T>.Count
        : Vector128<T>.Count;

    /// <summary>
    /// Accumulators in a tile: three quarters of the registers, which leaves room for a row of B and a number of A.
    /// </summary>
    internal static int Accumulators => Vector512.IsHardwareAccelerated || AdvSimd.Arm64.IsSupported ? 24 : 12;

    private static int Widest => Accumulators == 24 ? 4 : 2;

    /// <summary>Vectors in all panels.</summary>
    internal int Vectors => (Columns + Width - 1) / Width;

    /// <summary>Panels.</summary>
    internal int Count => (Vectors + Widest - 1) / Widest;

    /// <summary>The columns of all panels when packed.</summary>
    internal int PackedColumns => Vectors * Width;

    /// <summary>The columns of the widest panel when packed.</summary>
    internal int WidestPanel => Math.Min(Vectors, Widest) * Width;

    /// <summary>The division of so many columns.</summary>
    internal static MatrixPanels<T> For(int columns) => new(columns);

    /// <summary>Whether B is copied into panels before it is multiplied.</summary>
    internal static unsafe bool Packs(in MatrixProductShape shape) =>
        shape.Rows > 1 && shape.Columns > 1
        && (shape.BColumn != 1
            || (shape.Rows >= RowsWorthPacking && shape.Columns > Widest * Width
                && (long)shape.Columns * shape.Depth * sizeof(T) >= BytesWorthPacking));

    /// <summary>The first vector of a panel.</summary>
    internal int FirstVector(int panel) => (int)((long)panel * Vectors / Count);

    /// <summary>The column where a vector starts.</summary>
    internal int Start(int vector) => Math.Max(0, Math.Min(vector * Width, Columns - Width));
}
