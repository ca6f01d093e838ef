using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using Autograd.Graph.Numerics;

namespace Autograd.Graph;

/// <summary>
/// An immutable dense array of numbers with a <see cref="Shape"/>, in row-major order, of some element type.
/// </summary>
/// <remarks>
/// The typed value is <see cref="Tensor{T}"/>; this base lets a graph hold values without fixing their precision.
/// </remarks>
[DebuggerDisplay("{Type,nq} {ToString(),nq}")]
public abstract class Tensor
{
    private protected Tensor(Shape shape, ElementKind kind) => (Shape, Kind) = (shape, kind);

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; }

    /// <summary>
    /// What the elements are: <c>int</c> makes indices, <c>uint</c> bits, every other type real numbers.
    /// </summary>
    public ElementKind Kind { get; }

    /// <summary>The shape and the element kind together.</summary>
    public TensorType Type => new(Shape, Kind);

    /// <summary>The .NET type of an element.</summary>
    public abstract Type ElementType { get; }

    /// <summary>A tensor of the given elements in row-major order.</summary>
    /// <exception cref="ArgumentException">The number of elements is not the size of the shape.</exception>
    public static Tensor<T> Of<T>(Shape shape, params ReadOnlySpan<T> elements) => new(shape, [.. elements]);

    /// <summary>
    /// A tensor of the given elements in row-major order, for languages without collection expressions.
    /// </summary>
    /// <param name="shape">The shape.</param>
    /// <param name="elements">The elements; they are copied.</param>
    /// <exception cref="ArgumentException">The number of elements is not the size of the shape.</exception>
    public static Tensor<T> Of<T>(Shape shape, T[] elements) => Of(shape, (ReadOnlySpan<T>)elements);

    /// <summary>A tensor over the given elements in row-major order, without a copy.</summary>
    /// <exception cref="ArgumentException">The number of elements is not the size of the shape.</exception>
    public static Tensor<T> Of<T>(Shape shape, ImmutableArray<T> elements) => new(shape, elements);

    /// <summary>A vector: a tensor of one axis.</summary>
    public static Tensor<T> Vector<T>(params ReadOnlySpan<T> elements) => new([elements.Length], [.. elements]);

    /// <summary>A vector: a tensor of one axis, for languages without collection expressions.</summary>
    /// <param name="elements">The elements; they are copied.</param>
    public static Tensor<T> Vector<T>(T[] elements) => Vector((ReadOnlySpan<T>)elements);

    /// <summary>A tensor filled with one value.</summary>
    public static Tensor<T> Full<T>(Shape shape, T value) => Generate(shape, _ => value);

    /// <summary>A tensor whose element at each row-major index is computed.</summary>
    public static Tensor<T> Generate<T>(Shape shape, Func<int, T> element)
    {
        var elements = ImmutableArray.CreateBuilder<T>(shape.Size);
        for (var i = 0; i < shape.Size; i++) elements.Add(element(i));
        return new(shape, elements.MoveToImmutable());
    }

    /// <summary>A scalar tensor of one number.</summary>
    public static implicit operator Tensor(double value) => Of(Shape.Scalar, value);

    /// <summary>A scalar tensor of one number.</summary>
    public static implicit operator Tensor(float value) => Of(Shape.Scalar, value);

    /// <summary>A scalar tensor of one number.</summary>
    public static implicit operator Tensor(Complex value) => Of(Shape.Scalar, value);

    /// <summary>A scalar tensor of one number.</summary>
    public static implicit operator Tensor(Rational value) => Of(Shape.Scalar, value);

    /// <summary>A scalar tensor of one interval.</summary>
    public static implicit operator Tensor(Interval value) => Of(Shape.Scalar, value);

    /// <summary>A vector of numbers.</summary>
    public static implicit operator Tensor(double[] values) => Of([values.Length], values);

    /// <summary>A vector of numbers.</summary>
    public static implicit operator Tensor(float[] values) => Of([values.Length], values);

    /// <summary>A vector of indices. One index is <c>Tensor.Of([], 3)</c>, since a number alone is real.</summary>
    public static implicit operator Tensor(int[] values) => Of([values.Length], values);

    /// <summary>A key: bits [2].</summary>
    public static implicit operator Tensor(Key key) => Vector(key.First, key.Second);

    internal static ElementKind KindOf(Type element) =>
        element == typeof(int) ? ElementKind.Index : element == typeof(uint) ? ElementKind.Bits : ElementKind.Real;
}
