using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// The product of two matrices of <see cref="float"/> or <see cref="double"/>. Every element is one chain of fused
/// multiply-adds, from zero, over k ascending, so its bits depend on nothing but its row of A and its column of B:
/// not on the width of the vectors, the tile, the packing, or how the rows are split among threads.
/// <para>
/// Where <see cref="ScratchLength"/> is not zero, call <see cref="Pack"/> for all panels first, in any order and on
/// any threads; then <see cref="Multiply"/> for all rows, likewise. Operands and results must have 64 readable bytes
/// past their end.
/// </para>
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>A split by a multiple of so many rows leaves no tile half full.</summary>
    internal const int RowGranularity = 24;

    /// <summary>How many elements of scratch hold the packed B; zero where B is read as it lies.</summary>
    internal static nint ScratchLength<T>(in MatrixProductShape shape)
        where T : unmanaged =>
        MatrixPanels<T>.Packs(shape) ? MatrixPanels<T>.For(shape.Columns).PackedColumns * (nint)shape.Depth : 0;

    /// <summary>How many panels <see cref="Pack"/> has to pack: the unit by which packing is split.</summary>
    internal static int PanelCount<T>(in MatrixProductShape shape)
        where T : unmanaged =>
        MatrixPanels<T>.Packs(shape) ? MatrixPanels<T>.For(shape.Columns).Count : 0;

    /// <summary>Packs the panels from <paramref name="panelStart"/> up to <paramref name="panelEnd"/>.</summary>
    internal static void Pack<T>(in MatrixProductShape shape, T* b, T* scratch, int panelStart, int panelEnd)
        where T : unmanaged
    {
        for (var panel = panelStart; panel < panelEnd; panel++)
            MatrixPacking.Pack(shape, b, scratch, panel);
    }

    /// <summary>
    /// Computes the rows of C from <paramref name="rowStart"/> up to <paramref name="rowEnd"/> and writes nothing else.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply<T>(
        in MatrixProductShape shape, T* a, T* b, T* c, T* scratch, int rowStart, int rowEnd)
        where T : unmanaged
    {
        Debug.Assert(typeof(T) == typeof(float) || typeof(T) == typeof(double));
        var rows = rowEnd - rowStart;
        if (rows <= 0 || shape.Columns == 0)
            return;

        a += rowStart * shape.ARow;
        c += rowStart * shape.CRow;
        var part = shape with { Rows = rows };
        if (shape.Columns == 1 && shape.ARow == 1 && (shape.CRow == 1 || rows == 1))
            Blocks(part.Exchanged(), b, a, c, null);
        else if (shape.Rows == 1 && shape.BColumn != 1)
            Blocks(part.Exchanged(), b, a, c, null);
        else
            Blocks(part, a, b, c, MatrixPanels<T>.Packs(shape) ? scratch : null);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks<T>(in MatrixProductShape shape, T* a, T* b, T* c, T* packed)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            MatrixBlocks<Lanes512<T>, Vector512<T>, T>.Multiply(shape, a, b, c, packed);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            MatrixBlocks<Lanes256<T>, Vector256<T>, T>.Multiply(shape, a, b, c, packed);
        else
            MatrixBlocks<Lanes128<T>, Vector128<T>, T>.Multiply(shape, a, b, c, packed);
    }
}
