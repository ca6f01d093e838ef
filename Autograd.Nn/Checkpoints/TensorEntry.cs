using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Autograd.Nn.Files;

namespace Autograd.Nn.Checkpoints;

/// <summary>
/// A named tensor as a checkpoint stores it: its elements as little-endian bytes, in row-major order.
/// </summary>
/// <remarks>This type is immutable. Two entries are equal if name, kind, shape and bytes are.</remarks>
public sealed class TensorEntry : IEquatable<TensorEntry>
{
    internal TensorEntry(string name, TensorKind kind, ImmutableArray<int> shape, ReadOnlyMemory<byte> data) =>
        (Name, Kind, Shape, Data) = (name, kind, shape, data);

    /// <summary>The name, e.g. <c>Hidden.Weight</c>.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public TensorKind Kind { get; }

    /// <summary>The lengths of the axes; none for a scalar.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The elements as bytes: the product of the shape times the size of an element.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>An entry from values, which are copied.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>int</c> or <c>uint</c>.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="shape">The lengths of the axes.</param>
    /// <param name="values">The elements in row-major order.</param>
    /// <exception cref="ArgumentException">The shape asks for another number of values, or a length is
    /// negative.</exception>
    /// <exception cref="NotSupportedException">The type is not one that a checkpoint stores.</exception>
    public static TensorEntry Of<T>(string name, ImmutableArray<int> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(name);
        var kind = TensorKinds.Of<T>();
        if (shape.Any(length => length < 0) || Product(shape) != values.Length)
            throw new ArgumentException(
                $"{name}: a shape of [{string.Join(", ", shape)}] does not hold {values.Length} values.", nameof(
                    shape));
        var data = MemoryMarshal.AsBytes(values).ToArray();
        SwapWhereBigEndian(data, kind.Size());
        return new(name, kind, shape, data);
    }

    /// <summary>The elements as values.</summary>
    /// <typeparam name="T">The type that <see cref="Kind"/> says: <c>float</c>, <c>double</c>, <c>int</c> or
    /// <c>uint</c>.</typeparam>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public ImmutableArray<T> Values<T>()
        where T : unmanaged
    {
        if (TensorKinds.Of<T>() != Kind)
            throw new InvalidOperationException($"{Name} holds {Kind}, not {typeof(T).Name}.");
        var values = new T[Data.Length / Kind.Size()];
        var bytes = MemoryMarshal.AsBytes(values.AsSpan());
        Data.Span.CopyTo(bytes);
        SwapWhereBigEndian(bytes, Kind.Size());
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    /// <summary>Whether name, kind, shape and bytes are equal.</summary>
    /// <param name="other">The other entry, or null.</param>
    public bool Equals(TensorEntry? other) =>
        other is not null && Name == other.Name && Kind == other.Kind
        && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan()) && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as TensorEntry);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Kind, Shape.Length, Data.Length);

    /// <summary>The entry as <c>Hidden.Weight: F32[784, 50]</c>.</summary>
    public override string ToString() => Describe(Name, Kind.Stored(), Shape);

    /// <summary>A tensor as <c>Hidden.Weight: F32[784, 50]</c>.</summary>
    internal static string Describe(string name, StoredType type, ImmutableArray<int> shape) =>
        $"{OneLine.Of(name, OneLine.Short)}: {type}[{OneLine.Of(string.Join(", ", shape), 2 * OneLine.Short)}]";

    /// <summary>
    /// The number of elements; <see cref="long.MaxValue"/> if lengths before a length of 0 already give more.
    /// </summary>
    internal static long Product(ImmutableArray<int> shape)
    {
        var product = (UInt128)1;
        foreach (var length in shape)
        {
            product *= (uint)length;
            if (product > long.MaxValue) return long.MaxValue;
        }

        return (long)product;
    }

    private static void SwapWhereBigEndian(Span<byte> bytes, int size)
    {
        if (BitConverter.IsLittleEndian) return;
        if (size == sizeof(ulong))
        {
            var words = MemoryMarshal.Cast<byte, ulong>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
        else
        {
            var words = MemoryMarshal.Cast<byte, uint>(bytes);
            BinaryPrimitives.ReverseEndianness(words, words);
        }
    }
}
