using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>A value in the graph. Equal scalars are one node; a tensor of rank 1 or more has an identity of its own.</summary>
/// <param name="Value">The value; an interpreter rounds it to its own numbers.</param>
public sealed record Literal(Tensor Value) : Op
{
    /// <inheritdoc/>
    public override bool HasIdentity => Number is null;

    /// <summary>The number, when the value is one real number.</summary>
    public double? Number => Value switch
    {
        Tensor<double> { Shape.Rank: 0 } x => x.Elements[0],
        Tensor<float> { Shape.Rank: 0 } x => x.Elements[0],
        _ => null,
    };

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs) => Value.Type;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The value is of a number system that does not convert to the interpreter's.</exception>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => Value.In<T, TNumbers>();

    /// <summary>Whether both are the same node's: the same bits of a number, or the same object.</summary>
    public bool Equals(Literal? other) =>
        ReferenceEquals(this, other)
        || (Number is { } a && other?.Number is { } b && BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b));

    /// <inheritdoc/>
    public override int GetHashCode() => Number is { } number ? number.GetHashCode() : Value.Shape.GetHashCode();
}
