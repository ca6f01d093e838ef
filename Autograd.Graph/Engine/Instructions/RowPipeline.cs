using System.Collections.Immutable;

namespace Autograd.Graph.Engine.Instructions;

/// <summary>Stages that take blocks of rows through all of them, one block after another.</summary>
internal sealed class RowPipeline<T> : Instruction<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    // What a block touches stays in the second-level cache.
    private const long BlockBytes = 256 << 10;

    // More rows than a lone thread needs for packing to pay for itself.
    private const int FewestOfALoneThread = 4;

    private readonly RowStage<T>[] _stages;
    private readonly int _rows;
    private readonly ImmutableArray<int> _cuts;
    private readonly bool _isCut;
    private readonly int _rowsPerBlock;

    public RowPipeline(IEnumerable<RowStage<T>> stages)
    {
        _stages = [.. stages];
        _rows = _stages[0].Rows;
        Targets = _stages.Length == 1 ? _stages[0].Targets : [.. _stages.SelectMany(stage => stage.Targets)];
        Buffers = AllBuffers();
        InPlace = Overwritable();
        foreach (var stage in _stages)
        {
            Cost += stage.Cost;
            ScratchElements = Math.Max(ScratchElements, stage.ScratchElements);
        }

        var fewest = _stages.Max(stage => stage.FewestRows);
        _cuts = _stages.Select(stage => stage.Cuts).FirstOrDefault(cuts => cuts.Length > 0, []);
        _isCut = !_cuts.IsEmpty;
        if (!_isCut)
        {
            var parts = CostModel.Parts(_stages.Sum(stage => stage.Nanoseconds), Math.Max(1, _rows / fewest));
            var rowsPerPart = Math.Max(1, WholeVectors(Ceiling(_rows, parts)));
            _cuts = [.. Enumerable.Range(0, Ceiling(_rows, rowsPerPart)).Select(part => part * rowsPerPart), _rows];
        }

        var rowsInCache = BlockBytes * Math.Max(1, _rows) / Math.Max(1, Cost.Bytes);
        _rowsPerBlock = _stages.Length == 1 ? Math.Max(1, _rows)
            : (int)Math.Clamp(rowsInCache, fewest == 1 ? 1 : fewest * FewestOfALoneThread, int.MaxValue);
    }

    public override string Description => string.Join("; ", _stages.Select(stage => stage.Description));

    public override ImmutableArray<int> Buffers { get; }

    public override ImmutableArray<int> Targets { get; }

    public override ImmutableArray<(int Target, int Source)> InPlace { get; }

    public override PlanCost Cost { get; }

    public override int Parts => _cuts.Length - 1;

    public override int ScratchElements { get; }

    public override void Run(Frame<T> frame, int worker, int start, int end)
    {
        if (!_isCut) Run(frame, worker, (_cuts[start], _cuts[end]));
        else for (var part = start; part < end; part++) Run(frame, worker, (_cuts[part], _cuts[part + 1]));
    }

    private void Run(Frame<T> frame, int worker, (int Start, int End) rows)
    {
        for (var row = rows.Start; row < rows.End;)
        {
            var next = (int)Math.Min(rows.End, (long)row + _rowsPerBlock);
            foreach (var stage in _stages) stage.Run(frame, worker, row, next);
            row = next;
        }
    }

    private ImmutableArray<int> AllBuffers()
    {
        var (seen, buffers) = (new HashSet<int>(), ImmutableArray.CreateBuilder<int>());
        foreach (var stage in _stages)
        {
            foreach (var source in stage.Sources) if (seen.Add(source)) buffers.Add(source);
            foreach (var target in stage.Targets) if (seen.Add(target)) buffers.Add(target);
        }

        return buffers.ToImmutable();
    }

    // Other blocks must not need the rows that one block overwrites, nor later stages any of them.
    private ImmutableArray<(int Target, int Source)> Overwritable()
    {
        if (_stages.All(stage => stage.InPlace.IsEmpty)) return [];
        var lastReader = new Dictionary<int, RowStage<T>>();
        var readWhole = new HashSet<int>();
        foreach (var stage in _stages)
        {
            foreach (var source in stage.Sources)
            {
                lastReader[source] = stage;
                if (!stage.ReadsByRow(source)) readWhole.Add(source);
            }
        }

        return [.. _stages.SelectMany(stage =>
            stage.InPlace.Where(pair => lastReader[pair.Source] == stage && !readWhole.Contains(pair.Source)))];
    }

    // Where rows are single elements, parts should not end within a vector.
    private static int WholeVectors(int rows) => rows < 256 ? rows : (rows + 15) / 16 * 16;
}
