using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>Which of some elements are the largest: those that are not less than the largest of the others.</summary>
/// <remarks>
/// Compared with the others, not with the largest of all, since bounds of that overlap the element's own: of 0..1 and
/// 5..6 the second certainly is the largest.
/// </remarks>
internal static class LargestElements
{
    /// <summary>1 for each element that is a largest, else 0; 0 for all where one is NaN.</summary>
    /// <param name="x">The elements.</param>
    public static T[] Of<T, TNumbers>(ReadOnlySpan<T> x)
        where TNumbers : struct, INumberSystem<T>
    {
        if (x.IsEmpty) return [];
        if (x.Length == 1) return [TNumbers.GreaterOrEqual(TNumbers.Abs(x[0]), TNumbers.FromReal(0))];
        var masks = new T[x.Length];
        var others = x[^1];
        for (var i = x.Length - 2; i >= 0; i--) (masks[i], others) = (others, TNumbers.Maximum(x[i], others));
        others = x[0];
        masks[0] = TNumbers.GreaterOrEqual(x[0], masks[0]);
        for (var i = 1; i < x.Length; i++)
        {
            masks[i] = TNumbers.GreaterOrEqual(x[i], i < x.Length - 1 ? TNumbers.Maximum(others, masks[i]) : others);
            others = TNumbers.Maximum(others, x[i]);
        }

        return masks;
    }

    /// <summary>How many are the largest: at least one, which bounds of the single masks do not say.</summary>
    /// <param name="masks">What <see cref="Of"/> gives.</param>
    public static T Count<T, TNumbers>(ReadOnlySpan<T> masks)
        where TNumbers : struct, INumberSystem<T>
    {
        var count = TNumbers.FromReal(0);
        foreach (var mask in masks) count = TNumbers.Add(count, mask);
        return TNumbers.Maximum(count, TNumbers.FromReal(1));
    }
}
