using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class MovementFunctions
    {
        /// <summary>Zeros before and after x along one axis.</summary>
        /// <param name="x">What is padded.</param>
        /// <param name="axis">The axis; a negative one counts from the innermost.</param>
        /// <param name="before">The number of zeros before the first element.</param>
        /// <param name="after">The number of zeros after the last element.</param>
        public static Expr Pad(this Expr x, int axis, int before, int after)
        {
            ArgumentNullException.ThrowIfNull(x);
            var at = x.ExpectAxis(nameof(Pad), axis);
            if (before == 0 && after == 0) return x;
            return Expr.Apply(new Ops.Pad(Along(x, at, before, 0), Along(x, at, after, 0), Along(x, at, 1, 1)), x);
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// Zeros around the input, and between its elements where a step is above 1. Its gradient is a <see cref="Slice"/>.
    /// </summary>
    /// <param name="Before">Zeros before the first element of each axis.</param>
    /// <param name="After">Zeros after the last.</param>
    /// <param name="Steps">The distance between neighbours in the result: 1 leaves no zeros between.</param>
    public sealed record Pad(ValueList<int> Before, ValueList<int> After, ValueList<int> Steps) : Op
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Before}, {After}, {Steps}";

        /// <inheritdoc/>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs;

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            ExpectReals(inputs, 1);
            var shape = inputs[0].Shape;
            if (Before.Count != shape.Rank || After.Count != shape.Rank || Steps.Count != shape.Rank
                || Before.Any(n => n < 0) || After.Any(n => n < 0) || Steps.Any(n => n < 1))
            {
                throw ShapeException.For(
                    Name, inputs, $"{shape} is padded by {Before} before, {After} after, in steps of "
                    + $"{Steps}", "give each axis two amounts of 0 or more and a step of 1 or more");
            }

            return new(shape.Select((axis, length) =>
                checked(Before[axis] + After[axis] + (length == 0 ? 0 : ((length - 1) * Steps[axis]) + 1))));
        }

        /// <summary>Where the input's elements are written in a result of the given shape.</summary>
        public View Target(Shape result)
        {
            var strides = result.Strides();
            return new(Before.Select((n, axis) => n * strides[axis]).Sum(),
                [.. Steps.Select((step, axis) => step * strides[axis])]);
        }

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var x = (Tensor<T>)inputs[0];
            var target = Target(type.Shape);
            var place = new Odometer(x.Shape, target.Strides);
            var result = new T[type.Shape.Size];
            Array.Fill(result, TNumbers.FromReal(0));
            for (var i = 0; i < x.Elements.Length; i++) result[target.Offset + place.OffsetOf(i)] = x.Elements[i];
            return Tensor.Of(type.Shape, result.ToImmutableArray());
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
            Expr.Apply(new Slice(Before, node.Inputs[0].Shape.ToValueList(), Steps), cotangent);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => Expr.Apply(this, tangent);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
            Expr.Apply(
                new Pad(Batching.Before(0, Before), Batching.Before(0, After), Batching.Before(1, Steps)), inputs[0]);
    }
}
