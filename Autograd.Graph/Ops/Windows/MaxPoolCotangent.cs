using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// The cotangent of a <see cref="MaxPool"/>: from images x and a cotangent for each window, what each element of x
/// gets: equal parts for the largest of a window, summed over windows.
/// </summary>
/// <remarks>It is linear in the cotangents, and constant in x wherever it is smooth.</remarks>
/// <param name="Geometry">How the windows lie on an image.</param>
public sealed record MaxPoolCotangent(ConvolutionGeometry Geometry) : Op
{
    /// <inheritdoc/>
    public override string Parameters => $"{Geometry}";

    /// <inheritdoc/>
    public override long? Work(Expr node) =>
        Moved(node) + ((long)node.Inputs[1].Shape.Size * Geometry.Size.Area);

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, 2);
        var results = PoolShape.Of(Name, inputs, Geometry).Results(inputs[0].Shape);
        if (inputs[1].Shape != results)
        {
            throw ShapeException.For(Name, inputs, $"the cotangents {inputs[1].Shape} are not of the shape {results}",
                "give each window a cotangent");
        }

        return new(inputs[0].Shape);
    }

    /// <inheritdoc/>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var (x, cotangent) = ((Tensor<T>)inputs[0], (Tensor<T>)inputs[1]);
        var windows = new PoolShape(Geometry, type.Shape[0] * type.Shape[1], (type.Shape[2], type.Shape[3]),
            (cotangent.Shape[2], cotangent.Shape[3]));
        var sums = new T[type.Shape.Size];
        Array.Fill(sums, TNumbers.FromReal(0));
        for (var window = 0; window < windows.Count; window++)
        {
            var share = PoolShares<T, TNumbers>.Of(x.Elements, windows, window);
            for (var place = 0; place < share.Elements.Length; place++)
            {
                var element = share.Elements[place];
                sums[element] = TNumbers.Add(sums[element], share.At(place, cotangent.Elements[window]));
            }
        }

        return Tensor.Of(type.Shape, sums.ToImmutableArray());
    }

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
        input == 1 ? Expr.Apply(new MaxPoolTangent(Geometry), node.Inputs[0], cotangent) : null;

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) =>
        input == 1 ? Expr.Apply(this, node.Inputs[0], tangent) : null;

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
        ImageBatches.Together(node, Batching.Whole(node, inputs, size), size);

    /// <inheritdoc/>
    public override Expr? Branch(Expr node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var pool = new MaxPool(Geometry);
        return pool.Ahead(node.Inputs[0], Expr.Apply(pool, node.Inputs[0]));
    }
}
