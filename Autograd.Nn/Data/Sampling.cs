using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn.Data;

/// <summary>Which example stands at each place of a sequence: a pure function of the place.</summary>
internal abstract record Sampling
{
    /// <summary>The number in the data set of the example at a place.</summary>
    public abstract int IndexAt(long place);
}

/// <summary>The examples in order.</summary>
internal sealed record InOrder : Sampling
{
    public override int IndexAt(long place) => (int)place;
}

/// <summary>A random example at each place, each time from all of them.</summary>
internal sealed record WithReplacement(Key Key, int Count) : Sampling
{
    public override int IndexAt(long place) => Key.Below(Count, (ulong)place);
}

/// <summary>
/// The examples in one shuffled order: equal to another of the same key, without a look at the order.
/// </summary>
internal sealed record Shuffle(Key Key, int Count) : Sampling
{
    private readonly ImmutableArray<int> _order = Key.Permutation(Count);

    public override int IndexAt(long place) => _order[(int)place];

    public bool Equals(Shuffle? other) => other is not null && (Key, Count) == (other.Key, other.Count);

    public override int GetHashCode() => HashCode.Combine(Key, Count);
}
