using System.Collections.Immutable;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Reference;

/// <summary>
/// Nodes whose inputs are one number, or depend on each other, computed from what they have in common.
/// </summary>
/// <remarks>
/// Only over intervals, where each input would stand for itself, so that bounds are tighter. Over numbers the
/// definitions give the same.
/// </remarks>
internal static class Correlated
{
    /// <summary>The value of such a node; null for any other.</summary>
    /// <param name="node">The node.</param>
    /// <param name="values">The values of its inputs.</param>
    public static Tensor? Evaluate<T, TNumbers>(Expr node, Dictionary<Expr, Tensor> values)
        where TNumbers : struct, INumberSystem<T>
    {
        if (typeof(T) != typeof(Interval)) return null;
        if (node.Inputs is [var first, ..] && node.Inputs.All(input => input == first)
            && node.Op.OfEqualInputs<T, TNumbers>() is { } value)
        {
            var x = ((Tensor<T>)values[first]).Elements;
            return Tensor.Generate(node.Shape, i => value(x[i]));
        }

        return node.Op is Equal && AxesOfLargest(node.Inputs[0], node.Inputs[1]) is { } axes
            ? Largest<T, TNumbers>((Tensor<T>)values[node.Inputs[0]], axes)
            : null;
    }

    // The axes along which the second expression is the largest of the first, repeated.
    private static ValueList<int>? AxesOfLargest(Expr x, Expr spread)
    {
        var source = spread;
        while (source.Op is BroadcastTo or Reshape) source = source.Inputs[0];
        if (source.Op is not Max max || source.Inputs[0] != x) return null;
        return source.Reshape(x.Shape.Keeping(max.Axes)).BroadcastTo(x.Shape) == spread ? max.Axes : null;
    }

    // 1 at each of the largest: x = max x as it is written, by a comparison of each element with the others.
    private static Tensor<T> Largest<T, TNumbers>(Tensor<T> x, ValueList<int> axes)
        where TNumbers : struct, INumberSystem<T>
    {
        var strides = x.Shape.Strides();
        var kept = new Odometer(x.Shape.Without(axes), [.. strides.Where((_, axis) => !axes.Contains(axis))]);
        var reduced =
            new Odometer(Shape.Of([.. axes.Select(axis => x.Shape[axis])]), [.. axes.Select(axis => strides[axis])]);
        var masks = new T[x.Shape.Size];
        for (var i = 0; i < kept.Count; i++)
        {
            var from = kept.OffsetOf(i);
            var along = Enumerable.Range(0, reduced.Count).Select(k => x.Elements[from + reduced.OffsetOf(k)]);
            var largest = LargestElements.Of<T, TNumbers>([.. along]);
            for (var k = 0; k < largest.Length; k++) masks[from + reduced.OffsetOf(k)] = largest[k];
        }

        return Tensor.Of(x.Shape, masks.ToImmutableArray());
    }
}
