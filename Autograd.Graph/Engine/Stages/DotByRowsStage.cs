using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels.Products;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Engine.Stages;

/// <summary>The buffers of a batch of matrix products.</summary>
/// <param name="A">The left matrices.</param>
/// <param name="B">The right matrices.</param>
/// <param name="C">The products.</param>
/// <param name="Batch">The number of products.</param>
/// <param name="Shape">The extents and strides of one.</param>
internal readonly record struct DotBuffers(int A, int B, int C, int Batch, MatrixProductShape Shape)
{
    /// <summary>
    /// The cost of all products: two operations for each triple of row, column and depth, and one for each block that
    /// is joined.
    /// </summary>
    public StageCost Cost<T>()
        where T : unmanaged
    {
        var (m, n, k) = ((long)Shape.Rows, (long)Shape.Columns, (long)Shape.Depth);
        return new(Batch * m * n * ((2 * k) + SumTree.Blocks(Shape.Depth) - 1),
            Batch * ((m * k) + (k * n) + (m * n)) * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
    }
}

/// <summary>
/// Matrix products, divided among threads by rows: the rows of one product, or the products of a batch.
/// </summary>
internal sealed unsafe class DotByRowsStage<T>(string description, DotBuffers dot) : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Each part packs the right matrix again, which is 3 % of the work for this number of rows.
    private const int RowsWorthPacking = 48;

    public override string Description => description;

    public override ImmutableArray<int> Sources => [dot.A, dot.B];

    public override ImmutableArray<int> Targets => [dot.C];

    public override StageCost Cost => dot.Cost<T>();

    public override double Nanoseconds => CostModel.OfProducts(Cost);

    public override int Rows => dot.Batch == 1 ? dot.Shape.Rows : dot.Batch;

    public override int FewestRows => dot.Batch == 1 ? Math.Clamp(dot.Shape.Rows, 1, RowsWorthPacking) : 1;

    public override int ScratchElements => MatrixProduct.ScratchElements<T>(dot.Shape);

    public override bool ReadsByRow(int source) =>
        dot.Batch > 1 || (source == dot.A && source != dot.B && dot.Shape.AStep == 1);

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        T* a = workspace.Address(dot.A), b = workspace.Address(dot.B), c = workspace.Address(dot.C),
        scratch = workspace.Scratch(worker);
        var shape = dot.Shape;
        if (dot.Batch == 1)
        {
            MatrixProduct.Multiply(
                shape with { Rows = end - start }, a + (start * shape.ARow), b, c + (start * shape.CRow), scratch);
            return;
        }

        for (nint matrix = start; matrix < end; matrix++)
        {
            MatrixProduct.Multiply(
                shape, a + (matrix * shape.Rows * shape.Depth), b + (matrix * shape.Depth * shape.Columns),
                c + (matrix * shape.Rows * shape.Columns), scratch);
        }
    }
}
