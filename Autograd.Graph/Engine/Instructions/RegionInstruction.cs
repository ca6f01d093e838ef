using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Graph.Engine.Kernels;
using Autograd.Graph.Engine.Scheduling;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>One operation of a region: a kernel on slots.</summary>
internal readonly record struct RegionStep<T>(TileKernel<T> Kernel, int A, int B, int C, int Y)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A buffer behind a slot of a region.</summary>
internal readonly record struct RegionBuffer(int Slot, int Buffer, Spread Spread);

/// <summary>All operations of an elementwise region, tile by tile: what a tile computes stays in the first-level cache.</summary>
/// <remarks>
/// A slot is a run of elements: in memory where an operand or a result lies there whole, else in scratch of one tile.
/// Rows, columns and scalars are laid out in scratch; what is the same for each tile is laid out once a chunk.
/// </remarks>
internal sealed unsafe class RegionInstruction<T> : Instruction<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TileElements = 1024;
    private const int ChunkElements = 16 * TileElements;

    private readonly Grid _grid;
    private readonly RegionStep<T>[] _steps;
    private readonly RegionBuffer[] _buffers;
    private readonly int _slots;
    private readonly int _rowsPerTile;
    private readonly int _columnsPerTile;
    private readonly int _tilesPerChunk;
    private readonly int _tiles;

    public RegionInstruction(string description, Grid grid, RegionStep<T>[] steps, RegionBuffer[] buffers, int slots)
    {
        (Description, _grid, _steps, _buffers, _slots) = (description, grid, steps, buffers, slots);
        _columnsPerTile = Math.Max(1, Math.Min(grid.Columns, TileElements));
        _rowsPerTile = grid.Columns > TileElements ? 1 : Math.Max(1, Math.Min(grid.Rows, TileElements / _columnsPerTile));
        _tiles = grid.Rows == 0 || grid.Columns == 0 ? 0 : TilesAcross * Ceiling(grid.Rows, _rowsPerTile);
        _tilesPerChunk = Math.Max(1, ChunkElements / (_rowsPerTile * _columnsPerTile));
        Buffers = [.. buffers.Select(buffer => buffer.Buffer)];
    }

    public override string Description { get; }

    public override ImmutableArray<int> Buffers { get; }

    public override PlanCost Cost => new(Elements * _steps.Length, _buffers.Sum(buffer => ElementsOf(buffer.Spread)) * sizeof(T));

    public override int Chunks => Ceiling(_tiles, _tilesPerChunk);

    // The addresses of the slots, then the slots.
    public override int ScratchElements => checked(AddressElements + (_slots * SlotElements));

    private int AddressElements => Padded(_slots * sizeof(nint) / sizeof(T));

    // One vector to spare in each slot, for whole-vector reads past the tile.
    private int SlotElements => Padded(_rowsPerTile * _columnsPerTile) + VectorElements;

    private static int VectorElements => Vector512<T>.Count;

    private long Elements => (long)_grid.Rows * _grid.Columns;

    private int TilesAcross => Ceiling(_grid.Columns, _columnsPerTile);

    public override void Run(Frame<T> frame, int worker, int chunk)
    {
        var slots = new Span<nint>(frame.Scratch(worker), _slots);
        var scratch = frame.Scratch(worker) + AddressElements;
        for (var slot = 0; slot < _slots; slot++) slots[slot] = (nint)(scratch + ((nint)slot * SlotElements));
        foreach (var buffer in _buffers) LayOutConstantPart(frame, buffer, (T*)slots[buffer.Slot]);
        var end = Math.Min(_tiles, (chunk + 1) * _tilesPerChunk);
        for (var tile = chunk * _tilesPerChunk; tile < end; tile++)
        {
            var row = tile / TilesAcross * _rowsPerTile;
            var column = tile % TilesAcross * _columnsPerTile;
            var rows = Math.Min(_rowsPerTile, _grid.Rows - row);
            var columns = Math.Min(_columnsPerTile, _grid.Columns - column);
            foreach (var buffer in _buffers) Place(frame, buffer, slots, row, rows, column, columns);
            RunTile(slots, rows * columns);
        }
    }

    private void RunTile(ReadOnlySpan<nint> slots, int elements)
    {
        foreach (ref readonly var step in _steps.AsSpan())
        {
            step.Kernel.Run((T*)slots[step.A], (T*)slots[step.B], (T*)slots[step.C], (T*)slots[step.Y], elements);
        }
    }

    // A scalar is the same everywhere, and a row that fits in a tile is the same in each.
    private void LayOutConstantPart(Frame<T> frame, RegionBuffer buffer, T* slot)
    {
        var source = frame.Address(buffer.Buffer);
        if (buffer.Spread == Spread.Scalar) new Span<T>(slot, SlotElements).Fill(*source);
        if (buffer.Spread != Spread.Row || _columnsPerTile != _grid.Columns) return;
        for (var row = 0; row < _rowsPerTile; row++) new ReadOnlySpan<T>(source, _columnsPerTile).CopyTo(new Span<T>(slot + (row * _columnsPerTile), _columnsPerTile));
    }

    private void Place(Frame<T> frame, RegionBuffer buffer, Span<nint> slots, int row, int rows, int column, int columns)
    {
        var source = frame.Address(buffer.Buffer);
        switch (buffer.Spread)
        {
            case Spread.Full:
                slots[buffer.Slot] = (nint)(source + ((nint)row * _grid.Columns) + column);
                break;
            case Spread.Row when _columnsPerTile != _grid.Columns:
                slots[buffer.Slot] = (nint)(source + column);
                break;
            case Spread.Column:
                for (var r = 0; r < rows; r++) new Span<T>((T*)slots[buffer.Slot] + (r * columns), columns).Fill(source[row + r]);
                break;
        }
    }

    private static int Padded(int elements) => Ceiling(elements, VectorElements) * VectorElements;

    private long ElementsOf(Spread spread) => spread switch
    {
        Spread.Full => Elements,
        Spread.Row => _grid.Columns,
        Spread.Column => _grid.Rows,
        _ => 1,
    };
}
