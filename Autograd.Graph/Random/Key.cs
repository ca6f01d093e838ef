using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>
/// Randomness as a value: every draw and every derived key is a pure function of the key and of a number.
/// </summary>
/// <remarks>
/// <para>This type is an immutable value type. Use a key for one purpose only: draws of different kinds from one key
/// share their bits, and the same draw made twice is the same draw. <see cref="Split()"/> a key, or
/// <see cref="FoldIn(uint)"/> a number into it, to get keys for other purposes.</para>
/// <para>The generator is Threefry-2x32 (Salmon et al. 2011, as in JAX), a bijection of 64-bit counters for each key.
/// The two uppermost bits of a counter say what it is for: <c>00</c> a draw, <c>10</c> the key that
/// <see cref="FoldIn(uint)"/> derives, <c>11</c> a child of <see cref="Split()"/>. So no derived key is ever equal to a
/// draw, or to a key derived in another way, from the same key.</para>
/// <para>Draw number n is the 64-bit word at counter n, its first 32 bits in the word's lower half.</para>
/// </remarks>
/// <param name="First">The first word: the upper half of the seed.</param>
/// <param name="Second">The second word: the lower half of the seed.</param>
public readonly partial record struct Key(uint First, uint Second)
{
    private const uint FoldDomain = 0b10u << 30;
    private const uint SplitDomain = 0b11u << 30;

    /// <summary>The key for a seed: its upper and its lower 32 bits, as <c>jax.random.key</c>.</summary>
    /// <example><c>Key.From(42)</c></example>
    public static Key From(long seed) => new((uint)(seed >>> 32), (uint)seed);

    /// <summary>
    /// The key of two words: the value of a key in a graph, as <c>Evaluate&lt;uint&gt;()</c> gives it.
    /// </summary>
    /// <param name="words">Bits [2].</param>
    /// <exception cref="ArgumentException">There are not two words.</exception>
    /// <example><c>Key.From(Literal(key).FoldIn(3).Evaluate&lt;uint&gt;())   // key.FoldIn(3)</c></example>
    public static Key From(Tensor<uint> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Shape == [2]
            ? new(words.Elements[0], words.Elements[1])
            : throw new ArgumentException(
                $"A key is Bits[2], not {words.Type}: take one row of several keys.", nameof(words));
    }

    /// <summary>
    /// The key derived from this one for a number, e.g. of an epoch or a step, as <c>jax.random.fold_in</c>.
    /// </summary>
    public Key FoldIn(uint data)
    {
        var (first, second) = Threefry.Block(First, Second, FoldDomain, data);
        return new(first, second);
    }

    /// <summary>The key derived from this one for a number; a negative one counts as its 32 bits do.</summary>
    public Key FoldIn(int data) => FoldIn((uint)data);

    /// <summary>
    /// Two keys independent of each other and of this key's draws: the first two of <see cref="Split(int)"/>.
    /// </summary>
    public (Key First, Key Second) Split() => (Child(0), Child(1));

    /// <summary>Any number of keys independent of each other and of this key's draws.</summary>
    /// <param name="count">How many; the first few are the same whatever the count.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public ImmutableArray<Key> Split(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var children = ImmutableArray.CreateBuilder<Key>(count);
        for (var i = 0; i < count; i++) children.Add(Child((uint)i));
        return children.MoveToImmutable();
    }

    /// <summary>The 32 random bits at an index: what <see cref="FillBits"/> writes there.</summary>
    /// <param name="index">The index of the draw, below 2^63.</param>
    public uint Bits(ulong index) => (uint)(Word(index >> 1) >> (int)(index & 1) * 32);

    /// <summary>A random whole number from 0 up to, but without, a bound.</summary>
    /// <remarks>
    /// The upper half of a 64-bit word times the bound (D. Lemire, "Fast random integer generation in an interval",
    /// 2019), without its rejection step: a probability differs from 1/bound by less than 2^-64.
    /// </remarks>
    /// <param name="bound">The bound, at least 1.</param>
    /// <param name="index">Which draw of this key, below 2^62.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive, or the index is too large.</exception>
    public int Below(int bound, ulong index)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return Scale(Word(index), bound);
    }

    /// <summary>The numbers 0 … count - 1 in an order that is uniform among all orders (Fisher and Yates).</summary>
    /// <param name="count">How many numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public ImmutableArray<int> Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = ImmutableArray.CreateBuilder<int>(count);
        for (var i = 0; i < count; i++) order.Add(i);
        Span<ulong> words = stackalloc ulong[256];
        for (var step = 0; step < count - 1; step++)
        {
            if (step % words.Length == 0) Threefry.Fill(First, Second, (ulong)step, words);
            var last = count - 1 - step;
            var other = Scale(words[step % words.Length], last + 1);
            (order[last], order[other]) = (order[other], order[last]);
        }

        return order.MoveToImmutable();
    }

    /// <summary>The key as <c>Key(0000002a:00000000)</c>.</summary>
    public override string ToString() => $"Key({First:x8}:{Second:x8})";

    private static int Scale(ulong word, int bound) => (int)Math.BigMul(word, (ulong)bound, out _);

    private Key Child(uint index)
    {
        var (first, second) = Threefry.Block(First, Second, SplitDomain, index);
        return new(first, second);
    }

    private ulong Word(ulong index)
    {
        // Counters from 2^62 on belong to derived keys.
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, 1UL << 62);
        return Threefry.Word(First, Second, index);
    }
}
