using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd.Graph.Engine.Kernels.Movement;

/// <summary>Transposes matrices, by small square blocks in registers.</summary>
internal static unsafe class Transposition
{
    /// <summary>The side of a block: 32 bytes, or 1 without vector instructions.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int BlockSize<T>()
        where T : unmanaged =>
        Avx.IsSupported ? Vector256<T>.Count : 1;

    /// <summary>
    /// Writes the transpose of a matrix elsewhere; strides are from row to row. The last blocks start early and write
    /// some elements again.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Matrix<T>(T* source, nint sourceStride, T* target, nint targetStride, int rows, int columns)
        where T : unmanaged
    {
        var side = BlockSize<T>();
        if (rows < side || columns < side || side == 1)
        {
            for (nint row = 0; row < rows; row++)
                for (nint column = 0; column < columns; column++)
                    target[(column * targetStride) + row] = source[(row * sourceStride) + column];
            return;
        }

        for (var row = 0; row < rows; row += side)
        {
            nint down = Math.Min(row, rows - side);
            for (var column = 0; column < columns; column += side)
            {
                nint right = Math.Min(column, columns - side);
                Block(source + (down * sourceStride) + right, sourceStride, target + (right * targetStride) + down,
                    targetStride);
            }
        }
    }

    /// <summary>Writes the transpose of one block; strides are from row to row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Block<T>(T* source, nint sourceStride, T* target, nint targetStride)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Half((float*)source, sourceStride, (float*)target, targetStride);
            Half((float*)source + 4, sourceStride, (float*)target + 4 * targetStride, targetStride);
        }
        else
        {
            Half((double*)source, sourceStride, (double*)target, targetStride);
            Half((double*)source + 2, sourceStride, (double*)target + 2 * targetStride, targetStride);
        }
    }

    // Eight rows of four become four of eight. Rows i and i + 4 share a vector, so each half transposes on its own.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(float* source, nint stride, float* target, nint targetStride)
    {
        var r0 = Join(source, source + 4 * stride);
        var r1 = Join(source + stride, source + 5 * stride);
        var r2 = Join(source + 2 * stride, source + 6 * stride);
        var r3 = Join(source + 3 * stride, source + 7 * stride);
        Vector256<float> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1);
        Vector256<float> low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
        Avx.Shuffle(low01, low23, 0b01_00_01_00).Store(target);
        Avx.Shuffle(low01, low23, 0b11_10_11_10).Store(target + targetStride);
        Avx.Shuffle(high01, high23, 0b01_00_01_00).Store(target + 2 * targetStride);
        Avx.Shuffle(high01, high23, 0b11_10_11_10).Store(target + 3 * targetStride);
    }

    // Four rows of two become two of four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Half(double* source, nint stride, double* target, nint targetStride)
    {
        var even = Join(source, source + 2 * stride);
        var odd = Join(source + stride, source + 3 * stride);
        Avx.UnpackLow(even, odd).Store(target);
        Avx.UnpackHigh(even, odd).Store(target + targetStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Join<T>(T* lower, T* upper)
        where T : unmanaged =>
        Vector256.Create(Vector128.Load(lower), Vector128.Load(upper));
}
