using System.Collections.Immutable;
using Autograd.Graph.Numerics;

namespace Autograd.Graph.Ops;

/// <summary>How a window shares what is passed to it: among its largest elements in equal parts, chosen so that ∞ does not become NaN.</summary>
/// <param name="X">The images.</param>
/// <param name="Elements">What the window shows of them.</param>
/// <param name="Largest">The largest of that.</param>
/// <param name="Count">How many elements are as large.</param>
internal readonly record struct PoolShares<T, TNumbers>(ImmutableArray<T> X, ImmutableArray<int> Elements, T Largest, T Count)
    where TNumbers : struct, INumberSystem<T>
{
    public static PoolShares<T, TNumbers> Of(ImmutableArray<T> x, PoolShape windows, int window)
    {
        ImmutableArray<int> elements = [.. windows.Elements(window)];
        if (elements.IsEmpty) return new(x, elements, TNumbers.FromReal(0), TNumbers.FromReal(0));
        var largest = MaxPool.Largest<T, TNumbers>(x, elements);
        var count = elements.Aggregate(TNumbers.FromReal(0), (sum, element) => TNumbers.Add(sum, TNumbers.Equal(x[element], largest)));
        return new(x, elements, largest, count);
    }

    /// <summary>What an element passes on.</summary>
    public T At(int element, T passed) => TNumbers.Select(TNumbers.Equal(X[element], Largest), TNumbers.Divide(passed, Count), TNumbers.FromReal(0));
}
