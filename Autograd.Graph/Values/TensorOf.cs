using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics.Tensors;
using System.Text;

namespace Autograd.Graph;

/// <summary>An immutable dense array of <typeparamref name="T"/> with a shape, in row-major order.</summary>
/// <remarks>This type is immutable; <c>==</c> and <see cref="Equals(Tensor{T})"/> compare shape and elements.</remarks>
/// <typeparam name="T">The element type, e.g. <c>float</c>, <c>double</c>, or <c>int</c> for indices.</typeparam>
[SuppressMessage("Design", "CA1067", Justification = "Equals(object) is overridden.")]
public sealed class Tensor<T> : Tensor, IEquatable<Tensor<T>>
{
    private const int PrintedElements = 64;
    private const int PrintedBrackets = 128;
    private const int PrintedLength = 64;

    internal Tensor(Shape shape, ImmutableArray<T> elements)
        : base(shape, KindOf(typeof(T)))
    {
        if (elements.Length != shape.Size)
        {
            throw new ArgumentException($"A tensor of shape {shape} has {shape.Size} elements, but {elements.Length} "
                + $"were given.", nameof(elements));
        }

        Elements = elements;
    }

    /// <summary>The elements in row-major order.</summary>
    public ImmutableArray<T> Elements { get; }

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <summary>The element at an index along each axis.</summary>
    /// <exception cref="ArgumentException">The number of indices is not the rank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside its axis.</exception>
    public T this[params ReadOnlySpan<int> indices]
    {
        get
        {
            if (indices.Length != Shape.Rank)
            {
                throw new ArgumentException($"A tensor of shape {Shape} takes {Shape.Rank} indices, but "
                    + $"{indices.Length} were given.", nameof(indices));
            }

            var flat = 0;
            for (var axis = 0; axis < indices.Length; axis++)
            {
                if ((uint)indices[axis] >= (uint)Shape[axis])
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(indices), $"Index {indices[axis]} is outside axis {axis} of {Shape}.");
                }

                flat = (flat * Shape[axis]) + indices[axis];
            }

            return Elements[flat];
        }
    }

    /// <summary>The elements in row-major order, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => Elements.AsSpan();

    /// <summary>A view for the .NET tensor ecosystem, without a copy.</summary>
    public ReadOnlyTensorSpan<T> AsTensorSpan()
    {
        Span<nint> lengths = stackalloc nint[Shape.Rank];
        for (var axis = 0; axis < Shape.Rank; axis++) lengths[axis] = Shape[axis];
        return new ReadOnlyTensorSpan<T>(AsSpan(), lengths);
    }

    /// <summary>The only element.</summary>
    /// <exception cref="InvalidOperationException">There is not exactly one element.</exception>
    public T ToScalar() =>
        Elements.Length == 1 ? Elements[0] : throw new InvalidOperationException(
            $"A tensor of shape {Shape} has {Elements.Length} elements, not one.");

    /// <summary>The same elements in another shape of the same size, without a copy.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public Tensor<T> Reshape(Shape shape) => new(shape, Elements);

    /// <inheritdoc/>
    public bool Equals(Tensor<T>? other) =>
        other is not null && Shape == other.Shape && Elements.SequenceEqual(other.Elements);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Tensor<T>);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Shape, Elements.IsEmpty ? default : Elements[0], Elements.Length);

    /// <summary>Whether two tensors have the same shape and equal elements.</summary>
    public static bool operator ==(Tensor<T>? left, Tensor<T>? right) =>
        left is null ? right is null : left.Equals(right);

    /// <summary>Whether two tensors differ in shape or in an element.</summary>
    public static bool operator !=(Tensor<T>? left, Tensor<T>? right) => !(left == right);

    /// <summary>The elements in nested brackets, as NumPy's; a long tensor is cut after its first elements.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        var left = (Elements: PrintedElements, Brackets: PrintedBrackets);
        Print(text, 0, 0, ref left);
        return text.ToString();
    }

    // Brackets are counted too: there are many without an element where an inner axis is empty or the rank is high.
    private void Print(StringBuilder text, int axis, int index, ref (int Elements, int Brackets) left)
    {
        if (axis == Shape.Rank)
        {
            left.Elements--;
            text.Append(
                Drawing.ExprText.Cut(string.Create(CultureInfo.InvariantCulture, $"{Elements[index]}"), PrintedLength));
            return;
        }

        if (left.Brackets-- == 0)
        {
            text.Append('…');
            left.Elements = 0;
            return;
        }

        text.Append('[');
        for (var i = 0; i < Shape[axis]; i++)
        {
            if (i > 0) text.Append(", ");
            if (left.Elements <= 0)
            {
                text.Append('…');
                break;
            }

            Print(text, axis + 1, (index * Shape[axis]) + i, ref left);
        }

        text.Append(']');
    }
}
