using System.Collections.Immutable;
using System.Numerics;
using Autograd.Graph.Engine.Stages;

namespace Autograd.Graph.Engine.Lowering;

/// <summary>
/// Joins stages into pipelines. A stage joins the first pipeline with the same rows that does not run before its
/// sources are computed. It joins the pipeline that computes a source only if it reads just its own rows of it.
/// </summary>
internal sealed class PipelineBuilder<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Item> _items = [];
    private readonly Dictionary<int, int> _writer = [];
    private readonly Dictionary<int, List<int>> _itemsOfRows = [];
    private int _closed;

    // The answers for all stages of a pipeline are kept here: a pipeline may have a stage for each node of the graph.
    private sealed class Item
    {
        public List<Stage<T>> Stages { get; } = [];

        public bool TakesImages { get; private set; }

        public bool TakesManyRows { get; private set; }

        public ImmutableArray<int> Cuts { get; private set; } = [];

        public void Add(Stage<T> stage)
        {
            Stages.Add(stage);
            TakesImages |= stage.TakesImages;
            TakesManyRows |= stage.FewestRows != 1;
            if (Cuts.IsEmpty) Cuts = stage.Cuts;
        }
    }

    /// <summary>Puts a stage into a pipeline, or starts one; a stage with parts of its own runs alone.</summary>
    public void Add(Stage<T> stage)
    {
        if (stage.RowsPerPart is not null)
        {
            _items.Add(new());
            Put(stage, _items.Count - 1);
            return;
        }

        if (AmongImages(stage) is { } images)
        {
            Put(new MergedRowsStage<T>(stage, stage.Rows / _items[images].Stages[0].Rows), images);
            return;
        }

        var at = Place(stage);
        if (at == _items.Count)
        {
            _items.Add(new());
            (_itemsOfRows.TryGetValue(stage.Rows, out var known) ? known : _itemsOfRows[stage.Rows] = []).Add(at);
        }

        Put(stage, at);
    }

    /// <summary>
    /// Closes all pipelines: no later stage joins them, so that their intermediate values and the later ones need no
    /// memory at the same time.
    /// </summary>
    public void Close() => _closed = _items.Count;

    /// <summary>The pipelines, each after those whose results it reads.</summary>
    public IEnumerable<Pipeline<T>> Pipelines() => _items.Select(item =>
        item.Stages is [FusedStage<T> alone] ? new Pipeline<T>([alone.Flattened()]) : new Pipeline<T>(item.Stages));

    private void Put(Stage<T> stage, int at)
    {
        _items[at].Add(stage);
        foreach (var target in stage.Targets) _writer[target] = at;
    }

    private int Place(Stage<T> stage)
    {
        var latest = Latest(stage);
        if (!_itemsOfRows.TryGetValue(stage.Rows, out var candidates)) return _items.Count;
        var next = candidates.BinarySearch(latest);
        if (next >= 0 && Takes(latest, stage)) return latest;
        next = next < 0 ? ~next : next + 1;
        while (next < candidates.Count && !Suit(_items[candidates[next]], stage)) next++;
        return next < candidates.Count ? candidates[next] : _items.Count;
    }

    // Some stages take the planes of images as rows. They join stages that take whole images of the same number.
    private int? AmongImages(Stage<T> stage)
    {
        var latest = Latest(stage);
        if (stage.TakesImages || latest < 0 || !_items[latest].TakesImages) return null;
        var rows = _items[latest].Stages[0].Rows;
        return stage.Rows > rows && rows > 0 && stage.Rows % rows == 0 && Takes(latest, stage) ? latest : null;
    }

    private int Latest(Stage<T> stage)
    {
        var latest = _closed - 1;
        foreach (var source in stage.Sources) latest = Math.Max(latest, _writer.GetValueOrDefault(source, -1));
        return latest;
    }

    // Whether a stage may join the pipeline that computes its sources.
    private bool Takes(int latest, Stage<T> stage) =>
        latest >= _closed && Suit(_items[latest], stage)
            && stage.Sources.All(source => _writer.GetValueOrDefault(source, -1) < latest || stage.ReadsByRow(source));

    // A stage that needs many rows at a time would drive images from the cache. All stages of a pipeline need the same
    // cuts.
    private static bool Suit(Item item, Stage<T> stage) =>
        (stage.Cuts.IsEmpty || item.Cuts.IsEmpty || item.Cuts.SequenceEqual(stage.Cuts))
        && (stage.TakesImages ? !item.TakesManyRows : stage.FewestRows == 1 || !item.TakesImages);
}
