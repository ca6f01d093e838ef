namespace Autograd.Graph.Transforms;

/// <summary>Weights and directions that a product with a Jacobian is given.</summary>
internal static class Seeds
{
    /// <summary>A cotangent or a tangent, repeated to the shape of what it belongs to.</summary>
    /// <param name="operation">The function that was called.</param>
    /// <param name="what">What the seed is, e.g. <c>cotangent</c>.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="of">What it is a seed of, in words.</param>
    /// <param name="node">The expression that it is a seed of.</param>
    /// <exception cref="ShapeException">It does not broadcast to the shape, or does not hold real numbers.</exception>
    public static Expr Expect(string operation, string what, Expr seed, string of, Expr node)
    {
        if (seed is null) throw new ArgumentNullException(what, $"{operation}: the {what} of {of} is null.");
        if (seed.Kind != ElementKind.Real)
        {
            throw ShapeException.For(operation, [seed, node],
                $"the {what} of {of} holds {seed.Kind} elements, not real numbers", "convert indices with ToReal()");
        }

        return Broadcasting.Fits(seed.Shape, node.Shape) ? seed.BroadcastTo(node.Shape) : throw ShapeException.For(
            operation,
            [seed, node],
            $"the {what} of {of} has the shape {seed.Shape}, which does not broadcast to {node.Shape}",
            $"give a {what} of shape {node.Shape}, or a number for all elements");
    }
}
