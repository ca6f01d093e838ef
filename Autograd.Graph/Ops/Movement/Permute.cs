using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class MovementFunctions
    {
        /// <summary>The axes in another order: axis i of the result is axis <c>axes[i]</c> of x.</summary>
        /// <param name="x">The elements.</param>
        /// <param name="axes">Each axis of x once; a negative one counts from the innermost.</param>
        public static Expr Permute(this Expr x, params int[] axes)
        {
            ArgumentNullException.ThrowIfNull(x);
            ArgumentNullException.ThrowIfNull(axes);
            var order = axes.Select(axis => x.ExpectAxis(nameof(Permute), axis)).ToValueList();
            return order.SequenceEqual(Enumerable.Range(0, x.Shape.Rank)) ? x : Expr.Apply(new Ops.Permute(order), x);
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The axes in another order: axis i of the result is axis <c>Axes[i]</c> of the input. A transpose is <c>[1,
    /// 0]</c>.
    /// </summary>
    /// <param name="Axes">Each axis of the input once.</param>
    public sealed record Permute(ValueList<int> Axes) : ViewOp
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Axes}";

        /// <inheritdoc/>
        public override Shape ShapeOf(Expr input) => Axes.Order().SequenceEqual(Enumerable.Range(0, input.Shape.Rank))
            ? Shape.Of([.. Axes.Select(axis => input.Shape[axis])])
            : throw ShapeException.For(Name, [input], $"the order {Axes} does not name each axis of {input.Shape} once",
                $"give the numbers 0 to {input.Shape.Rank - 1} in some order");

        /// <inheritdoc/>
        public override View ViewOf(Shape input)
        {
            var strides = input.Strides();
            return new(0, [.. Axes.Select(axis => strides[axis])]);
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent)
        {
            var back = new int[Axes.Count];
            for (var axis = 0; axis < back.Length; axis++) back[Axes[axis]] = axis;
            return cotangent.Permute(back);
        }

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => tangent.Permute([.. Axes]);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
            Expr.Apply(new Permute(Batching.Before(0, Batching.Shifted(Axes))), inputs[0]);
    }
}
