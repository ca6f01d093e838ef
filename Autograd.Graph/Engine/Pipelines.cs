using System.Numerics;
using Autograd.Graph.Engine.Instructions;

namespace Autograd.Graph.Engine;

/// <summary>
/// Joins stages that go row by row into pipelines as they are lowered: a stage joins the first pipeline of its rows that
/// comes no earlier than anything it reads, if it reads only its own rows of what is made there.
/// </summary>
internal sealed class Pipelines<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Item> _items = [];
    private readonly Dictionary<int, int> _writer = [];
    private readonly Dictionary<int, List<int>> _itemsOfRows = [];
    private int _closed;

    private sealed record Item(List<RowStage<T>> Stages, Instruction<T>? Whole);

    /// <summary>Appends an instruction that is not made of rows.</summary>
    public void Add(Instruction<T> instruction)
    {
        _items.Add(new([], instruction));
        foreach (var target in instruction.Targets) _writer[target] = _items.Count - 1;
    }

    /// <summary>Puts a stage into a pipeline, or starts one.</summary>
    public void Add(RowStage<T> stage)
    {
        var at = Place(stage);
        if (at == _items.Count)
        {
            _items.Add(new([], null));
            (_itemsOfRows.TryGetValue(stage.Rows, out var known) ? known : _itemsOfRows[stage.Rows] = []).Add(at);
        }

        _items[at].Stages.Add(stage);
        foreach (var target in stage.Targets) _writer[target] = at;
    }

    /// <summary>Lets nothing that comes later join what is there: the values in between need no memory at the same time.</summary>
    public void Close() => _closed = _items.Count;

    /// <summary>The instructions, each after those whose results it reads.</summary>
    public IEnumerable<Instruction<T>> Instructions() => _items.Select(item => item switch
    {
        { Whole: { } whole } => whole,
        { Stages: [RegionStage<T> region] } => new RowPipeline<T>([region.Flattened()]),
        _ => new RowPipeline<T>(item.Stages),
    });

    private int Place(RowStage<T> stage)
    {
        var latest = stage.Sources.Select(source => _writer.GetValueOrDefault(source, -1)).Append(_closed - 1).Max();
        if (!_itemsOfRows.TryGetValue(stage.Rows, out var candidates)) return _items.Count;
        var next = candidates.BinarySearch(latest);
        if (next >= 0 && latest >= _closed && stage.Sources.All(source => _writer.GetValueOrDefault(source, -1) < latest || stage.ReadsByRow(source))) return latest;
        next = next < 0 ? ~next : next + 1;
        return next < candidates.Count ? candidates[next] : _items.Count;
    }
}
