using System.Collections.Immutable;
using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>
/// How a window shares what is passed to it: among its largest elements in equal parts, chosen so that ∞ does not
/// become NaN.
/// </summary>
/// <param name="Elements">What the window shows of the images.</param>
/// <param name="Largest">For each of that, 1 where it is a largest and 0 elsewhere.</param>
/// <param name="Count">How many are the largest, 1 or more.</param>
internal readonly record struct PoolShares<T, TNumbers>(
    ImmutableArray<int> Elements, ImmutableArray<T> Largest, T Count)
    where TNumbers : struct, INumberSystem<T>
{
    public static PoolShares<T, TNumbers> Of(ImmutableArray<T> x, PoolShape windows, int window)
    {
        ImmutableArray<int> elements = [.. windows.Elements(window)];
        var largest = LargestElements.Of<T, TNumbers>([.. elements.Select(element => x[element])]);
        return new(elements, [.. largest], LargestElements.Count<T, TNumbers>(largest));
    }

    /// <summary>What an element passes on.</summary>
    /// <param name="place">Which of the window's elements.</param>
    /// <param name="passed">What is passed to the window, or by the element.</param>
    public T At(int place, T passed) =>
        TNumbers.Select(Largest[place], TNumbers.Divide(passed, Count), TNumbers.FromReal(0));
}
