using System.Collections.Immutable;

namespace Autograd.Graph
{
    public static partial class ReductionFunctions
    {
        /// <summary>The index of the largest along one axis, the first of equals.</summary>
        /// <param name="x">The elements.</param>
        /// <param name="axis">The axis, by default the innermost.</param>
        public static Expr ArgMax(this Expr x, int axis = -1)
        {
            ArgumentNullException.ThrowIfNull(x);
            return Expr.Apply(new Ops.ArgMax(x.ExpectAxis(nameof(ArgMax), axis)), x);
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The index of the largest element along an axis, the first of equals, a NaN before any number; it has no
    /// derivative.
    /// </summary>
    /// <param name="Axis">The axis, counted from the outermost; the result no longer has it.</param>
    public sealed record ArgMax(int Axis) : Op
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Axis}";

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            ExpectReals(inputs, 1);
            return inputs[0].Shape[Axis] > 0
                ? new(inputs[0].Shape.Without([Axis]), ElementKind.Index)
                : throw ShapeException.For(Name, inputs, $"axis {Axis} is empty, so it has no largest element",
                    "take the largest along an axis of length 1 or more");
        }

        /// <summary>The index changes where the largest element does.</summary>
        public override Expr? Branch(Expr node)
        {
            ArgumentNullException.ThrowIfNull(node);
            var largest = Expr.Apply(new Max([Axis]), node.Inputs[0]);
            return largest.Op.Branch(largest);
        }

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var x = (Tensor<T>)inputs[0];
            var stride = x.Shape.Strides()[Axis];
            var length = x.Shape[Axis];
            return Tensor.Generate(type.Shape, i =>
            {
                var first = (i / stride * stride * length) + (i % stride);
                var best = 0;
                for (var k = 1; k < length; k++)
                {
                    if (Beats<T, TNumbers>(x.Elements[first + (k * stride)], x.Elements[first + (best * stride)]))
                    {
                        best = k;
                    }
                }

                return best;
            });
        }

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => inputs[0].ArgMax(Axis + 1);

        // NaN is looked for only where neither is at least the other, so that two intervals apart from each other are
        // decided.
        private static bool Beats<T, TNumbers>(T x, T best)
            where TNumbers : struct, Numerics.INumberSystem<T>
            => TNumbers.IsTrue(TNumbers.Greater(x, best))
            || (!TNumbers.IsTrue(TNumbers.GreaterOrEqual(best, x)) && TNumbers.IsTrue(TNumbers.Equal(best, best)));
    }
}
