using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Instructions;

namespace Autograd.Graph.Engine;

/// <summary>
/// Joins stages that go row by row into pipelines as they are lowered: a stage joins the first pipeline of its rows
/// that comes no earlier than anything it reads, if it reads only its own rows of what is made there.
/// </summary>
internal sealed class Pipelines<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Item> _items = [];
    private readonly Dictionary<int, int> _writer = [];
    private readonly Dictionary<int, List<int>> _itemsOfRows = [];
    private int _closed;

    // What is asked of all stages of a pipeline is kept: there may be as many as nodes.
    private sealed class Item(Instruction<T>? whole)
    {
        public Instruction<T>? Whole { get; } = whole;

        public List<RowStage<T>> Stages { get; } = [];

        public bool TakesImages { get; private set; }

        public bool TakesManyRows { get; private set; }

        public ImmutableArray<int> Cuts { get; private set; } = [];

        public void Add(RowStage<T> stage)
        {
            Stages.Add(stage);
            TakesImages |= stage.TakesImages;
            TakesManyRows |= stage.FewestRows != 1;
            if (Cuts.IsEmpty) Cuts = stage.Cuts;
        }
    }

    /// <summary>Appends an instruction that is not made of rows.</summary>
    public void Add(Instruction<T> instruction)
    {
        _items.Add(new(instruction));
        foreach (var target in instruction.Targets) _writer[target] = _items.Count - 1;
    }

    /// <summary>Puts a stage into a pipeline, or starts one.</summary>
    public void Add(RowStage<T> stage)
    {
        if (AmongImages(stage) is { } images)
        {
            Put(new GroupedStage<T>(stage, stage.Rows / _items[images].Stages[0].Rows), images);
            return;
        }

        var at = Place(stage);
        if (at == _items.Count)
        {
            _items.Add(new(null));
            (_itemsOfRows.TryGetValue(stage.Rows, out var known) ? known : _itemsOfRows[stage.Rows] = []).Add(at);
        }

        Put(stage, at);
    }

    /// <summary>
    /// Lets nothing that comes later join what is there: the values in between need no memory at the same time.
    /// </summary>
    public void Close() => _closed = _items.Count;

    /// <summary>The instructions, each after those whose results it reads.</summary>
    public IEnumerable<Instruction<T>> Instructions() => _items.Select(item => item switch
    {
        { Whole: { } whole } => whole,
        { Stages: [FusedStage<T> region] } => new RowPipeline<T>([region.Flattened()]),
        _ => new RowPipeline<T>(item.Stages),
    });

    private void Put(RowStage<T> stage, int at)
    {
        _items[at].Add(stage);
        foreach (var target in stage.Targets) _writer[target] = at;
    }

    private int Place(RowStage<T> stage)
    {
        var latest = Latest(stage);
        if (!_itemsOfRows.TryGetValue(stage.Rows, out var candidates)) return _items.Count;
        var next = candidates.BinarySearch(latest);
        if (next >= 0 && Takes(latest, stage)) return latest;
        next = next < 0 ? ~next : next + 1;
        while (next < candidates.Count && !Suit(_items[candidates[next]], stage)) next++;
        return next < candidates.Count ? candidates[next] : _items.Count;
    }

    // The planes of images are rows to some stages, which come along with those that take whole images; images of
    // another number do not.
    private int? AmongImages(RowStage<T> stage)
    {
        var latest = Latest(stage);
        if (stage.TakesImages || latest < 0 || !_items[latest].TakesImages) return null;
        var rows = _items[latest].Stages[0].Rows;
        return stage.Rows > rows && rows > 0 && stage.Rows % rows == 0 && Takes(latest, stage) ? latest : null;
    }

    private int Latest(RowStage<T> stage)
    {
        var latest = _closed - 1;
        foreach (var source in stage.Sources) latest = Math.Max(latest, _writer.GetValueOrDefault(source, -1));
        return latest;
    }

    // Whether a stage may join the pipeline that makes what it reads.
    private bool Takes(int latest, RowStage<T> stage) =>
        latest >= _closed && Suit(_items[latest], stage)
            && stage.Sources.All(source => _writer.GetValueOrDefault(source, -1) < latest || stage.ReadsByRow(source));

    // What wants many rows at a time would drive images from the cache; and a pipeline has one kind of parts.
    private static bool Suit(Item item, RowStage<T> stage) =>
        (stage.Cuts.IsEmpty || item.Cuts.IsEmpty || item.Cuts.SequenceEqual(stage.Cuts))
        && (stage.TakesImages ? !item.TakesManyRows : stage.FewestRows == 1 || !item.TakesImages);
}
