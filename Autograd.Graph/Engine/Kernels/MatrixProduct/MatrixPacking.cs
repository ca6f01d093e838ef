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
        for (var vector = 0; vector < vectors; vector++)
        {
            var column = panels.Start(first + vector);
            var count = Math.Min(width, shape.Columns - column);
            Columns(shape, b + column * shape.BColumn, packed + vector * width, vectors * width, count);
        }
    }

    private static void Columns<T>(in MatrixProductShape shape, T* b, T* packed, nint step, int count)
        where T : unmanaged
    {
        for (var k = 0; k < shape.Depth; k++)
        {
            for (var column = 0; column < count; column++)
                packed[column] = b[column * shape.BColumn];
            packed += step;
            b += shape.BStep;
        }
    }
}
