namespace Autograd.Graph.Engine.Kernels;

/// <summary>What a register tile works on: where its corners lie, and the distances between their elements.</summary>
internal unsafe struct Tile<T>
    where T : unmanaged
{
    /// <summary>The corner of each matrix, and of the sums that are continued.</summary>
    internal T* A, B, C, From;

    /// <summary>From one row to the next, or from one k to the next.</summary>
    internal nint ARow, AStep, BStep, CRow, FromRow;

    /// <summary>Where the last vector of a row starts, see <see cref="IRow{TRow, T}"/>.</summary>
    internal nint BEdge, CEdge;

    /// <summary>How many k there are.</summary>
    internal nint Depth;

    /// <summary>Whether the sums start from those at From, and not from zero.</summary>
    internal bool Continues;

    /// <summary>Whether the sums are added to C, and do not replace it.</summary>
    internal bool Adds;
}
