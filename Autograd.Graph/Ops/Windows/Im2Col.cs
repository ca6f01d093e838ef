using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Autograd.Graph
{
    public static partial class PoolingFunctions
    {
        /// <summary>
        /// What the windows show of images [n, c, h, w], side by side: [n, c, fh, fw, oh, ow] (<i>Deep Learning from
        /// Scratch</i>, section 7.4.3, whose matrix has a row for each n, oh, ow and a column for each c, fh, fw).
        /// </summary>
        /// <param name="x">The images.</param>
        /// <param name="size">Elements of a window.</param>
        /// <param name="stride">From one window to the next, by default 1.</param>
        /// <param name="padding">Zeros around the images, by default none.</param>
        /// <param name="dilation">From one element of a window to the next, by default 1.</param>
        /// <exception cref="ShapeException">They are not images, or no window fits; the message shows the
        /// arithmetic.</exception>
        public static Expr Im2Col(
            this Expr x, Size2D size, Size2D? stride = null, Size2D? padding = null, Size2D? dilation = null)
        {
            ArgumentNullException.ThrowIfNull(x);
            ExpectImages(nameof(Im2Col), x, size);
            return Images.Windows(x, Images.WindowsOf(size, stride, padding, dilation), nameof(Im2Col), x);
        }

        /// <summary>
        /// What the windows show of sequences [n, c, l], side by side: [n, c, fl, ol], the element of the window before
        /// its place.
        /// </summary>
        /// <param name="x">The sequences [n, channels, length].</param>
        /// <param name="length">Elements of a window. It is named, since a number alone is the size of windows on
        /// images.</param>
        /// <param name="stride">From one window to the next, by default 1.</param>
        /// <param name="padding">Zeros before and after the sequences, by default none.</param>
        /// <param name="dilation">From one element of a window to the next, by default 1.</param>
        /// <exception cref="ShapeException">They are not sequences, or no window fits; the message shows the
        /// arithmetic.</exception>
        [OverloadResolutionPriority(-1)]
        public static Expr Im2Col(
            this Expr x, int length, int? stride = null, int? padding = null, int? dilation = null)
        {
            ArgumentNullException.ThrowIfNull(x);
            var images = Sequences.Of(nameof(Im2Col), x, length);
            var shown = Images.Windows(
                images, Sequences.WindowsOf(nameof(Im2Col), [x], length, stride, padding, dilation), nameof(Im2Col), x);
            return shown.Reshape(shown.Shape.Without([2, 4]));
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// What the windows show of images [n, c, h, w], side by side: [n, c, fh, fw, oh, ow], the element of the window
    /// before its place.
    /// </summary>
    /// <remarks>
    /// A view: an element that several windows show stands there several times. Zeros around the images are padded
    /// before. Its gradient is <see cref="Col2Im"/>. The rows that <i>Deep Learning from Scratch</i> (section 7.4.3)
    /// makes a matrix of are its axes in the order n, oh, ow, c, fh, fw.
    /// </remarks>
    /// <param name="Geometry">How the windows lie on an image; without padding.</param>
    public sealed record Im2Col(ConvolutionGeometry Geometry) : ViewOp
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Geometry}";

        /// <inheritdoc/>
        public override Shape ShapeOf(Expr input)
        {
            var x = input.Shape;
            if (x.Rank != 4) throw WindowErrors.NotImages(Name, [input], x);
            if (Geometry.Padding != 0)
            {
                throw ShapeException.For(
                    Name, [input], $"a view has no padding, and the windows have {Geometry.Padding}",
                    "use the function Im2Col, which pads the images");
            }

            var places = Geometry.Fitted(Name, [input], (x[2], x[3]));
            return Shape.Of(x[0], x[1], Geometry.Size.Height, Geometry.Size.Width, places.Height, places.Width);
        }

        /// <inheritdoc/>
        public override View ViewOf(Shape input)
        {
            var (row, column) = (input[3], 1);
            return new(0, [input[1] * input[2] * input[3], input[2] * input[3], Geometry.Dilation.Height * row,
                Geometry.Dilation.Width * column, Geometry.Stride.Height * row, Geometry.Stride.Width * column]);
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
            Expr.Apply(new Col2Im(Geometry, (node.Inputs[0].Shape[2], node.Inputs[0].Shape[3])), cotangent);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => Expr.Apply(this, tangent);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
            ImageBatches.Together(node, inputs, size);
    }
}
