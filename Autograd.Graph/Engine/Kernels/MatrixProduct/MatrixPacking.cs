using System.Runtime.CompilerServices;

namespace Autograd.Graph.Engine.Kernels;

/// <summary>
/// Copies B into panels: each holds, for k ascending, the vectors of its columns side by side, so that a tile reads it
/// from first to last.
/// </summary>
internal static unsafe class MatrixPacking
{
    /// <summary>Packs one panel.</summary>
    internal static void Pack<T>(in MatrixProductShape shape, T* b, T* packed, int panel)
        where T : unmanaged
    {
        var panels = MatrixPanels<T>.For(shape.Columns);
        var width = MatrixPanels<T>.Width;
        var first = panels.FirstVector(panel);
        var vectors = panels.FirstVector(panel + 1) - first;
        packed += (nint)first * width * shape.Depth;
        if (shape.BColumn == 1)
        {
            var edge = panels.Start(first + vectors - 1) - panels.Start(first);
            Rows(shape, b + panels.Start(first), packed, vectors, edge);
            return;
        }

        for (var vector = 0; vector < vectors; vector++)
        {
            var column = panels.Start(first + vector);
            var count = Math.Min(width, shape.Columns - column);
            Transposed(shape, b + column * shape.BColumn, packed + vector * width, vectors * width, count);
        }
    }

    // Row by row, because neighbouring lines of one page come together.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T>(in MatrixProductShape shape, T* source, T* target, int vectors, nint edge)
        where T : unmanaged
    {
        var width = MatrixPanels<T>.Width;
        var whole = (uint)((vectors - 1) * width * sizeof(T));
        var last = (uint)(width * sizeof(T));
        for (var k = 0; k < shape.Depth; k++)
        {
            Unsafe.CopyBlockUnaligned(target, source, whole);
            target += (vectors - 1) * width;
            Unsafe.CopyBlockUnaligned(target, source + edge, last);
            target += width;
            source += shape.BStep;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transposed<T>(in MatrixProductShape shape, T* source, T* target, nint targetStep, int count)
        where T : unmanaged
    {
        var size = shape.BStep == 1 ? Transposition.BlockSize<T>() : 1;
        var column = 0;
        for (; size > 1 && column + size <= count; column += size)
        {
            T* from = source + column * shape.BColumn, to = target + column;
            var k = 0;
            for (; k + size <= shape.Depth; k += size)
                Transposition.Block(from + k, shape.BColumn, to + k * targetStep, targetStep);
            for (; k < shape.Depth; k++)
                for (var lane = 0; lane < size; lane++)
                    to[k * targetStep + lane] = from[k + lane * shape.BColumn];
        }

        for (; column < count; column++)
            for (var k = 0; k < shape.Depth; k++)
                target[k * targetStep + column] = source[column * shape.BColumn + k * shape.BStep];
    }
}
