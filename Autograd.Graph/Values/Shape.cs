using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Autograd.Graph;

/// <summary>
/// The lengths of a tensor's axes, outermost first. <c>[]</c> is a scalar; an axis may have length 0.
/// </summary>
/// <remarks>
/// This type is an immutable value type; two shapes are equal when their axes are. Write one as <c>[2, 3]</c>.
/// </remarks>
[CollectionBuilder(typeof(Shape), nameof(Of))]
[DebuggerDisplay("{ToString(),nq}")]
[SuppressMessage(
    "Naming", "CA1710", Justification = "A shape is a list of lengths, and its name in the field is Shape.")]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    private readonly ImmutableArray<int> _axes;

    private Shape(ImmutableArray<int> axes) => _axes = axes;

    /// <summary>The shape of a single number.</summary>
    public static Shape Scalar => default;

    /// <summary>The lengths, outermost first.</summary>
    public ImmutableArray<int> Axes => _axes.IsDefault ? [] : _axes;

    /// <summary>The number of axes: 0 for a scalar, 2 for a matrix.</summary>
    public int Rank => _axes.IsDefault ? 0 : _axes.Length;

    /// <summary>The number of elements: the product of the axes, 1 for a scalar.</summary>
    public int Size
    {
        get
        {
            var size = 1;
            foreach (var axis in Axes) size *= axis;
            return size;
        }
    }

    int IReadOnlyCollection<int>.Count => Rank;

    /// <summary>The length of an axis; a negative index counts from the innermost, as in NumPy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int this[int axis] => Axes[Axis(axis)];

    /// <summary>Makes a shape of the given lengths, for languages without collection expressions.</summary>
    /// <param name="axes">The length of each axis.</param>
    /// <exception cref="ArgumentException">A length is negative, or there would be more than 2³¹−1
    /// elements.</exception>
    public static Shape Of(int[] axes) => Of((ReadOnlySpan<int>)axes);

    /// <summary>Makes a shape of the given lengths.</summary>
    /// <param name="axes">The lengths, outermost first.</param>
    /// <exception cref="ShapeException">A length is negative, or there would be more than 2³¹−1 elements.</exception>
    public static Shape Of(params ReadOnlySpan<int> axes)
    {
        long size = 1;
        var empty = axes.Contains(0);
        foreach (var axis in axes)
        {
            if (axis < 0)
            {
                throw ShapeException.ForShape($"an axis cannot have the length {axis}", "give lengths of 0 or more");
            }

            size = empty ? 0 : size * axis;
            if (size > int.MaxValue) throw TooLarge(axes);
        }

        return axes.IsEmpty ? Scalar : new([.. axes]);
    }

    private static ShapeException TooLarge(ReadOnlySpan<int> axes) => ShapeException.ForShape(
        $"a tensor of shape [{string.Join(", ", axes[..Math.Min(axes.Length, 16)].ToArray())}"
            + $"{(axes.Length > 16 ? ", …" : "")}] would have more than {int.MaxValue} elements",
        "work on parts, e.g. on slices of rows, or reduce with Dot or Sum what would be spread out");

    /// <summary>The index of an axis from the outermost, for one that may be counted from the innermost (−1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int Axis(int axis)
    {
        var index = axis < 0 ? axis + Rank : axis;
        return (uint)index < (uint)Rank
            ? index
            : throw new ArgumentOutOfRangeException(nameof(axis), Rank == 0
                ? $"A scalar has no axis {axis}."
                : $"{this} has no axis {axis}: its axes are numbered 0 to {Rank - 1}, or -{Rank} to -1.");
    }

    /// <summary>The distance in elements between neighbours along each axis, in row-major order.</summary>
    public ImmutableArray<int> Strides()
    {
        var strides = new int[Rank];
        for (int axis = Rank - 1, stride = 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Axes[axis];
        }

        return [.. strides];
    }

    /// <summary>The index along each axis of an element, counted row by row.</summary>
    internal ValueList<int> IndexOf(int element)
    {
        var axes = Axes;
        return Strides().Select((stride, axis) => element / stride % axes[axis]).ToValueList();
    }

    /// <summary>This shape with some axes replaced by others.</summary>
    public Shape Select(Func<int, int, int> lengthOfAxis) =>
        Of([.. Axes.Select((length, axis) => lengthOfAxis(axis, length))]);

    /// <summary>This shape without the axes that <paramref name="axes"/> names (indices from the outermost).</summary>
    public Shape Without(IReadOnlyList<int> axes) => Of([.. Axes.Where((_, axis) => !axes.Contains(axis))]);

    /// <summary>This shape with the named axes of length 1.</summary>
    public Shape Keeping(IReadOnlyList<int> axes) => Select((axis, length) => axes.Contains(axis) ? 1 : length);

    /// <inheritdoc/>
    public bool Equals(Shape other) => _axes == other._axes || Axes.AsSpan().SequenceEqual(other.Axes.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var axis in Axes) hash.Add(axis);
        return hash.ToHashCode();
    }

    /// <summary>The shape as <c>[2, 3]</c>; a scalar's is <c>[]</c>. Of a long one, the first axes.</summary>
    public override string ToString() => ValueList.Text(Axes);

    /// <summary>Whether two shapes have the same axes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)Axes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
