using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class MovementFunctions
    {
        /// <summary>
        /// The same elements in row-major order under another shape; one length may be −1 and is then worked out.
        /// </summary>
        /// <param name="x">The elements.</param>
        /// <param name="axes">The lengths of the axes of the result.</param>
        public static Expr Reshape(this Expr x, params int[] axes)
        {
            ArgumentNullException.ThrowIfNull(x);
            ArgumentNullException.ThrowIfNull(axes);
            var open = Array.IndexOf(axes, -1);
            if (open < 0) return Refusals.Named(nameof(Reshape), [x], () => x.Reshape(Shape.Of(axes)));
            var rest = axes.Where((_, axis) => axis != open)
                .Aggregate(1L, (product, axis) => axis < 0 || product > int.MaxValue ? -1 : product * axis);
            if (rest <= 0 || x.Shape.Size % rest != 0)
            {
                throw ShapeException.For(
                    "Reshape",
                    [x],
                    $"{x.Shape} cannot become [{string.Join(", ", axes.Take(16))}{(axes.Length > 16 ? ", …" : "")}]",
                    "the given lengths must divide the number of elements, and one of them may be -1");
            }

            return x.Reshape(Shape.Of([.. axes.Select(axis => axis == -1 ? (int)(x.Shape.Size / rest) : axis)]));
        }

        /// <summary>The same elements in row-major order under another shape of the same size.</summary>
        /// <param name="x">The elements.</param>
        /// <param name="shape">The shape of the result.</param>
        public static Expr Reshape(this Expr x, Shape shape)
        {
            ArgumentNullException.ThrowIfNull(x);
            return x.Shape == shape ? x : Expr.Apply(new Ops.Reshape(shape), x);
        }
    }
}

namespace Autograd.Graph.Ops
{
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
}
