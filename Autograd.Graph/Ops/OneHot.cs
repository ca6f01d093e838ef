using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>For each index a row of zeros with a 1 at the index: from [n] to [n, Classes]. It has no derivative.</summary>
/// <param name="Classes">The length of a row.</param>
public sealed record OneHot(int Classes) : Op
{
    /// <inheritdoc/>
    public override string Parameters => $"{Classes}";

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        Indexing.ExpectIndices(Name, inputs, 0);
        return new(Shape.Of([.. inputs[0].Shape, Classes]));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An index is not below the number of classes.</exception>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var indices = ((Tensor<int>)inputs[0]).Elements;
        foreach (var index in indices) Indexing.Check(Name, index, Classes);
        return Tensor.Generate(type.Shape, i => TNumbers.FromReal(indices[i / Classes] == i % Classes ? 1 : 0));
    }

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => inputs[0].OneHot(Classes);
}
