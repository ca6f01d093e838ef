using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// A value in the graph. A tensor has an identity of its own, also a scalar one; equal C# numbers are one node.
/// </summary>
/// <param name="Value">The value; an interpreter rounds it to its own numbers.</param>
public sealed record Literal(Tensor Value) : Op
{
    /// <summary>A C# number, which every equal number shares.</summary>
    /// <param name="number">The number; its bits tell it from others, so that −0 is not 0.</param>
    public Literal(double number)
        : this(Tensor.Of(Shape.Scalar, number)) => Number = number;

    /// <inheritdoc/>
    public override bool HasIdentity => Number is null;

    /// <summary>The number, where the literal was written as a C# number; null for a tensor.</summary>
    public double? Number { get; }

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs) => Value.Type;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The value is of a number system that does not convert to the
    /// interpreter's.</exception>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) =>
        Value.In<T, TNumbers>();

    /// <summary>Whether both are the same node's: the same bits of a number, or the same object.</summary>
    public bool Equals(Literal? other) =>
        ReferenceEquals(this, other)
        || (Number is { } a && other?.Number is { } b
            && BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b));

    /// <inheritdoc/>
    public override int GetHashCode() => Number is { } number ? number.GetHashCode() : Value.Shape.GetHashCode();
}
