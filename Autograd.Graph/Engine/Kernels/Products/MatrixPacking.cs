using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Kernels.Movement;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// Packs operands for the register tiles: a panel of B, which holds for ascending k the vectors of its columns side by
/// side, and a block of A whose rows would share too few sets of the cache.
/// </summary>
internal static unsafe class MatrixPacking<T>
    where T : unmanaged
{
    /// <summary>Packs a block of A behind the panel in scratch, and returns its address and strides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static T* PackA(
        in MatrixProductShape shape, T* a, int rows, int depth, T* scratch, out nint row, out nint step)
    {
        var target = scratch + MatrixBlocking<T>.PackedElements(shape, depth);
        var (lines, length, from) = shape.ARow == 1 ? (depth, rows, shape.AStep) : (rows, depth, shape.ARow);
        nint stride = length + MatrixBlocking<T>.Gap;
        for (var line = 0; line < lines; line++)
            Unsafe.CopyBlockUnaligned(target + (line * stride), a + (line * from), (uint)(length * sizeof(T)));
        (row, step) = shape.ARow == 1 ? ((nint)1, stride) : (stride, (nint)1);
        return target;
    }

    /// <summary>Packs vectors whose columns do not lie side by side, by transposing blocks of B in registers.</summary>
    internal static void PackTransposed(
        in MatrixProductShape shape, T* b, T* packed, int vectors, int firstVector, int depth)
    {
        var panels = MatrixPanels<T>.For(shape.Columns);
        var width = Registers<T>.Width;
        for (var vector = 0; vector < vectors; vector++)
        {
            var column = panels.Start(firstVector + vector);
            var count = Math.Min(width, shape.Columns - column);
            Transpose(shape, b + (column * shape.BColumn), packed + (vector * width), vectors * width, count, depth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose(
        in MatrixProductShape shape, T* source, T* target, nint targetStep, int count, int depth)
    {
        var size = shape.BStep == 1 ? Transposition.BlockSize<T>() : 1;
        var column = 0;
        for (; size > 1 && column + size <= count; column += size)
        {
            T* from = source + (column * shape.BColumn), to = target + column;
            var k = 0;
            for (; k + size <= depth; k += size)
                Transposition.Block(from + k, shape.BColumn, to + (k * targetStep), targetStep);
            for (; k < depth; k++)
                for (var lane = 0; lane < size; lane++)
                    to[(k * targetStep) + lane] = from[k + (lane * shape.BColumn)];
        }

        for (; column < count; column++)
            for (var k = 0; k < depth; k++)
                target[(k * targetStep) + column] = source[(column * shape.BColumn) + (k * shape.BStep)];
    }
}
