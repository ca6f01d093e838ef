using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Kernels;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>The buffers of a batch of matrix products.</summary>
/// <param name="A">The left matrices.</param>
/// <param name="B">The right matrices.</param>
/// <param name="C">The products.</param>
/// <param name="Packed">The right matrices in the order in which the kernel reads them, if it is not theirs.</param>
/// <param name="Batch">How many products.</param>
/// <param name="Shape">The extents and strides of one.</param>
internal readonly record struct DotBuffers(int A, int B, int C, int? Packed, int Batch, MatrixProductShape Shape);

/// <summary>Lays out the right matrices for the product that follows.</summary>
internal sealed unsafe class PackInstruction<T>(DotBuffers dot) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _panels = MatrixProduct.PanelCount<T>(dot.Shape);
    private readonly nint _length = MatrixProduct.ScratchLength<T>(dot.Shape);

    public override string Description => $"pack {dot.Batch} × [{dot.Shape.Depth}, {dot.Shape.Columns}]";

    public override ImmutableArray<int> Buffers => [dot.B, dot.Packed!.Value];

    public override PlanCost Cost => new(0, 2L * dot.Batch * dot.Shape.Depth * dot.Shape.Columns * sizeof(T));

    public override int Chunks => dot.Batch * _panels;

    public override void Run(Frame<T> frame, int worker, int chunk)
    {
        var (matrix, panel) = (chunk / _panels, chunk % _panels);
        var b = frame.Address(dot.B) + ((nint)matrix * dot.Shape.Depth * dot.Shape.Columns);
        MatrixProduct.Pack(dot.Shape, b, frame.Address(dot.Packed!.Value) + (matrix * _length), panel, panel + 1);
    }
}

/// <summary>A batch of matrix products, split by rows.</summary>
internal sealed unsafe class DotInstruction<T>(string description, DotBuffers dot) : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long FlopsPerChunk = 1 << 20;

    private readonly nint _length = MatrixProduct.ScratchLength<T>(dot.Shape);
    private readonly int _rowsPerChunk = RowsPerChunk(dot.Shape);

    public override string Description => description;

    public override ImmutableArray<int> Buffers => dot.Packed is { } packed ? [dot.A, dot.B, packed, dot.C] : [dot.A, dot.B, dot.C];

    public override PlanCost Cost
    {
        get
        {
            var (m, n, k) = ((long)dot.Shape.Rows, (long)dot.Shape.Columns, (long)dot.Shape.Depth);
            return new(2 * dot.Batch * m * n * k, dot.Batch * ((m * k) + (k * n) + (m * n)) * sizeof(T));
        }
    }

    public override int Chunks => dot.Batch * ChunksEach;

    private int ChunksEach => Ceiling(dot.Shape.Rows, _rowsPerChunk);

    public override void Run(Frame<T> frame, int worker, int chunk)
    {
        var (matrix, part) = ((nint)(chunk / ChunksEach), chunk % ChunksEach);
        var shape = dot.Shape;
        var start = part * _rowsPerChunk;
        MatrixProduct.Multiply(
            shape,
            frame.Address(dot.A) + (matrix * shape.Rows * shape.Depth),
            frame.Address(dot.B) + (matrix * shape.Depth * shape.Columns),
            frame.Address(dot.C) + (matrix * shape.Rows * shape.Columns),
            dot.Packed is { } packed ? frame.Address(packed) + (matrix * _length) : null,
            start,
            Math.Min(shape.Rows, start + _rowsPerChunk));
    }

    private static int RowsPerChunk(in MatrixProductShape shape)
    {
        var flopsPerTile = 2L * MatrixProduct.RowGranularity * shape.Depth * shape.Columns;
        return (int)Math.Max(1, FlopsPerChunk / Math.Max(1, flopsPerTile)) * MatrixProduct.RowGranularity;
    }
}
