using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Nn.Checkpoints;

/// <summary>How the leaves of records are stored: each kind of elements as a type of the format.</summary>
internal static class LeafStorage
{
    /// <summary>The type of elements that a leaf of a kind is stored as, among those that are read as it.</summary>
    /// <param name="kind">What the leaf's elements are.</param>
    internal static TensorKind Usual(ElementKind kind) => kind switch
    {
        ElementKind.Index => TensorKind.Int32,
        ElementKind.Bits => TensorKind.UInt32,
        _ => TensorKind.Float32,
    };

    /// <summary>Whether a stored tensor is read as a leaf of a kind.</summary>
    /// <param name="stored">The type of the stored elements.</param>
    /// <param name="kind">What the leaf's elements are.</param>
    internal static bool Fits(StoredType stored, ElementKind kind) =>
        stored.Kind is { } found && (found == Usual(kind) || (kind == ElementKind.Real && found == TensorKind.Float64));

    /// <summary>The entry of a leaf, under its path.</summary>
    /// <param name="leaf">The leaf.</param>
    /// <exception cref="ArgumentException">The leaf has no value, or one of another number system.</exception>
    internal static TensorEntry Entry(Leaf leaf)
    {
        var shape = leaf.Value.Shape.Axes;
        return Value(leaf.Value) switch
        {
            Tensor<float> value => TensorEntry.Of(leaf.Path, shape, value.AsSpan()),
            Tensor<double> value => TensorEntry.Of(leaf.Path, shape, value.AsSpan()),
            Tensor<int> value => TensorEntry.Of(leaf.Path, shape, value.AsSpan()),
            Tensor<uint> value => TensorEntry.Of(leaf.Path, shape, value.AsSpan()),
            var other => throw new ArgumentException(
                $"The leaf \"{leaf.Path}\" holds {other.ElementType.Name}; a checkpoint stores float, double, int and "
                + "uint: evaluate the record over one of them first.", nameof(leaf)),
        };
    }

    /// <summary>The value of an entry.</summary>
    /// <param name="entry">The entry.</param>
    internal static Tensor Value(TensorEntry entry)
    {
        var shape = Shape.Of(entry.Shape.AsSpan());
        return entry.Kind switch
        {
            TensorKind.Float32 => Tensor.Of(shape, entry.Values<float>()),
            TensorKind.Float64 => Tensor.Of(shape, entry.Values<double>()),
            TensorKind.Int32 => Tensor.Of(shape, entry.Values<int>()),
            _ => Tensor.Of(shape, entry.Values<uint>()),
        };
    }

    private static Tensor Value(Expr leaf) =>
        leaf.Op is Literal { Value: var value } ? value : ((Literal)leaf.Evaluate<float, Expr>().Op).Value;
}
