using Autograd.Graph.Engine.Simd;

namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>The operands of a register tile: their addresses, and the distances between their elements.</summary>
internal unsafe struct Tile<T>
    where T : unmanaged
{
    /// <summary>The first element of each matrix, and of the sums to continue from.</summary>
    internal T* A, B, C, From;

    /// <summary>The distances between rows, or between neighbouring k.</summary>
    internal nint ARow, AStep, BStep, CRow, FromRow;

    /// <summary>The offset of the last vector of a row, see <see cref="IRow{TRow, T}"/>.</summary>
    internal nint BEdge, CEdge;

    /// <summary>The number of terms.</summary>
    internal nint Depth;

    /// <summary>Whether the sums continue from those at From, or start from zero.</summary>
    internal bool Continues;

    /// <summary>Whether the sums are added to C, or replace it.</summary>
    internal bool Adds;
}
