using System.Collections.Immutable;

namespace Autograd.Graph;

/// <summary>Visits a strided block of elements in row-major order.</summary>
/// <param name="Shape">The lengths of the block's axes.</param>
/// <param name="Strides">The distance in elements along each axis; 0 repeats.</param>
internal readonly record struct Odometer(Shape Shape, ImmutableArray<int> Strides)
{
    /// <summary>How many elements are visited.</summary>
    public int Count { get; } = Shape.Size;

    /// <summary>The distance of the element at a row-major index from the first.</summary>
    public int OffsetOf(int index)
    {
        var offset = 0;
        var axes = Shape.Axes;
        for (var axis = axes.Length - 1; axis >= 0; axis--)
        {
            offset += index % axes[axis] * Strides[axis];
            index /= axes[axis];
        }

        return offset;
    }
}
