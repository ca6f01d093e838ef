using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd.Graph
{
    public static partial class MovementFunctions
    {
        /// <summary>Expressions one after another along an axis.</summary>
        /// <param name="parts">The expressions, one or more; their other axes are equal.</param>
        /// <param name="axis">The axis; a negative one counts from the innermost.</param>
        public static Expr Concatenate(this IEnumerable<Expr> parts, int axis = 0)
        {
            ArgumentNullException.ThrowIfNull(parts);
            ImmutableArray<Expr> inputs = [.. parts];
            if (inputs.IsEmpty)
            {
                throw ShapeException.For(
                    nameof(Concatenate), [], "there is nothing to join", "give at least one expression");
            }

            if (inputs.Any(input => input is null))
            {
                throw new ArgumentNullException(nameof(parts), $"Concatenate: input {inputs.IndexOf(null!)} is null.");
            }

            if (inputs[0].Shape.Rank == 0)
            {
                throw ShapeException.For(nameof(Concatenate), inputs, "scalars have no axis to be joined along",
                    "give each an axis: parts.Select(x => x.Reshape(1)).Concatenate()");
            }

            return Refusals.Named(nameof(Concatenate), [.. inputs], () =>
            {
                var at = inputs[0].ExpectAxis(nameof(Concatenate), axis);
                return inputs.Length == 1 ? inputs[0] : Expr.Apply(new Ops.Concatenate(at), inputs.AsSpan());
            });
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>The inputs one after another along an axis. The gradient of each is its slice.</summary>
    /// <param name="Axis">The axis, counted from the outermost.</param>
    public sealed record Concatenate(int Axis) : Op
    {
        private static readonly ConditionalWeakTable<Expr, int[]> KnownStarts = [];

        /// <inheritdoc/>
        public override string Parameters => $"{Axis}";

        /// <inheritdoc/>
        public override bool IsLinear => true;

        /// <inheritdoc/>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs;

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            if (inputs.IsEmpty)
            {
                throw ShapeException.For(Name, inputs, "there is nothing to join", "give at least one input");
            }

            var (first, kind) = (inputs[0].Shape, inputs[0].Kind);
            if ((uint)Axis >= (uint)first.Rank)
            {
                throw ShapeException.For(Name, inputs, $"there is no axis {Axis}", "reshape scalars to [1] first");
            }

            var length = 0L;
            for (var i = 0; i < inputs.Length; i++)
            {
                var input = inputs[i];
                if (input.Kind != kind)
                {
                    throw ShapeException.For(
                        Name, inputs, $"{kind} and {input.Kind} elements do not mix", "convert indices with ToReal()");
                }

                if (!FitsBeside(first, input.Shape))
                {
                    throw ShapeException.For(Name, inputs, $"input 0 is {first} and input {i} is {input.Shape}, which "
                        + $"differ elsewhere than in axis {Axis}", "make all other axes equal");
                }

                length += input.Shape[Axis];
            }

            return length <= int.MaxValue
                ? new(first.Select((axis, own) => axis == Axis ? (int)length : own), kind)
                : throw ShapeException.For(
                    Name, inputs, $"axis {Axis} would have the length {length}", "keep it below 2³¹");
        }

        /// <summary>Where along the axis each input of a node begins.</summary>
        /// <param name="node">A concatenation.</param>
        internal ReadOnlySpan<int> Starts(Expr node) => KnownStarts.GetValue(node, Sums);

        private int[] Sums(Expr node)
        {
            var starts = new int[node.Inputs.Length];
            for (var i = 1; i < starts.Length; i++) starts[i] = starts[i - 1] + node.Inputs[i - 1].Shape[Axis];
            return starts;
        }

        private bool FitsBeside(Shape first, Shape other)
        {
            if (other.Rank != first.Rank) return false;
            for (var axis = 0; axis < first.Rank; axis++)
            {
                if (axis != Axis && first.Axes[axis] != other.Axes[axis]) return false;
            }

            return true;
        }

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0] switch
        {
            Tensor<T> => Joined<T>(type.Shape, inputs),
            Tensor<int> => Joined<int>(type.Shape, inputs),
            _ => Joined<uint>(type.Shape, inputs),
        };

        private Tensor<T> Joined<T>(Shape shape, ReadOnlySpan<Tensor> inputs)
        {
            var result = new T[shape.Size];
            var strides = shape.Strides();
            var start = 0;
            foreach (var input in inputs)
            {
                var x = (Tensor<T>)input;
                var place = new Odometer(x.Shape, strides);
                for (var i = 0; i < x.Elements.Length; i++)
                {
                    result[(start * strides[Axis]) + place.OffsetOf(i)] = x.Elements[i];
                }

                start += x.Shape[Axis];
            }

            return Tensor.Of(shape, ImmutableCollectionsMarshal.AsImmutableArray(result));
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
            cotangent.Slice(Axis, Starts(node)[input], node.Inputs[input].Shape[Axis]);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent)
        {
            var shape = node.Inputs[input].Shape;
            var before = Starts(node)[input];
            var after = node.Shape[Axis] - before - shape[Axis];
            return tangent.Pad(Axis, before, after);
        }

        internal override Expr? Tangent(Expr node, ReadOnlySpan<Expr?> tangents) => Linear(node, tangents);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
            Expr.Apply(new Concatenate(Axis + 1), Batching.Whole(node, inputs, size).AsSpan());
    }
}
