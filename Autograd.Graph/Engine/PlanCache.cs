using System.Diagnostics.CodeAnalysis;

namespace Autograd.Graph.Engine;

/// <summary>
/// A cache of values, such as plans, made once for inputs of each set of shapes. When it is full, it gives up the value
/// used longest ago.
/// </summary>
/// <remarks>
/// Several threads may use it. While one makes a value for inputs of one kind, others get values for inputs of other
/// kinds.
/// </remarks>
/// <typeparam name="TInput">An expression, a parameter record, or a tuple of such. Only shapes, kinds and static fields
/// count.</typeparam>
/// <typeparam name="TMade">The type of the values, e.g. a plan.</typeparam>
public sealed class PlanCache<TInput, TMade>
    where TInput : notnull
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Entry> _byUse = [];
    private readonly Dictionary<TInput, LinkedListNode<Entry>> _entries = new(new Likeness());
    private readonly Func<TInput, TMade> _make;
    private readonly Func<Leaf, string> _nameOf;
    private readonly int _most;
    private Entry? _last;

    /// <summary>An empty cache.</summary>
    /// <param name="most">The most values that are kept, 1 or more.</param>
    /// <param name="make">Makes a value from an input whose leaves are variables.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TInput"/> is neither a record nor a tuple of
    /// records.</exception>
    public PlanCache(int most, Func<TInput, TMade> make)
        : this(most, make, leaf => leaf.Path.Length == 0 ? "x" : leaf.Path)
    {
    }

    internal PlanCache(int most, Func<TInput, TMade> make, Func<Leaf, string> nameOf)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentNullException.ThrowIfNull(make);
        Structure.Expect<TInput>(nameof(PlanCache<,>));
        (_most, _make, _nameOf) = (most, make, nameOf);
    }

    /// <summary>The number of values that are kept.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _entries.Count;
        }
    }

    /// <summary>The value for inputs like this one; made now if there is none.</summary>
    /// <param name="input">An input.</param>
    /// <exception cref="InvalidOperationException">The same thread is making this value.</exception>
    public TMade Get(TInput input)
    {
        var last = Volatile.Read(ref _last);
        return (last is not null && Structure.IsLike(last.Like, input) ? last : Find(input)).Made(_make);
    }

    private Entry Find(TInput input)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(input, out var known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return _last = known.Value;
            }
        }

        // Outside of the lock: the record is of a user's type.
        var entry = new Entry(Structure.Map(input, leaf => Prelude.Variable(_nameOf(leaf), leaf.Value.Type)));
        lock (_gate)
        {
            if (_entries.TryGetValue(input, out var meanwhile)) return _last = meanwhile.Value;
            if (_entries.Count == _most)
            {
                _entries.Remove(_byUse.Last!.Value.Like);
                _byUse.RemoveLast();
            }

            _entries.Add(entry.Like, _byUse.AddFirst(entry));
            return _last = entry;
        }
    }

    private sealed class Entry(TInput like)
    {
        private readonly Lock _making = new();
        private bool _isMade;
        private TMade? _made;

        public TInput Like { get; } = like;

        public TMade Made(Func<TInput, TMade> make)
        {
            if (Volatile.Read(ref _isMade)) return _made!;
            if (_making.IsHeldByCurrentThread)
            {
                throw new InvalidOperationException(
                    "A compiled function calls itself with inputs of the same shapes while it is traced, which would "
                        + "never end: call the function that it was made of, on fewer elements each time.");
            }

            lock (_making)
            {
                if (_isMade) return _made!;
                _made = make(Like);
                Volatile.Write(ref _isMade, true);
                return _made;
            }
        }
    }

    private sealed class Likeness : IEqualityComparer<TInput>
    {
        public bool Equals(TInput? x, TInput? y) => Structure.IsLike(x, y);

        public int GetHashCode([DisallowNull] TInput obj) => Structure.Hash(obj);
    }
}
