using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>What batching rules are written with: see <see cref="Op.Batch"/>.</summary>
public static class Batching
{
    /// <summary>
    /// Whether one input is a batch, with an axis in front that the node's own input does not have; else all examples
    /// share it.
    /// </summary>
    /// <param name="node">The node for one example.</param>
    /// <param name="inputs">What stands for its inputs.</param>
    /// <param name="input">Which input.</param>
    public static bool IsBatch(Expr node, ImmutableArray<Expr> inputs, int input)
    {
        ArgumentNullException.ThrowIfNull(node);
        return inputs[input].Shape.Rank > node.Inputs[input].Shape.Rank;
    }

    /// <summary>The inputs as batches, all of them: what is shared is repeated.</summary>
    /// <param name="node">The node for one example.</param>
    /// <param name="inputs">What stands for its inputs.</param>
    /// <param name="size">The number of examples.</param>
    public static ImmutableArray<Expr> Whole(Expr node, ImmutableArray<Expr> inputs, int size) =>
        [.. inputs.Select(
            (input, i) => IsBatch(node, inputs, i) ? input : input.BroadcastTo(Shape(size, input.Shape)))];

    /// <summary>The shape of a batch of examples.</summary>
    internal static Shape Shape(int size, Shape example) => Graph.Shape.Of([size, .. example]);

    /// <summary>A list with one more item in front, for the axis of the batch.</summary>
    internal static ValueList<int> Before(int first, IEnumerable<int> rest) => rest.Prepend(first).ToValueList();

    /// <summary>Axes of an example as axes of a batch.</summary>
    internal static ValueList<int> Shifted(IEnumerable<int> axes) => axes.Select(axis => axis + 1).ToValueList();

    /// <summary>The rule of an op that has none: applied to each example, and the results joined.</summary>
    internal static Expr EachAlone(Expr node, ImmutableArray<Expr> inputs, int size)
    {
        var whole = Shape(size, node.Shape);
        if (size == 0) return node.Kind switch
        {
            ElementKind.Real => Prelude.Zeros(whole),
            ElementKind.Index => Tensor.Of<int>(whole),
            _ => Tensor.Of<uint>(whole),
        };
        if (size > 1 && node.Kind != ElementKind.Real)
        {
            throw ShapeException.For("Vectorize", inputs, $"{node.Op.Name} has no batching rule, and {node.Kind} "
                + $"results of single examples cannot be joined", $"override {node.Op.Name}.Batch");
        }

        return Enumerable.Range(0, size).Select(i => Alone(node, inputs, i)).Concatenate();
    }

    private static Expr Alone(Expr node, ImmutableArray<Expr> inputs, int example)
    {
        var made = Expr.Apply(node.Op, [.. inputs.Select(
            (x, i) => IsBatch(node, inputs, i) ? x.Slice(0, example, 1).Reshape(node.Inputs[i].Shape) : x)]);
        return made.Reshape(Shape(1, node.Shape));
    }

    /// <summary>Some axes that lie together moved to another place among the others.</summary>
    /// <param name="x">The expression.</param>
    /// <param name="to">Where the first of them is afterwards.</param>
    /// <param name="from">Where the first of them is.</param>
    /// <param name="count">How many they are.</param>
    internal static Expr WithAxesAt(this Expr x, int to, int from, int count)
    {
        var moved = Enumerable.Range(from, count);
        var rest = Enumerable.Range(0, x.Shape.Rank).Except(moved).ToList();
        return x.Permute([.. rest.Take(to), .. moved, .. rest.Skip(to)]);
    }
}
