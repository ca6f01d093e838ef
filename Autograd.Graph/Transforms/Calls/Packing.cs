using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph.Transforms.Calls;

/// <summary>
/// A record as one expression and back: a node has one value, so several leaves lie behind each other in a vector.
/// </summary>
internal static class Packing
{
    /// <summary>The leaves as one expression: the only one as it is, several as a vector.</summary>
    /// <param name="record">The record.</param>
    /// <param name="operation">What packs it, for errors.</param>
    public static Expr Packed<T>(T record, string operation)
        where T : IParameterRecord<T>
    {
        var leaves = record.Leaves();
        foreach (var (path, value) in leaves)
        {
            if (value.Kind == ElementKind.Real) continue;
            throw ShapeException.For(operation, [value], $"the result {path} holds {value.Kind} elements",
                "return what is real, and compute indices outside");
        }

        return leaves is [var only] ? only.Value
            : leaves.Select(leaf => leaf.Value.Reshape(-1)).Prepend(Prelude.Zeros([0])).Concatenate();
    }

    /// <summary>The record that was packed.</summary>
    /// <param name="packed">The expression.</param>
    /// <param name="like">A record whose leaves have the shapes.</param>
    public static T Unpacked<T>(Expr packed, T like)
        where T : IParameterRecord<T>
    {
        var leaves = like.Leaves();
        if (leaves.Length == 1) return like.WithLeaves([packed]);
        var start = 0;
        var parts = ImmutableArray.CreateBuilder<Expr>(leaves.Length);
        foreach (var (_, value) in leaves)
        {
            parts.Add(packed.Slice(0, start, value.Shape.Size).Reshape(value.Shape));
            start += value.Shape.Size;
        }

        return like.WithLeaves(parts.MoveToImmutable());
    }

    /// <summary>
    /// What a packed node was made of, as it was before it lay in a vector; nothing for another node.
    /// </summary>
    public static IEnumerable<Expr> Parts(Expr node) => node.Op is Concatenate ? node.Inputs.Select(Whole) : [];

    /// <summary>For a part that is taken out of a packed node the part itself; any other node as it is.</summary>
    public static Expr Unpacked(Expr node)
    {
        if (node is { Op: Reshape, Inputs: [{ Op: Reshape } flat] })
        {
            return flat.Inputs[0].Shape == node.Shape ? flat.Inputs[0] : node;
        }

        if (node is not { Op: Slice slice, Shape.Rank: 1, Inputs: [{ Op: Concatenate } packed] }) return node;
        var start = 0;
        foreach (var part in packed.Inputs)
        {
            if (start == slice.Starts[0] && slice.Steps[0] == 1 && part.Shape[0] == node.Shape[0] && part.Shape[0] > 0)
            {
                return part;
            }

            start += part.Shape[0];
        }

        return node;
    }

    private static Expr Whole(Expr part) => part.Op is Reshape ? part.Inputs[0] : part;
}
