using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>The checks on keys in a graph.</summary>
internal static class RandomKeys
{
    public static void ExpectKeys(string operation, ImmutableArray<Expr> inputs)
    {
        if (inputs.Length != 1)
        {
            throw new ArgumentException($"{operation} takes 1 input, but {inputs.Length} were given.", nameof(inputs));
        }

        if (inputs[0] is { Kind: ElementKind.Bits, Shape: { Rank: > 0 } shape } && shape[-1] == 2) return;
        throw ShapeException.For(operation, inputs, $"{inputs[0].Type} is no key, which is Bits[2]",
            "give Literal(Key.From(seed)), or a key that another key was folded into");
    }

    /// <summary>Refuses a graph that draws twice from one key: the two draws would be the same numbers.</summary>
    /// <exception cref="ArgumentException">Two draws share a key.</exception>
    public static void ExpectEachDrawnOnce(ImmutableArray<Expr> nodes)
    {
        List<(Expr Key, Uniform Draw, Shape Shape)>? draws = null;
        foreach (var node in nodes)
        {
            if (node.Op is not Uniform draw) continue;
            draws ??= [];
            foreach (var other in draws)
            {
                if (IsSameKey(node.Inputs[0], other.Key) && !draw.IsSameDraw(other.Draw))
                {
                    throw Twice(node, other.Shape);
                }
            }

            draws.Add((node.Inputs[0], draw, node.Shape));
        }
    }

    // The same node, two literals of the same words, or the same number folded into the same key.
    private static bool IsSameKey(Expr a, Expr b)
    {
        for (; ; (a, b) = (a.Inputs[0], b.Inputs[0]))
        {
            if (a == b) return true;
            if (a.Op is Literal { Value: Tensor<uint> x } && b.Op is Literal { Value: Tensor<uint> y })
            {
                return a.Shape == b.Shape && x.Elements.AsSpan().SequenceEqual(y.Elements.AsSpan());
            }

            if (a.Op is not FoldIn || a.Op != b.Op) return false;
        }
    }

    private static ArgumentException Twice(Expr node, Shape other) => new(
        $"The key {node.Inputs[0]} is used twice: for a draw of {other} and for one of {node.Shape}, which would be "
            + $"the same numbers. "
        + "Give each draw a key of its own: key.FoldIn(0) for one, key.FoldIn(1) for the other.");
}
