using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Autograd.Graph.Engine.Simd;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// The product of two matrices of <see cref="float"/> or <see cref="double"/>. Every element is a
/// <see cref="SumTree"/> over k whose blocks are chains of fused multiply-adds from zero, so its bits depend on
/// nothing but its row of A and its column of B: not on the width of the vectors, the tile, the packing, or how rows
/// and columns are split among threads.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Splits by a multiple of this number of rows leave no tile half full.</summary>
    internal const int RowGranularity = 24;

    /// <summary>Elements of scratch that <see cref="Multiply"/> needs for a product or any part of it.</summary>
    internal static int ScratchElements<T>(in MatrixProductShape shape)
        where T : unmanaged =>
        MatrixBlocking<T>.ScratchElements(shape);

    /// <summary>
    /// Computes C and writes nothing else. Operands and results must have 64 readable bytes past their end; a part of
    /// a product is a product of its own.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply<T>(in MatrixProductShape shape, T* a, T* b, T* c, T* scratch)
        where T : unmanaged
    {
        Debug.Assert(typeof(T) == typeof(float) || typeof(T) == typeof(double));
        if (shape.Rows == 0 || shape.Columns == 0)
            return;

        if (InnerProduct.Suits(shape))
        {
            InnerProduct.Multiply(shape, a, b, c);
            return;
        }

        var exchanges = (shape.Columns == 1 && shape.ARow == 1 && (shape.CRow == 1 || shape.Rows == 1))
            || (shape.Rows == 1 && shape.BColumn != 1);
        if (exchanges)
            Blocks(shape.Exchanged(), b, a, c, scratch);
        else
            Blocks(shape, a, b, c, scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Blocks<T>(in MatrixProductShape shape, T* a, T* b, T* c, T* scratch)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated)
            MatrixBlocks<Lanes512<T>, Vector512<T>, T>.Multiply(shape, a, b, c, scratch);
        else if (Vector256.IsHardwareAccelerated && Fma.IsSupported)
            MatrixBlocks<Lanes256<T>, Vector256<T>, T>.Multiply(shape, a, b, c, scratch);
        else
            MatrixBlocks<Lanes128<T>, Vector128<T>, T>.Multiply(shape, a, b, c, scratch);
    }
}
