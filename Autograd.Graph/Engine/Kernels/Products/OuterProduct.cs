using System.Runtime.CompilerServices;
using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>Products of depth 1, a column times a row. Their cost is that of writing C.</summary>
internal static unsafe class OuterProduct<TLanes, TVector, T>
    where TLanes : struct, ILanes<TVector, T>
    where TVector : unmanaged
    where T : unmanaged
{
    /// <summary>Whether a product has this form, with the elements of the row side by side.</summary>
    internal static bool Suits(in MatrixProductShape shape) => shape is { Depth: 1, BColumn: 1 };

    /// <summary>Computes all of C.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(in MatrixProductShape shape, T* a, T* b, T* c)
    {
        nint columns = shape.Columns, whole = columns - (columns % TLanes.Count);
        for (var row = 0; row < shape.Rows; row++, a += shape.ARow, c += shape.CRow)
        {
            var factor = TLanes.Broadcast(a);
            for (nint column = 0; column < whole; column += TLanes.Count)
                TLanes.Store(TLanes.FusedMultiplyAdd(factor, TLanes.Load(b + column), default), c + column);
            if (whole == columns) continue;

            // The last vector of a row starts early and computes some elements again.
            var last = columns - TLanes.Count;
            if (last >= 0)
                TLanes.Store(TLanes.FusedMultiplyAdd(factor, TLanes.Load(b + last), default), c + last);
            else
                TLanes.Store(TLanes.FusedMultiplyAdd(factor, TLanes.Load(b, columns), default), c, columns);
        }
    }
}
