using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// The tangent of a <see cref="MaxPool"/>: from images x and tangents of their shape, the mean of the tangents of the
/// largest elements of each window.
/// </summary>
/// <remarks>It is linear in the tangents, and constant in x wherever it is smooth.</remarks>
/// <param name="Geometry">How the windows lie on an image.</param>
public sealed record MaxPoolTangent(ConvolutionGeometry Geometry) : Op
{
    /// <inheritdoc/>
    public override string Parameters => $"{Geometry}";

    /// <inheritdoc/>
    public override long? Work(Expr node) => Moved(node) + ((long)node.Shape.Size * Geometry.Size.Area);

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, 2);
        var windows = PoolShape.Of(Name, inputs, Geometry);
        if (inputs[1].Shape != inputs[0].Shape)
        {
            throw ShapeException.For(Name, inputs, $"the tangents {inputs[1].Shape} are not of the shape "
                + $"{inputs[0].Shape}", "give each element of the images a tangent");
        }

        return new(windows.Results(inputs[0].Shape));
    }

    /// <inheritdoc/>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var (x, tangent) = ((Tensor<T>)inputs[0], (Tensor<T>)inputs[1]);
        var windows = new PoolShape(
            Geometry, type.Shape[0] * type.Shape[1], (x.Shape[2], x.Shape[3]), (type.Shape[2], type.Shape[3]));
        return Tensor.Generate(type.Shape, window =>
        {
            var share = PoolShares<T, TNumbers>.Of(x.Elements, windows, window);
            var sum = TNumbers.FromReal(0);
            for (var place = 0; place < share.Elements.Length; place++)
            {
                sum = TNumbers.Add(sum, share.At(place, tangent.Elements[share.Elements[place]]));
            }

            return sum;
        });
    }

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
        input == 1 ? Expr.Apply(new MaxPoolCotangent(Geometry), node.Inputs[0], cotangent) : null;

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
