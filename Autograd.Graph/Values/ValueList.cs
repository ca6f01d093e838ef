using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Autograd.Graph;

/// <summary>An immutable list that equals another with equal items and prints as <c>[a, b]</c>.</summary>
/// <remarks>
/// An <see cref="ImmutableArray{T}"/> in a record would compare by reference; this compares by content.
/// </remarks>
/// <typeparam name="T">The type of the items.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Of))]
[DebuggerDisplay("{ToString(),nq}")]
[SuppressMessage("Naming", "CA1710", Justification = "It is a list.")]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly ImmutableArray<T> _items;

    internal ValueList(ImmutableArray<T> items) => _items = items;

    /// <summary>The items.</summary>
    public ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    /// <summary>How many items there are.</summary>
    public int Count => Items.Length;

    /// <summary>The item at an index.</summary>
    public T this[int index] => Items[index];

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other) => Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in Items) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>The items between brackets; of a long list, the first and how many more there are.</summary>
    public override string ToString() => ValueList.Text(Items);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether two lists have equal items.</summary>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>Whether two lists differ.</summary>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);
}

/// <summary>Makes <see cref="ValueList{T}"/>s.</summary>
public static class ValueList
{
    private const int PrintedItems = 64;

    /// <summary>A list of the given items.</summary>
    public static ValueList<T> Of<T>(params ReadOnlySpan<T> items) => new([.. items]);

    /// <summary>A list of the items of a sequence.</summary>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);

    /// <summary>Items between brackets; a long list is cut.</summary>
    internal static string Text<T>(ImmutableArray<T> items)
    {
        var text = string.Join(", ", items.Take(PrintedItems));
        return items.Length <= PrintedItems ? $"[{text}]" : $"[{text}, … {items.Length - PrintedItems} more]";
    }
}
