namespace Autograd.Graph.Engine.Memory;

/// <summary>The free stretches of an arena. It grows when none fits; neighbouring stretches join.</summary>
internal sealed class FreeList
{
    private readonly SortedList<long, long> _lengths = [];

    /// <summary>The size of the arena so far.</summary>
    public long End { get; private set; }

    /// <summary>The offset of a stretch of a length: the first free one that fits, or new memory at the end.</summary>
    public long Take(long length)
    {
        for (var i = 0; i < _lengths.Count; i++)
        {
            var (offset, available) = (_lengths.GetKeyAtIndex(i), _lengths.GetValueAtIndex(i));
            if (available < length) continue;
            _lengths.RemoveAt(i);
            if (available > length) _lengths.Add(offset + length, available - length);
            return offset;
        }

        var start = End;
        if (_lengths.Count > 0 && _lengths.GetKeyAtIndex(_lengths.Count - 1) is var last
            && last + _lengths[last] == End)
        {
            start = last;
            _lengths.Remove(last);
        }

        End = start + length;
        return start;
    }

    /// <summary>Gives a stretch back.</summary>
    public void Return(long offset, long length)
    {
        _lengths.Add(offset, length);
        var at = _lengths.IndexOfKey(offset);
        if (at + 1 < _lengths.Count && offset + length == _lengths.GetKeyAtIndex(at + 1))
        {
            _lengths.SetValueAtIndex(at, length + _lengths.GetValueAtIndex(at + 1));
            _lengths.RemoveAt(at + 1);
        }

        if (at > 0 && _lengths.GetKeyAtIndex(at - 1) + _lengths.GetValueAtIndex(at - 1) == offset)
        {
            _lengths.SetValueAtIndex(at - 1, _lengths.GetValueAtIndex(at - 1) + _lengths.GetValueAtIndex(at));
            _lengths.RemoveAt(at);
        }
    }
}
