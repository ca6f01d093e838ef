using Autograd.Graph;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Generators;

/// <summary>Two shapes that broadcast to a third.</summary>
/// <param name="Left">The left shape.</param>
/// <param name="Right">The right shape.</param>
/// <param name="Joined">The shape that both broadcast to.</param>
public sealed record BroadcastPair(Shape Left, Shape Right, Shape Joined);

/// <summary>
/// Small shapes: scalars, axes of length 0 and 1 among longer ones, and axes all alike, where an exchange of two shows
/// in values only.
/// </summary>
public static class Shapes
{
    /// <summary>A length: 0 and 1 often, else up to 4.</summary>
    public static Gen<int> Axis { get; } =
        Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Constant(1)), (7, Gen.Choose(2, 4)));

    /// <summary>Up to three axes.</summary>
    public static Gen<Shape> Any { get; } = OfRanks(0, 3);

    /// <summary>Two shapes that broadcast to one.</summary>
    public static Gen<BroadcastPair> Pairs { get; } =
        from shape in Any
        from left in BroadcastingTo(shape)
        from right in BroadcastingTo(shape)
        select new BroadcastPair(left, right, Joined(left, right));

    /// <summary>Shapes of a number of axes between two.</summary>
    /// <param name="least">The fewest axes.</param>
    /// <param name="most">The most axes.</param>
    public static Gen<Shape> OfRanks(int least, int most) =>
        from rank in Gen.Choose(least, most)
        from axes in Axis.ArrayOf(rank)
        from equal in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        select Shape.Of(equal ? [.. axes.Select(_ => Math.Min(3, axes[0]))] : axes);

    /// <summary>Shapes that broadcast to a given one: outer axes dropped, others of length 1.</summary>
    /// <param name="shape">The shape that all of them broadcast to.</param>
    public static Gen<Shape> BroadcastingTo(Shape shape) =>
        from dropped in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, shape.Rank)))
        from ones in Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(0, (1 << shape.Rank) - 1)))
        select Shape.Of([.. shape.Skip(dropped).Select((length, axis) => (ones >> axis & 1) == 1 ? 1 : length)]);

    /// <summary>Shapes with one axis less, or one that is shorter.</summary>
    /// <param name="shape">The shape that failed.</param>
    public static IEnumerable<Shape> Shrink(Shape shape)
    {
        for (var axis = 0; axis < shape.Rank; axis++)
        {
            yield return shape.Without([axis]);
            var at = axis;
            if (shape[axis] > 1) yield return shape.Select((i, length) => i == at ? length - 1 : length);
        }
    }

    // Written anew, so that the library's own rule has something to be compared with.
    private static Shape Joined(Shape left, Shape right)
    {
        static IEnumerable<int> Padded(Shape shape, int rank) => Enumerable.Repeat(1, rank - shape.Rank).Concat(shape);
        var rank = Math.Max(left.Rank, right.Rank);
        return Shape.Of([.. Padded(left, rank).Zip(Padded(right, rank), (a, b) => a == 1 ? b : a)]);
    }
}
