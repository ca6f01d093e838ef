using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class MovementFunctions
    {
        /// <summary>x repeated along missing axes and axes of length 1, up to a shape.</summary>
        /// <param name="x">What is repeated.</param>
        /// <param name="shape">The shape of the result.</param>
        public static Expr BroadcastTo(this Expr x, Shape shape)
        {
            ArgumentNullException.ThrowIfNull(x);
            return x.Shape == shape ? x : Expr.Apply(new Ops.BroadcastTo(shape), x);
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The input repeated along missing axes and axes of length 1. Its gradient, a sum over them, is the one place that
    /// un-broadcasts.
    /// </summary>
    public sealed record BroadcastTo(Shape Shape) : ViewOp
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Shape}";

        /// <inheritdoc/>
        public override Shape ShapeOf(Expr input) => Broadcasting.Fits(input.Shape, Shape)
            ? Shape
            : throw ShapeException.For(Name, [input], $"{input.Shape} does not broadcast to {Shape}",
                "axes are aligned from the innermost, and each must be equal or 1");

        /// <inheritdoc/>
        public override View ViewOf(Shape input) => new(0, [.. Broadcasting.Strides(input, Shape)]);

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent)
        {
            var from = node.Inputs[0].Shape;
            var axes = Broadcasting.RepeatedAxes(from, Shape);
            var sum = cotangent;
            // Axes that lie together at a time, from the innermost: what lies apart would have to be moved together
            // first.
            while (axes.Count > 0)
            {
                var first = axes.Count - 1;
                while (first > 0 && axes[first - 1] == axes[first] - 1) first--;
                sum = Expr.Apply(new Sum([.. axes.Skip(first)]), sum);
                axes = [.. axes.Take(first)];
            }

            return sum.Reshape(from);
        }

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => tangent.BroadcastTo(Shape);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size)
        {
            // Broadcasting aligns axes from the innermost: the missing ones go between the batch and the rest.
            var missing = Enumerable.Repeat(1, Shape.Rank - node.Inputs[0].Shape.Rank);
            return inputs[0].Reshape(Graph.Shape.Of([size, .. missing, .. node.Inputs[0].Shape]))
                .BroadcastTo(Batching.Shape(size, Shape));
        }
    }
}
