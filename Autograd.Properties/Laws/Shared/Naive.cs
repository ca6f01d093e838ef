using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Properties.Shared;

/// <summary>Plain loops over indices along each axis: no strides, no lanes, nothing shared with the library.</summary>
internal static class Naive
{
    /// <summary>All indices of a shape, row by row.</summary>
    public static IEnumerable<int[]> Indices(Shape shape)
    {
        IEnumerable<int[]> indices = [[]];
        foreach (var length in shape)
        {
            indices = indices.SelectMany(index => Enumerable.Range(0, length), (index, i) => (int[])[.. index, i])
                .ToArray();
        }

        return indices;
    }

    public static Tensor<double> Of(Shape shape, Func<int[], double> element) =>
        Tensor.Of(shape, Indices(shape).Select(element).ToImmutableArray());

    /// <summary>The element that broadcasting puts at an index of a larger shape.</summary>
    public static double Broadcast(Tensor<double> x, int[] index)
    {
        var aligned = index[(index.Length - x.Shape.Rank)..];
        for (var axis = 0; axis < aligned.Length; axis++) aligned[axis] = x.Shape[axis] == 1 ? 0 : aligned[axis];
        return x[aligned];
    }

    /// <summary>A function of the elements along some axes, at each place of the others.</summary>
    public static Tensor<double> Along(Tensor<double> x, IReadOnlyList<int> axes, Func<double[], double> join)
    {
        var groups = Indices(x.Shape).ToLookup(index => Key(Other(index, axes)), index => x[index]);
        return Of(x.Shape.Without(axes), index => join([.. groups[Key(index)]]));
    }

    /// <summary>The larger shape of several that broadcast.</summary>
    public static Shape Join(IEnumerable<Shape> shapes)
    {
        var lists = shapes.ToArray();
        var rank = lists.Max(shape => shape.Rank);
        return Shape.Of([.. Enumerable.Range(0, rank).Select(axis =>
            lists.Where(s => axis >= rank - s.Rank).Select(s => s[axis - rank + s.Rank])
                .Aggregate(1, (a, b) => a == 1 ? b : a))]);
    }

    /// <summary>The elements of any kind as numbers.</summary>
    public static Tensor<double> Reals(Tensor x) => x switch
    {
        Tensor<int> indices => Tensor.Generate(x.Shape, i => (double)indices.Elements[i]),
        Tensor<uint> words => Tensor.Generate(x.Shape, i => (double)words.Elements[i]),
        _ => (Tensor<double>)x,
    };

    private static int[] Other(int[] index, IReadOnlyList<int> axes) =>
        [.. index.Where((_, axis) => !axes.Contains(axis))];

    private static string Key(int[] index) => string.Join(',', index);
}
