using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class MovementFunctions
    {
        /// <summary>
        /// Along one axis, <paramref name="length"/> elements from <paramref name="start"/>, taking each
        /// <paramref name="step"/>-th.
        /// </summary>
        /// <param name="x">What is sliced.</param>
        /// <param name="axis">The axis; a negative one counts from the innermost.</param>
        /// <param name="start">The first element taken.</param>
        /// <param name="length">How many elements are taken.</param>
        /// <param name="step">The distance between them, 1 or more.</param>
        public static Expr Slice(this Expr x, int axis, int start, int length, int step = 1)
        {
            ArgumentNullException.ThrowIfNull(x);
            var at = x.ExpectAxis(nameof(Slice), axis);
            if (start == 0 && step == 1 && length == x.Shape[at]) return x;
            return Expr.Apply(new Ops.Slice(Along(x, at, start, 0),
                x.Shape.Axes.Select((n, i) => i == at ? length : n).ToValueList(), Along(x, at, step, 1)), x);
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// Along each axis, <c>Lengths</c> elements from <c>Starts</c> in steps of <c>Steps</c>. Its gradient is a
    /// <see cref="Pad"/>.
    /// </summary>
    /// <param name="Starts">The first element along each axis.</param>
    /// <param name="Lengths">How many elements are taken along each axis.</param>
    /// <param name="Steps">The distance between them, 1 or more.</param>
    public sealed record Slice(ValueList<int> Starts, ValueList<int> Lengths, ValueList<int> Steps) : ViewOp
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Starts}, {Lengths}, {Steps}";

        /// <inheritdoc/>
        public override Shape ShapeOf(Expr input) => Within(Name, [input], input.Shape);

        /// <inheritdoc/>
        public override View ViewOf(Shape input)
        {
            var strides = input.Strides();
            return new(Starts.Select((start, axis) => start * strides[axis]).Sum(),
                [.. Steps.Select((step, axis) => step * strides[axis])]);
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => Back(node.Inputs[0].Shape, cotangent);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => Expr.Apply(this, tangent);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
            Expr.Apply(Batched(size), inputs[0]);

        /// <summary>The slice's shape.</summary>
        /// <param name="operation">What takes the slice, for the error.</param>
        /// <param name="inputs">Its inputs, for the error.</param>
        /// <param name="shape">The shape that it is a slice of.</param>
        /// <exception cref="ShapeException">The slice is not within the shape.</exception>
        internal Shape Within(string operation, ImmutableArray<Expr> inputs, Shape shape)
        {
            if (Starts.Count != shape.Rank || Lengths.Count != shape.Rank || Steps.Count != shape.Rank)
            {
                throw ShapeException.For(
                    operation, inputs, $"{shape} has {shape.Rank} axes", "give a start, a length and a step for each");
            }

            for (var axis = 0; axis < shape.Rank; axis++)
            {
                var last = Starts[axis] + ((Lengths[axis] - 1L) * Steps[axis]);
                var fits = Starts[axis] >= 0 && Lengths[axis] >= 0 && Steps[axis] >= 1
                    && (Lengths[axis] == 0 || last < shape[axis]);
                if (fits) continue;
                throw ShapeException.For(
                    operation,
                    inputs,
                    $"axis {axis} has the elements 0 to {shape[axis] - 1}, not {Lengths[axis]} from {Starts[axis]} in "
                        + $"steps of {Steps[axis]}",
                    "keep the slice within the axis");
            }

            return Shape.Of(Lengths.Items.AsSpan());
        }

        /// <summary>A value of the slice's shape where the slice lies in a shape, with zeros around it.</summary>
        internal Expr Back(Shape shape, Expr value)
        {
            var after = new int[shape.Rank];
            for (var axis = 0; axis < after.Length; axis++)
            {
                var taken = Lengths[axis] == 0 ? 0 : ((Lengths[axis] - 1) * Steps[axis]) + 1;
                after[axis] = shape[axis] - Starts[axis] - taken;
            }

            return Expr.Apply(new Pad(Starts, ValueList.Of(after), Steps), value);
        }

        /// <summary>This slice of another slice, as one of what that is a slice of.</summary>
        internal Slice Of(Slice outer)
        {
            var (starts, steps) = (new int[Starts.Count], new int[Starts.Count]);
            for (var axis = 0; axis < starts.Length; axis++)
            {
                // Of one element or none, the step is free; and the product must not overflow.
                starts[axis] = Lengths[axis] == 0 ? 0 : outer.Starts[axis] + (outer.Steps[axis] * Starts[axis]);
                steps[axis] = Lengths[axis] < 2 ? 1 : outer.Steps[axis] * Steps[axis];
            }

            return new(ValueList.Of(starts), Lengths, ValueList.Of(steps));
        }

        /// <summary>This slice of each of some examples.</summary>
        internal Slice Batched(int size) =>
            new(Batching.Before(0, Starts), Batching.Before(size, Lengths), Batching.Before(1, Steps));
    }
}
