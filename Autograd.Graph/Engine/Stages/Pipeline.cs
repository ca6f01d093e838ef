using System.Collections.Immutable;
using Autograd.Graph.Engine.Memory;
using Autograd.Graph.Engine.Threads;

namespace Autograd.Graph.Engine.Stages;

/// <summary>
/// Stages with the same rows, as one unit of work: a block of rows goes through all stages, then the next block. The
/// rows are cut into parts, which threads run in any order.
/// </summary>
/// <typeparam name="T">The plan's real numbers: <c>float</c> or <c>double</c>.</typeparam>
internal sealed class Pipeline<T> : IParallelWork
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    // What a block touches stays in the second-level cache.
    private const long BlockBytes = 256 << 10;

    // A product packs its right matrix for each block, so a block has this many times the fewest rows of a stage.
    private const int FewestRowsOfBlock = 4;

    private readonly Stage<T>[] _stages;
    private readonly int _rows;
    private readonly ImmutableArray<int> _cuts;
    private readonly bool _isCut;
    private readonly int _rowsPerBlock;

    public Pipeline(IEnumerable<Stage<T>> stages)
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
        if (!_isCut) _cuts = EvenCuts(_rows, _stages[0].RowsPerPart ?? RowsPerPart(fewest));
        var rowsInCache = BlockBytes * Math.Max(1, _rows) / Math.Max(1, Cost.Bytes);
        _rowsPerBlock = _stages.Length == 1 ? Math.Max(1, _rows)
            : (int)Math.Clamp(rowsInCache, fewest == 1 ? 1 : fewest * FewestRowsOfBlock, int.MaxValue);
    }

    /// <summary>What the stages do, for explanations.</summary>
    public string Description => string.Join("; ", _stages.Select(stage => stage.Description));

    /// <summary>The stages, in the order in which a block of rows goes through them.</summary>
    public IReadOnlyList<Stage<T>> Stages => _stages;

    /// <summary>The buffers that the stages read and write, each once.</summary>
    public ImmutableArray<int> Buffers { get; }

    /// <summary>The buffers that the stages write.</summary>
    public ImmutableArray<int> Targets { get; }

    /// <summary>
    /// Pairs of buffers: the target may share the memory of the source if no later pipeline reads the source.
    /// </summary>
    public ImmutableArray<(int Target, int Source)> InPlace { get; }

    /// <summary>The operations and bytes of all parts.</summary>
    public StageCost Cost { get; }

    /// <summary>The number of parts; it depends on shapes only.</summary>
    public int Parts => _cuts.Length - 1;

    /// <summary>Elements of scratch memory that a thread needs.</summary>
    public int ScratchElements { get; }

    /// <summary>Runs the parts from <paramref name="start"/> up to <paramref name="end"/>.</summary>
    /// <param name="workspace">The memory of the buffers.</param>
    /// <param name="worker">The number of the thread, which chooses the scratch memory.</param>
    /// <param name="start">The first part.</param>
    /// <param name="end">The part after the last.</param>
    public void Run(Workspace<T> workspace, int worker, int start, int end)
    {
        if (!_isCut) Run(workspace, worker, (_cuts[start], _cuts[end]));
        else for (var part = start; part < end; part++) Run(workspace, worker, (_cuts[part], _cuts[part + 1]));
    }

    /// <inheritdoc/>
    void IParallelWork.Run(object memory, int worker, int start, int end) =>
        Run((Workspace<T>)memory, worker, start, end);

    private void Run(Workspace<T> workspace, int worker, (int Start, int End) rows)
    {
        for (var row = rows.Start; row < rows.End;)
        {
            var next = (int)Math.Min(rows.End, (long)row + _rowsPerBlock);
            foreach (var stage in _stages) stage.Run(workspace, worker, row, next);
            row = next;
        }
    }

    private int RowsPerPart(int fewest)
    {
        var parts = CostModel.Parts(_stages.Sum(stage => stage.Nanoseconds), Math.Max(1, _rows / fewest));
        return Math.Max(1, WholeVectors(Ceiling(_rows, parts)));
    }

    private static ImmutableArray<int> EvenCuts(int rows, int rowsPerPart) =>
        [.. Enumerable.Range(0, Ceiling(rows, rowsPerPart)).Select(part => part * rowsPerPart), rows];

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

    // A block overwrites only rows that no other block and no later stage needs.
    private ImmutableArray<(int Target, int Source)> Overwritable()
    {
        if (_stages.All(stage => stage.InPlace.IsEmpty)) return [];
        var lastReader = new Dictionary<int, Stage<T>>();
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

    // Where rows are single elements, parts end between two vectors.
    private static int WholeVectors(int rows) => rows < 256 ? rows : (rows + 15) / 16 * 16;

    private static int Ceiling(int count, int size) => (int)(((long)count + size - 1) / size);
}
