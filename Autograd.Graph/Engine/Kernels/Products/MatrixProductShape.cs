namespace Autograd.Graph.Engine.Kernels.Products;

/// <summary>
/// The extents and strides, in elements, of <c>C[i,j] = sum over k of A[i,k] * B[k,j]</c>. The columns of C lie side
/// by side; a transposed operand is one whose strides are exchanged.
/// </summary>
/// <param name="Rows">Rows of A and of C.</param>
/// <param name="Columns">Columns of B and of C.</param>
/// <param name="Depth">Columns of A and rows of B: the length of each sum.</param>
/// <param name="ARow">The distance between rows of A.</param>
/// <param name="AStep">The distance between neighbouring k in A.</param>
/// <param name="BStep">The distance between neighbouring k in B.</param>
/// <param name="BColumn">The distance between columns of B.</param>
/// <param name="CRow">The distance between rows of C.</param>
internal readonly record struct MatrixProductShape(
    int Rows, int Columns, int Depth, nint ARow, nint AStep, nint BStep, nint BColumn, nint CRow)
{
    /// <summary>
    /// A product of dense row-major matrices, either of them read as the transpose of what is stored.
    /// </summary>
    public static MatrixProductShape Dense(
        int rows, int columns, int depth, bool transposeA = false, bool transposeB = false) =>
        new(
            rows,
            columns,
            depth,
            ARow: transposeA ? 1 : depth,
            AStep: transposeA ? rows : 1,
            BStep: transposeB ? 1 : columns,
            BColumn: transposeB ? depth : 1,
            CRow: columns);

    /// <summary>
    /// The same numbers as a product of the exchanged operands, <c>Cᵀ = Bᵀ Aᵀ</c>: only for a C of one row or column.
    /// </summary>
    internal MatrixProductShape Exchanged() =>
        new(Columns, Rows, Depth, ARow: BColumn, AStep: BStep, BStep: AStep, BColumn: ARow, CRow: 1);
}
