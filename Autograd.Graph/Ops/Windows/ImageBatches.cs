using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>How a batch of examples, each of which has images of its own, becomes one operation on images.</summary>
internal static class ImageBatches
{
    /// <summary>
    /// The images of all examples as one long row of images; inputs that all share, such as weights, stay as they are.
    /// </summary>
    public static Expr Together(Expr node, ImmutableArray<Expr> inputs, int size)
    {
        Expr Joined(int input) => Batching.IsBatch(node, inputs, input)
            ? inputs[input].Reshape(Shape.Of([size * inputs[input].Shape[1], .. inputs[input].Shape.Skip(2)]))
            : inputs[input];
        return Expr.Apply(node.Op, [.. inputs.Select((_, i) => Joined(i))]).Reshape(Batching.Shape(size, node.Shape));
    }

    /// <summary>[b, n, c, h, w] as [n, b·c, h, w]: an example's channels are groups of their own.</summary>
    public static Expr InChannels(Expr x)
    {
        var moved = x.Permute(1, 0, 2, 3, 4);
        return moved.Reshape(Shape.Of(moved.Shape[0], moved.Shape[1] * moved.Shape[2], moved.Shape[3], moved.Shape[4]));
    }

    /// <summary>[n, b·c, h, w] as [b, n, c, h, w].</summary>
    public static Expr Apart(Expr x, int size) =>
        x.Reshape(Shape.Of(x.Shape[0], size, x.Shape[1] / size, x.Shape[2], x.Shape[3])).Permute(1, 0, 2, 3, 4);

    /// <summary>[b, f, c, h, w] as [b·f, c, h, w].</summary>
    public static Expr InFilters(Expr w) => w.Reshape(Shape.Of([w.Shape[0] * w.Shape[1], .. w.Shape.Skip(2)]));
}
