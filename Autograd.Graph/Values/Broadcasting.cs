namespace Autograd.Graph;

/// <summary>
/// NumPy's broadcasting: axes are aligned from the innermost; a missing axis or one of length 1 is repeated.
/// </summary>
internal static class Broadcasting
{
    /// <summary>The shape that both broadcast to, or null when some axis fits neither way.</summary>
    public static Shape? Join(Shape left, Shape right)
    {
        var axes = new int[Math.Max(left.Rank, right.Rank)];
        for (var back = 1; back <= axes.Length; back++)
        {
            var (a, b) = (FromBack(left, back), FromBack(right, back));
            if (a != b && a != 1 && b != 1) return null;
            axes[^back] = a == 1 ? b : a;
        }

        return Shape.Of(axes);
    }

    /// <summary>Whether <paramref name="from"/> broadcasts to <paramref name="to"/>.</summary>
    public static bool Fits(Shape from, Shape to) => from.Rank <= to.Rank && Join(from, to) == to;

    /// <summary>
    /// The axes of <paramref name="to"/> along which <paramref name="from"/> is repeated: those a gradient sums over.
    /// </summary>
    public static IReadOnlyList<int> RepeatedAxes(Shape from, Shape to) =>
        [.. Enumerable.Range(0, to.Rank)
            .Where(axis => FromBack(from, to.Rank - axis) != to[axis] || axis < to.Rank - from.Rank)];

    /// <summary>
    /// Strides that read a tensor of shape <paramref name="from"/> as if it had the shape <paramref name="to"/>.
    /// </summary>
    public static int[] Strides(Shape from, Shape to)
    {
        var own = from.Strides();
        var strides = new int[to.Rank];
        for (var axis = 0; axis < from.Rank; axis++)
        {
            strides[axis + to.Rank - from.Rank] = from[axis] == 1 ? 0 : own[axis];
        }

        return strides;
    }

    private static int FromBack(Shape shape, int back) => back <= shape.Rank ? shape[-back] : 1;
}
