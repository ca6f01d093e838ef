using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph
{
    public static partial class ConvolutionFunctions
    {
        /// <summary>
        /// The transpose of a convolution: y [n, f, h, w] and weights [f, c / groups, fh, fw] give images [n, c, ih,
        /// iw], in which each element of y has added the filter, scaled by it, to its window. It is the gradient of a
        /// convolution with respect to its images, and what enlarges images in networks that draw. Of sequences, y [n,
        /// f, l] and weights [f, c / groups, fl] give [n, c, il].
        /// </summary>
        /// <param name="y">One number for each window and filter.</param>
        /// <param name="weight">The filters.</param>
        /// <param name="stride">From one window to the next, by default 1. One number, or <c>(height, width)</c> of
        /// images.</param>
        /// <param name="padding">Rows and columns that are cut off around the result, by default none.</param>
        /// <param name="dilation">From one element of a window to the next, by default 1.</param>
        /// <param name="groups">Parts that do not mix.</param>
        /// <param name="image">Height and width of the result, or its length; by default (h − 1)·stride + dilation·(fh
        /// − 1) + 1 −
        /// 2·padding.</param>
        /// <exception cref="ShapeException">The shapes do not fit, or <c>(height, width)</c> is given for
        /// sequences.</exception>
        /// <example><code>
        /// Variable("y", [100, 30, 12, 12]).TransposedConvolution(Variable("w", [30, 1, 4, 4]), stride: 2, padding:
        /// 1).Shape // [100, 1, 24, 24]
        /// </code></example>
        public static Expr TransposedConvolution(
            this Expr y, Expr weight, Size2D? stride = null, Size2D? padding = null,
            Size2D? dilation = null, int groups = 1, Size2D? image = null)
        {
            ArgumentNullException.ThrowIfNull(y);
            ArgumentNullException.ThrowIfNull(weight);
            return Refusals.Named(nameof(TransposedConvolution), [y, weight],
                () => Transposed(y, weight, stride, padding, dilation, groups, image));
        }

        private static Expr Transposed(
            Expr y, Expr weight, Size2D? stride, Size2D? padding, Size2D? dilation, int groups, Size2D? image)
        {
            var alongOne = y.Shape.Rank == 3 && weight.Shape.Rank == 3;
            var (results, filters) = alongOne ? (Sequences.AsImages(y), Sequences.AsImages(weight)) : (y, weight);
            if (results.Shape.Rank != 4 && weight.Shape.Rank != 3)
            {
                throw WindowErrors.NotImages(
                    nameof(TransposedConvolution), [y, weight], results.Shape, Ops.ConvolutionFilterGradient.Results);
            }

            var windows = WindowsOf(nameof(TransposedConvolution), [y, weight], stride, padding, dilation);
            var op = new Ops.TransposedConvolution(windows, groups, image switch
            {
                null => ImageUnder(windows, [y, weight], (results.Shape[2], results.Shape[3])),
                { } given when alongOne =>
                    (1, Sequences.Along(nameof(TransposedConvolution), [y, weight], nameof(image), given)),
                { } given => given,
            });
            op.LengthsOf([y, weight], results.Shape, filters.Shape);
            var x = Expr.Apply(op, results, filters);
            return alongOne ? Sequences.Back(x) : x;
        }

        private static Size2D ImageUnder(ConvolutionGeometry windows, ImmutableArray<Expr> inputs, Size2D places)
        {
            windows.Expect(nameof(TransposedConvolution), inputs);
            var least = windows.Least(places);
            if (Math.Min(least.Height, least.Width) < 0 || Math.Max(least.Height, least.Width) > int.MaxValue)
            {
                throw WindowErrors.NoImage(nameof(TransposedConvolution), inputs, windows, places, least);
            }

            return windows.Under(places);
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The transpose of a <see cref="Convolution"/> in its images, which is its gradient: y [n, f, oh, ow] and weights
    /// [f, c / groups, fh, fw] give [n, c, h, w], in which each element of y has added the filter, scaled by it, to its
    /// window.
    /// </summary>
    /// <remarks>
    /// Each element is a sum over filters, rows and columns of the filter in blocks of 512 terms, as in
    /// <see cref="Dot"/>. An element that a stride passes over takes no part; beyond the edges of y lie zeros, which
    /// are multiplied like its elements.
    /// </remarks>
    /// <param name="Geometry">How the filters lie on an image of the result.</param>
    /// <param name="Groups">How many parts channels and filters fall into, which do not mix.</param>
    /// <param name="Image">Height and width of the result: images of several sizes have the same output
    /// positions.</param>
    public sealed record TransposedConvolution(ConvolutionGeometry Geometry, int Groups, Size2D Image) : Op
    {
        /// <inheritdoc/>
        public override string Parameters =>
            Groups == 1 ? $"{Geometry}, image {Image}" : $"{Geometry}, {Groups} groups, image {Image}";

        /// <summary>
        /// The definition tries each element of the filters at each element of the images, whatever the stride.
        /// </summary>
        /// <param name="node">A node of this op.</param>
        public override long? Work(Expr node) => Moved(node)
            + ((long)node.Shape.Size * (node.Inputs[1].Shape[0] / Groups) * Geometry.Size.Area);

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs) => new(LengthsOf(inputs).X);

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var (y, w) = ((Tensor<T>)inputs[0], (Tensor<T>)inputs[1]);
            var zero = TNumbers.FromReal(0);
            var (size, filters, channels) = (Geometry.Size, y.Shape[1] / Groups, w.Shape[1]);
            return Tensor.Generate(type.Shape, i =>
            {
                var (column, row, channel, image) = (i % type.Shape[3], i / type.Shape[3] % type.Shape[2],
                    i / type.Shape[3] / type.Shape[2] % type.Shape[1],
                    i / type.Shape[3] / type.Shape[2] / type.Shape[1]);
                var taken =
                    Enumerable.Range(0, size.Area).Select(tap => (Row: tap / size.Width, Column: tap % size.Width))
                    .Select(tap =>
                        (tap.Row, tap.Column,
                            Down: row + Geometry.Padding.Height - (tap.Row * Geometry.Dilation.Height),
                        Across: column + Geometry.Padding.Width - (tap.Column * Geometry.Dilation.Width)))
                    .Where(tap => tap.Down % Geometry.Stride.Height == 0 && tap.Across % Geometry.Stride.Width == 0)
                    .ToArray();
                T Chain(int start, int end)
                {
                    var sum = zero;
                    for (var i = start; i < end; i++)
                    {
                        var (f, (r, s, down, across)) = ((channel / channels * filters) + (i / taken.Length),
                            taken[i % taken.Length]);
                        var element = ConvolutionShape.At(y.Elements, y.Shape, image, f, down / Geometry.Stride.Height,
                            across / Geometry.Stride.Width, zero);
                        sum = TNumbers.MultiplyAdd(element,
                            w.Elements[(((f * channels) + (channel % channels)) * size.Area) + (r * size.Width) + s],
                            sum);
                    }

                    return sum;
                }

                return SumTree.Sum(filters * taken.Length, Chain, TNumbers.Add);
            });
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent) => input == 0
            ? Expr.Apply(new Convolution(Geometry, Groups), cotangent, node.Inputs[1])
            : Expr.Apply(new ConvolutionFilterGradient(Geometry, Groups), cotangent, node.Inputs[0]);

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) =>
            input == 0 ? Expr.Apply(this, tangent, node.Inputs[1]) : Expr.Apply(this, node.Inputs[0], tangent);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size)
        {
            if (!Batching.IsBatch(node, inputs, 1)) return ImageBatches.Together(node, inputs, size);
            if (size == 0) return Prelude.Zeros(Batching.Shape(0, node.Shape));
            var (y, w) = (Batching.Whole(node, inputs, size)[0], inputs[1]);
            return ImageBatches.Apart(Expr.Apply(
                this with { Groups = size * Groups }, ImageBatches.InChannels(y), ImageBatches.InFilters(w)), size);
        }

        /// <summary>The shapes for inputs y and w.</summary>
        internal ConvolutionShape LengthsOf(ImmutableArray<Expr> inputs)
        {
            ExpectReals(inputs, 2);
            return LengthsOf(inputs, inputs[0].Shape, inputs[1].Shape);
        }

        /// <summary>The shapes for y and w; the inputs are what errors show.</summary>
        internal ConvolutionShape LengthsOf(ImmutableArray<Expr> inputs, Shape y, Shape w)
        {
            if (y.Rank != 4) throw WindowErrors.NotImages(Name, inputs, y, ConvolutionFilterGradient.Results);
            if (w.Rank != 4) throw WindowErrors.NotWeights(Name, inputs, w);
            if (w[0] != y[1]) throw WindowErrors.OtherFilters(Name, inputs, y, w);
            if (!Image.All(n => n >= 0))
            {
                throw WindowErrors.NoImage(Name, inputs, Geometry, (y[2], y[3]), (Image.Height, Image.Width));
            }

            var lengths = ConvolutionShape.Of(
                Name, inputs, Geometry, Groups, Shape.Of(y[0], w[1] * Math.Max(1, Groups), Image.Height, Image.Width),
                w);
            lengths.ExpectPlaces(Name, inputs, y);
            return lengths;
        }
    }
}
