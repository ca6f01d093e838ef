using System.Collections.Immutable;
using Autograd.Graph.Ops;

namespace Autograd.Graph
{
    public static partial class ConvolutionFunctions
    {
        /// <summary>
        /// The convolution of images [n, c, h, w] with weights [f, c / groups, fh, fw], giving [n, f, oh, ow] with
        /// oh = (h + 2·padding − dilation·(fh − 1) − 1) / stride + 1, rounded down; of sequences [n, c, l] with weights
        /// [f, c / groups, fl], giving [n, f, ol] (<i>Deep Learning from Scratch</i>, section 7.2).
        /// </summary>
        /// <param name="x">The images, or sequences.</param>
        /// <param name="weight">The filters. They are not flipped, as everywhere in deep learning.</param>
        /// <param name="stride">From one window to the next, by default 1. One number, or <c>(height, width)</c> of
        /// images.</param>
        /// <param name="padding">Zeros around the images, by default none.</param>
        /// <param name="dilation">From one element of a window to the next, by default 1.</param>
        /// <param name="groups">Parts that channels and filters fall into and that do not mix; for a depthwise
        /// convolution, the number of channels.</param>
        /// <exception cref="ShapeException">The shapes do not fit, or <c>(height, width)</c> is given for sequences;
        /// where no window fits, the message shows the arithmetic.</exception>
        /// <example><code>
        /// Variable("x", [100, 1, 28, 28]).Convolution(Variable("w", [30, 1, 5, 5])).Shape // [100, 30, 24, 24]
        /// Variable("x", [10, 3, 28, 31]).Convolution(Variable("w", [4, 3, 5, 5]), stride: 3, padding: 2).Shape // [10,
        /// 4, 10, 11] Variable("x", [10, 8, 100]).Convolution(Variable("w", [16, 8, 5]), padding: 2).Shape // [10, 16,
        /// 100]
        /// </code></example>
        public static Expr Convolution(
            this Expr x, Expr weight, Size2D? stride = null, Size2D? padding = null, Size2D? dilation = null,
            int groups = 1)
        {
            ArgumentNullException.ThrowIfNull(x);
            ArgumentNullException.ThrowIfNull(weight);
            return Refusals.Named(
                nameof(Convolution), [x, weight], () => Convolved(x, weight, stride, padding, dilation, groups));
        }

        private static Expr Convolved(
            Expr x, Expr weight, Size2D? stride, Size2D? padding, Size2D? dilation, int groups)
        {
            var alongOne = x.Shape.Rank == 3 && weight.Shape.Rank == 3;
            var (images, filters) = alongOne ? (Sequences.AsImages(x), Sequences.AsImages(weight)) : (x, weight);
            var windows = WindowsOf(nameof(Convolution), [x, weight], stride, padding, dilation);
            ConvolutionShape.Of(nameof(Convolution), [x, weight], windows, groups, images.Shape, filters.Shape);
            var y = Expr.Apply(new Ops.Convolution(windows, groups), images, filters);
            return alongOne ? Sequences.Back(y) : y;
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// The convolution of images x [n, c, h, w] with weights [f, c / groups, fh, fw]: at each place of a window, the
    /// products of what it shows of all channels of a group with a filter, summed. As everywhere in deep learning the
    /// filter is not flipped (<i>Deep Learning from Scratch</i>, section 7.2).
    /// </summary>
    /// <remarks>
    /// Each element is a sum over channels, rows and columns of the filter in blocks of 512 terms, as in
    /// <see cref="Dot"/>; zeros around the image are multiplied like its pixels. It is linear in both inputs: its
    /// gradients are <see cref="TransposedConvolution"/> and <see cref="ConvolutionFilterGradient"/>, and theirs are
    /// among the three.
    /// </remarks>
    /// <param name="Geometry">How the filters lie on an image.</param>
    /// <param name="Groups">How many parts channels and filters fall into, which do not mix.</param>
    public sealed record Convolution(ConvolutionGeometry Geometry, int Groups) : Op
    {
        /// <inheritdoc/>
        public override string Parameters => Groups == 1 ? $"{Geometry}" : $"{Geometry}, {Groups} groups";

        /// <inheritdoc/>
        public override long? Work(Expr node) => Moved(node) + LengthsOf(node.Inputs).MultiplyAdds;

        /// <inheritdoc/>
        public override TensorType Infer(ImmutableArray<Expr> inputs) => new(LengthsOf(inputs).Y);

        /// <inheritdoc/>
        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var (x, w) = ((Tensor<T>)inputs[0], (Tensor<T>)inputs[1]);
            var zero = TNumbers.FromReal(0);
            var (channels, size, filters) = (w.Shape[1], Geometry.Size, type.Shape[1] / Groups);
            return Tensor.Generate(type.Shape, i =>
            {
                var (column, row, filter, image) = (i % type.Shape[3], i / type.Shape[3] % type.Shape[2],
                    i / type.Shape[3] / type.Shape[2] % type.Shape[1],
                    i / type.Shape[3] / type.Shape[2] / type.Shape[1]);
                T Chain(int start, int end)
                {
                    var sum = zero;
                    for (var tap = start; tap < end; tap++)
                    {
                        var (c, r, s) = (tap / size.Area, tap / size.Width % size.Height, tap % size.Width);
                        var pixel = ConvolutionShape.At(x.Elements, x.Shape, image, (filter / filters * channels) + c,
                            Geometry.Row(row, r), Geometry.Column(column, s), zero);
                        sum = TNumbers.MultiplyAdd(pixel, w.Elements[(filter * channels * size.Area) + tap], sum);
                    }

                    return sum;
                }

                return SumTree.Sum(channels * size.Area, Chain, TNumbers.Add);
            });
        }

        /// <inheritdoc/>
        public override Expr? Vjp(Expr node, int input, Expr cotangent)
        {
            var (x, w) = (node.Inputs[0], node.Inputs[1]);
            return input == 0
                ? Expr.Apply(new TransposedConvolution(Geometry, Groups, (x.Shape[2], x.Shape[3])), cotangent, w)
                : Expr.Apply(new ConvolutionFilterGradient(Geometry, Groups), x, cotangent);
        }

        /// <inheritdoc/>
        public override Expr? Jvp(Expr node, int input, Expr tangent) =>
            input == 0 ? Expr.Apply(this, tangent, node.Inputs[1]) : Expr.Apply(this, node.Inputs[0], tangent);

        /// <inheritdoc/>
        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size)
        {
            if (!Batching.IsBatch(node, inputs, 1)) return ImageBatches.Together(node, inputs, size);
            if (size == 0) return Prelude.Zeros(Batching.Shape(0, node.Shape));
            var (x, w) = (Batching.Whole(node, inputs, size)[0], inputs[1]);
            return ImageBatches.Apart(Expr.Apply(
                this with { Groups = size * Groups }, ImageBatches.InChannels(x), ImageBatches.InFilters(w)), size);
        }

        /// <summary>The shapes for inputs x and w.</summary>
        internal ConvolutionShape LengthsOf(ImmutableArray<Expr> inputs)
        {
            ExpectReals(inputs, 2);
            return ConvolutionShape.Of(Name, inputs, Geometry, Groups, inputs[0].Shape, inputs[1].Shape);
        }
    }
}
