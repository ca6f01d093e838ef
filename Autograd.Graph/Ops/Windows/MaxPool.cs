using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Graph
{
    public static partial class PoolingFunctions
    {
        /// <summary>
        /// The largest element that each window shows (<i>Deep Learning from Scratch</i>, section 7.3). Its gradient
        /// goes to the largest, in equal parts where several are. Padding takes no part.
        /// </summary>
        /// <param name="x">The images.</param>
        /// <param name="size">Elements of a window: one number or <c>(height, width)</c>.</param>
        /// <param name="stride">From one window to the next; by default the size of the windows, so that they tile
        /// the
        /// image.</param>
        /// <param name="padding">How far windows may reach beyond the image, by default 0.</param>
        /// <exception cref="ShapeException">They are not images, or no window fits; the message shows the
        /// arithmetic.</exception>
        /// <example><code>
        /// Variable("x", [100, 30, 24, 24]).MaxPool(2).Shape   // [100, 30, 12, 12]
        /// </code></example>
        public static Expr MaxPool(this Expr x, Size2D size, Size2D? stride = null, Size2D? padding = null)
        {
            ArgumentNullException.ThrowIfNull(x);
            ExpectImages(nameof(MaxPool), x, size);
            var windows = Images.WindowsOf(size, stride ?? size, padding, null);
            PoolShape.Of(nameof(MaxPool), [x], windows);
            return Refusals.Named(nameof(MaxPool), [x], () => Expr.Apply(new Ops.MaxPool(windows), x));
        }

        /// <summary>
        /// The largest element that each window shows of sequences. Its gradient goes to the largest, in equal parts
        /// where several are.
        /// </summary>
        /// <param name="x">The sequences [n, channels, length].</param>
        /// <param name="length">Elements of a window. It is named, since a number alone is the size of windows on
        /// images.</param>
        /// <param name="stride">From one window to the next; by default the length of the windows.</param>
        /// <param name="padding">How far windows may reach beyond the sequence, by default 0.</param>
        /// <exception cref="ShapeException">They are not sequences, or no window fits; the message shows the
        /// arithmetic.</exception>
        /// <example><code>
        /// Variable("x", [100, 30, 24]).MaxPool(length: 2).Shape   // [100, 30, 12]
        /// </code></example>
        [OverloadResolutionPriority(-1)]
        public static Expr MaxPool(this Expr x, int length, int? stride = null, int? padding = null)
        {
            ArgumentNullException.ThrowIfNull(x);
            var images = Sequences.Of(nameof(MaxPool), x, length);
            var windows = Sequences.WindowsOf(nameof(MaxPool), [x], length, stride ?? length, padding, null);
            PoolShape.Of(nameof(MaxPool), [x], windows, images.Shape);
            return Refusals.Named(
                nameof(MaxPool), [x], () => Sequences.Back(Expr.Apply(new Ops.MaxPool(windows), images)));
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The largest element that each window shows of images [n, c, h, w]; −∞ where it shows none. Padding takes no
    /// part.
    /// </summary>
    /// <remarks>
    /// Its derivatives go to and come from the largest, in equal parts where several are:
    /// <see cref="MaxPoolCotangent"/> and <see cref="MaxPoolTangent"/>, each the transpose of the other.
    /// </remarks>
    /// <param name="Geometry">How the windows lie on an image.</param>
    public sealed record MaxPool(ConvolutionGeometry Geometry) : Op
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Geometry}";

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node) + ((long)node.Shape.Size * Geometry.Size.Area);

        /// <inheritdoc/>
        public override string? Convention =>
            "equal elements of a window share its gradient evenly; padding takes no part";

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            ExpectReals(inputs, 1);
            return new(PoolShape.Of(Name, inputs, Geometry).Results(inputs[0].Shape));
        }

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var x = (Tensor<T>)inputs[0];
            var windows = new PoolShape(
                Geometry, type.Shape[0] * type.Shape[1], (x.Shape[2], x.Shape[3]), (type.Shape[2], type.Shape[3]));
            return Tensor.Generate(type.Shape, window => Largest<T, TNumbers>(x.Elements, windows.Elements(window)));
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
            Expr.Apply(new MaxPoolCotangent(Geometry), node.Inputs[0], cotangent);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) =>
            Expr.Apply(new MaxPoolTangent(Geometry), node.Inputs[0], tangent);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
            ImageBatches.Together(node, inputs, size);

        /// <summary>
        /// How far each other element of a window is behind the largest; where several are largest, 0 at each of them.
        /// </summary>
        public override Expr? Branch(Expr node)
        {
            ArgumentNullException.ThrowIfNull(node);
            return Ahead(node.Inputs[0], node);
        }

        /// <summary>The branch, from the images and their largest elements.</summary>
        internal Expr Ahead(Expr x, Expr largest)
        {
            var (shown, inside) =
                (Images.Windows(x, Geometry, Name, x), Images.Windows(Prelude.Ones(x.Shape), Geometry, Name, x));
            var spread = largest.Reshape(Shape.Of(x.Shape[0], x.Shape[1], 1, 1, largest.Shape[2], largest.Shape[3]))
                .BroadcastTo(shown.Shape);
            var chosen = shown.EqualTo(spread) * inside;
            var alone = chosen.Sum(2, 3).EqualTo(1)
                .Reshape(Shape.Of(x.Shape[0], x.Shape[1], 1, 1, largest.Shape[2], largest.Shape[3]));
            return inside.Where(spread - shown + (chosen * alone * (1 + spread.Abs())), 1);
        }

        /// <summary>
        /// The largest of some elements, in their order; −∞ where there are none, which not every number system has.
        /// </summary>
        internal static T Largest<T, TNumbers>(ImmutableArray<T> x, IEnumerable<int> elements)
            where TNumbers : struct, INumberSystem<T>
        {
            using var each = elements.GetEnumerator();
            if (!each.MoveNext()) return TNumbers.FromReal(double.NegativeInfinity);
            var largest = x[each.Current];
            while (each.MoveNext()) largest = TNumbers.Maximum(largest, x[each.Current]);
            return largest;
        }
    }
}
