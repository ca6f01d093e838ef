using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>The same elements in row-major order under another shape of the same size.</summary>
public sealed record Reshape(Shape Shape) : ViewOp
{
    /// <inheritdoc/>
    public override string Parameters => $"{Shape}";

    /// <inheritdoc/>
    public override Shape ShapeOf(Expr input) => input.Shape.Size == Shape.Size
        ? Shape
        : throw ShapeException.For(Name, [input], $"{input.Shape} has {input.Shape.Size} elements but {Shape} has "
            + $"{Shape.Size}", "choose axes whose product is the number of elements");

    /// <inheritdoc/>
    public override View ViewOf(Shape input) => new(0, Shape.Strides());

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent) => cotangent.Reshape(node.Inputs[0].Shape);

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) => tangent.Reshape(Shape);

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
        inputs[0].Reshape(Batching.Shape(size, Shape));
}
