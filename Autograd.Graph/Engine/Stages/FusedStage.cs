using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Graph.Engine.Kernels.Fused;
using Autograd.Graph.Engine.Memory;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// All operations of a fusion group on its rows, tile by tile. The values of a tile stay in the first-level cache, or
/// in registers.
/// </summary>
/// <remarks>
/// A slot is the address of a run of elements: in a buffer if the operand or result is stored there in full, else in
/// scratch of one tile. Rows, columns and scalars are expanded in scratch; those that are the same for each tile, once
/// per run.
/// </remarks>
internal sealed unsafe class FusedStage<T> : Stage<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int TileElements = 1024;
    private const int MostSources = 64;

    private readonly Func<string> _description;
    private readonly Grid _grid;
    private readonly FusedProgram<T> _program;
    private readonly FusedBuffer[] _buffers;
    private readonly FusedKernel? _fused;
    private readonly int[] _readWhole;
    private readonly bool _isFlat;
    private readonly int _rowsPerTile;
    private readonly int _columnsPerTile;

    public FusedStage(Func<string> description, Grid grid, FusedProgram<T> program, FusedBuffer[] buffers)
    {
        (_description, _grid, _program, _buffers) = (description, grid, program, buffers);
        _isFlat = true;
        var (sources, targets, whole) = (new List<int>(), new List<int>(), new List<int>());
        foreach (ref readonly var buffer in buffers.AsSpan())
        {
            _isFlat &= buffer.Pattern is BroadcastPattern.Full or BroadcastPattern.Scalar;
            (buffer.IsTarget ? targets : sources).Add(buffer.Buffer);
            if (buffer.Pattern is BroadcastPattern.Row or BroadcastPattern.Cycle or BroadcastPattern.Scalar)
            {
                whole.Add(buffer.Buffer);
            }
        }

        whole.Sort();
        (Sources, Targets, _readWhole) = ([.. sources], [.. targets], [.. whole]);
        _fused = FusedKernels<T>.For(program, buffers, Elements);
        _columnsPerTile = Math.Max(1, Math.Min(grid.Columns, TileElements));
        _rowsPerTile =
            grid.Columns > TileElements ? 1 : Math.Max(1, Math.Min(grid.Rows, TileElements / _columnsPerTile));
        InPlace = Overwritable();
    }

    private FusedStage(FusedStage<T> other, Grid grid)
    {
        (_description, _grid, _program, _buffers) = (other._description, grid, other._program, other._buffers);
        (_isFlat, _readWhole, _fused) = (other._isFlat, other._readWhole, other._fused);
        (Sources, Targets, InPlace) = (other.Sources, other.Targets, other.InPlace);
        (_columnsPerTile, _rowsPerTile) = (1, Math.Max(1, Math.Min(grid.Rows, TileElements)));
    }

    public override string Description => _description();

    public override ImmutableArray<int> Sources { get; }

    public override ImmutableArray<int> Targets { get; }

    public override ImmutableArray<(int Target, int Source)> InPlace { get; }

    public override StageCost Cost =>
        new(Elements * _program.Steps.Length, _buffers.Sum(buffer => ElementsOf(buffer)) * sizeof(T));

    public override int Rows => _grid.Rows;

    // Scratch holds the addresses of the slots, then the slots.
    public override int ScratchElements => checked(AddressElements + (_program.Slots * SlotElements));

    private int AddressElements => Padded(_program.Slots * sizeof(nint) / sizeof(T));

    // Each slot has a vector to spare, for whole-vector reads past the tile.
    private int SlotElements =>
        Padded(_isFlat ? (int)Math.Min(TileElements, Math.Max(1, Elements)) : _rowsPerTile * _columnsPerTile)
            + VectorElements;

    private static int VectorElements => Vector512<T>.Count;

    private long Elements => (long)_grid.Rows * _grid.Columns;

    public override bool ReadsByRow(int source) => _readWhole.AsSpan().BinarySearch(source) < 0;

    /// <summary>The same work with every element a row, if no operand is repeated along rows or columns.</summary>
    public FusedStage<T> Flattened() =>
        _isFlat && _grid.Columns > 1 && Elements <= int.MaxValue ? new(this, new Grid((int)Elements, 1)) : this;

    public override void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        var slots = new Span<nint>(workspace.Scratch(worker), _program.Slots);
        var scratch = workspace.Scratch(worker) + AddressElements;
        for (var slot = 0; slot < _program.Slots; slot++) slots[slot] = (nint)(scratch + ((nint)slot * SlotElements));
        foreach (ref readonly var buffer in _buffers.AsSpan())
        {
            LayOutConstantPart(workspace, buffer, (T*)slots[buffer.Slot]);
        }

        if (_isFlat) RunFlat(workspace, slots, (nint)start * _grid.Columns, (nint)end * _grid.Columns);
        else RunTiles(workspace, slots, start, end);
    }

    private void RunFlat(Workspace<T> workspace, Span<nint> slots, nint start, nint end)
    {
        var step = _fused is null ? TileElements : Math.Max(1, end - start);
        for (var first = start; first < end; first += step)
        {
            foreach (ref readonly var buffer in _buffers.AsSpan())
            {
                if (buffer.Pattern == BroadcastPattern.Full)
                {
                    slots[buffer.Slot] = (nint)(workspace.Address(buffer.Buffer) + first);
                }
            }

            RunTile(slots, Math.Min(step, end - first));
        }
    }

    private void RunTiles(Workspace<T> workspace, Span<nint> slots, int start, int end)
    {
        for (var row = start; row < end; row += _rowsPerTile)
        {
            var rows = Math.Min(_rowsPerTile, end - row);
            for (var column = 0; column < _grid.Columns; column += _columnsPerTile)
            {
                var columns = Math.Min(_columnsPerTile, _grid.Columns - column);
                foreach (ref readonly var buffer in _buffers.AsSpan())
                {
                    Place(workspace, buffer, slots, row, rows, column, columns);
                }

                RunTile(slots, rows * columns);
            }
        }
    }

    private void RunTile(Span<nint> slots, nint elements)
    {
        if (_fused is null)
        {
            _program.Run(slots, elements);
            return;
        }

        fixed (nint* addresses = slots) _fused(addresses, elements);
    }

    // Expands scalars, and rows that fit in a tile, which are the same for each tile.
    private void LayOutConstantPart(Workspace<T> workspace, in FusedBuffer buffer, T* slot)
    {
        var source = workspace.Address(buffer.Buffer);
        if (buffer.Pattern == BroadcastPattern.Scalar)
        {
            new Span<T>(slot, _fused is null ? SlotElements : VectorElements).Fill(*source);
        }

        if (buffer.Pattern != BroadcastPattern.Row || _columnsPerTile != _grid.Columns) return;
        for (var row = 0; row < _rowsPerTile; row++)
        {
            new ReadOnlySpan<T>(source, _columnsPerTile)
                .CopyTo(new Span<T>(slot + (row * _columnsPerTile), _columnsPerTile));
        }
    }

    private void Place(
        Workspace<T> workspace, in FusedBuffer buffer, Span<nint> slots, int row, int rows, int column, int columns)
    {
        var source = workspace.Address(buffer.Buffer);
        switch (buffer.Pattern)
        {
            case BroadcastPattern.Full:
                slots[buffer.Slot] = (nint)(source + ((nint)row * _grid.Columns) + column);
                break;
            case BroadcastPattern.Row when _columnsPerTile != _grid.Columns:
                slots[buffer.Slot] = (nint)(source + column);
                break;
            case BroadcastPattern.Column or BroadcastPattern.Cycle:
                for (var r = 0; r < rows; r++)
                {
                    new Span<T>((T*)slots[buffer.Slot] + (r * columns), columns)
                        .Fill(source[(row + r) % buffer.Elements]);
                }

                break;
        }
    }

    // A fused kernel reads all operands of a vector before it writes. Otherwise the last operation that reads the
    // source must come before the first that writes the target.
    private ImmutableArray<(int Target, int Source)> Overwritable()
    {
        var (lastReadings, firstWritings) = (_program.LastReadings(), _program.FirstWritings());
        var sources = Overwritten(lastReadings);
        var pairs = ImmutableArray.CreateBuilder<(int Target, int Source)>();
        var seen = 0;
        foreach (ref readonly var target in _buffers.AsSpan())
        {
            if (!target.IsTarget) continue;
            // With many sources, try those at about the target's position in the list: all pairs would take too long.
            var from = sources.Count <= MostSources ? 0 : Math.Clamp(
                (int)((long)seen * sources.Count / Targets.Length) - (MostSources / 2), 0, sources.Count - MostSources);
            seen++;
            for (var i = from; i < Math.Min(sources.Count, from + MostSources); i++)
            {
                if (_fused is not null || sources[i].LastReading <= firstWritings[target.Slot])
                {
                    pairs.Add((target.Buffer, sources[i].Buffer));
                }
            }
        }

        return pairs.ToImmutable();
    }

    // The buffers that are only read element by element, each with the last operation that reads it.
    private List<(int Buffer, int LastReading)> Overwritten(int[] lastReadings)
    {
        var (at, sources) = (new Dictionary<int, int>(), new List<(int Buffer, int LastReading)>());
        var repeated = _buffers.Any(buffer => buffer.Pattern != BroadcastPattern.Full)
            ? _buffers.Where(buffer => buffer.Pattern != BroadcastPattern.Full)
                .Select(buffer => buffer.Buffer).ToHashSet()
            : null;
        foreach (ref readonly var buffer in _buffers.AsSpan())
        {
            if (buffer.IsTarget || repeated?.Contains(buffer.Buffer) == true) continue;
            if (at.TryAdd(buffer.Buffer, sources.Count)) sources.Add((buffer.Buffer, lastReadings[buffer.Slot]));
            else
            {
                sources[at[buffer.Buffer]] =
                    (buffer.Buffer, Math.Max(sources[at[buffer.Buffer]].LastReading, lastReadings[buffer.Slot]));
            }
        }

        return sources;
    }

    private static int Padded(int elements) => (elements + VectorElements - 1) / VectorElements * VectorElements;

    private long ElementsOf(in FusedBuffer buffer) => buffer.Pattern switch
    {
        BroadcastPattern.Full => Elements,
        BroadcastPattern.Row => _grid.Columns,
        BroadcastPattern.Column => _grid.Rows,
        BroadcastPattern.Cycle => buffer.Elements,
        _ => 1,
    };
}
