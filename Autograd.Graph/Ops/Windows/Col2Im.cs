using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph
{
    public static partial class PoolingFunctions
    {
        /// <summary>
        /// The transpose of <c>Im2Col</c>: what windows hold, [n, c, fh, fw, oh, ow], added to the elements of the
        /// images that they show; of sequences, [n, c, fl, ol] gives [n, c, l].
        /// </summary>
        /// <param name="columns">What <c>Im2Col</c> gives, or anything of that shape.</param>
        /// <param name="image">Height and width of the images, or the length of the sequences.</param>
        /// <param name="stride">From one window to the next, by default 1. One number, or <c>(height, width)</c> of
        /// images.</param>
        /// <param name="padding">Zeros that were around the images, by default none.</param>
        /// <param name="dilation">From one element of a window to the next, by default 1.</param>
        /// <exception cref="ShapeException">The windows are not those of such images, or <c>(height, width)</c> is
        /// given for sequences.</exception>
        public static Expr Col2Im(
            this Expr columns, Size2D image, Size2D? stride = null, Size2D? padding = null, Size2D? dilation = null)
        {
            ArgumentNullException.ThrowIfNull(columns);
            var shape = columns.Shape;
            if (shape.Rank == 4)
            {
                var rows = columns.Reshape(Shape.Of(shape[0], shape[1], 1, shape[2], 1, shape[3]));
                var along = Sequences.Along(nameof(Col2Im), [columns], nameof(image), image);
                return Sequences.Back(Added(rows, Sequences.WindowsOf(
                    nameof(Col2Im), [columns], shape[2], stride, padding, dilation), (1, along), columns));
            }

            var size = shape.Rank == 6 ? (Size2D)(shape[2], shape[3]) : 1;
            return Added(columns, Images.WindowsOf(size, stride, padding, dilation), image, columns);
        }

        private static Expr Added(Expr columns, ConvolutionGeometry windows, Size2D image, Expr given) =>
            Refusals.Named(nameof(Col2Im), [given], () =>
        {
            Ops.Col2Im.Expect([given], columns.Shape, windows, image);
            var around = windows.Padding;
            var padded = Expr.Apply(new Ops.Col2Im(windows with { Padding = 0 },
                (checked(image.Height + (2 * around.Height)), checked(image.Width + (2 * around.Width)))), columns);
            return padded.Slice(2, around.Height, image.Height).Slice(3, around.Width, image.Width);
        });
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The transpose of <see cref="Im2Col"/>: what windows hold, [n, c, fh, fw, oh, ow], added to the elements of the
    /// images [n, c, h, w] that they show.
    /// </summary>
    /// <remarks>Each element is a sum from 0 over rows and columns of the windows, in their order.</remarks>
    /// <param name="Geometry">How the windows lie on an image; without padding.</param>
    /// <param name="Image">Height and width of the images.</param>
    public sealed record Col2Im(ConvolutionGeometry Geometry, Size2D Image) : Op
    {
        /// <inheritdoc/>
        public override string Parameters => $"{Geometry}, image {Image}";

        /// <inheritdoc/>
        public override ImmutableArray<Expr> ZeroInputs(Expr node) => node.Inputs;

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs)
        {
            ExpectReals(inputs, 1);
            if (Geometry.Padding != 0)
            {
                throw ShapeException.For(
                    Name, inputs, $"a view has no padding, and the windows have {Geometry.Padding}",
                    "use the function Col2Im, which takes the padding off");
            }

            Expect(inputs, inputs[0].Shape, Geometry, Image);
            return new(Shape.Of(inputs[0].Shape[0], inputs[0].Shape[1], Image.Height, Image.Width));
        }

        /// <summary>
        /// Throws unless columns of a shape are the windows of images; the inputs are what errors show.
        /// </summary>
        internal static void Expect(
            ImmutableArray<Expr> inputs, Shape columns, ConvolutionGeometry windows, Size2D image)
        {
            if (columns.Rank != 6)
            {
                throw ShapeException.For(
                    nameof(Col2Im), inputs, $"{columns} is not windows [n, channels, rows, columns, "
                    + $"positions down, positions across], nor [n, channels, elements, positions] of sequences",
                    "it takes what Im2Col gives");
            }

            var places = windows.Fitted(nameof(Col2Im), inputs, image);
            var expected =
                Shape.Of(columns[0], columns[1], windows.Size.Height, windows.Size.Width, places.Height, places.Width);
            if (columns == expected) return;
            var fix = columns[2] == windows.Size.Height && columns[3] == windows.Size.Width ? null
                : "give the size of the windows";
            throw WindowErrors.OtherPlaces(nameof(Col2Im), inputs, windows, image, expected, columns, fix);
        }

        /// <summary>Where the elements of windows are added in images of a shape.</summary>
        internal View Target(Shape images) => new Im2Col(Geometry).ViewOf(images);

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var columns = (Tensor<T>)inputs[0];
            var place = new Odometer(columns.Shape, Target(type.Shape).Strides);
            var sums = new T[type.Shape.Size];
            Array.Fill(sums, TNumbers.FromReal(0));
            for (var i = 0; i < columns.Elements.Length; i++)
            {
                var to = place.OffsetOf(i);
                sums[to] = TNumbers.Add(sums[to], columns.Elements[i]);
            }

            return Tensor.Of(type.Shape, sums.ToImmutableArray());
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => Expr.Apply(new Im2Col(Geometry), cotangent);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) => Expr.Apply(this, tangent);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) =>
            ImageBatches.Together(node, inputs, size);
    }
}
