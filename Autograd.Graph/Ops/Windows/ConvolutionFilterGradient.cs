using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// The transpose of a <see cref="Convolution"/> in its weights, which is their gradient: images x [n, c, h, w] and y
/// [n, f, oh, ow] give [f, c / groups, fh, fw], the products of y with what the windows show of x, summed over images
/// and output positions.
/// </summary>
/// <remarks>
/// The images are divided into a number of chunks that the shapes alone decide. In a chunk the terms run over
/// images, rows and columns of y; a block has as many rows of y, of one or more images, as have up to 512 elements
/// together (a longer row is cut every 512). A block is a chain of fused multiply-adds from 0, and blocks are joined
/// in eights, as in <see cref="Dot"/>; the sums of the chunks are added one after another.
/// </remarks>
/// <param name="Geometry">How the filters lie on an image.</param>
/// <param name="Groups">How many parts channels and filters fall into, which do not mix.</param>
public sealed record ConvolutionFilterGradient(ConvolutionGeometry Geometry, int Groups) : Op
{
    /// <inheritdoc/>
    public override long? Work(Expr node) => Moved(node) + LengthsOf(node.Inputs).MultiplyAdds;

    /// <summary>What y is, in errors.</summary>
    internal const string Results = "the results of a convolution, [n, filters, height, width]";

    /// <inheritdoc/>
    public override string Parameters => Groups == 1 ? $"{Geometry}" : $"{Geometry}, {Groups} groups";

    /// <inheritdoc/>
    public override TensorType Infer(ImmutableArray<Expr> inputs) => new(LengthsOf(inputs).W);

    /// <inheritdoc/>
    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var (x, y) = ((Tensor<T>)inputs[0], (Tensor<T>)inputs[1]);
        var zero = TNumbers.FromReal(0);
        var (size, places, channels) = (Geometry.Size, (Size2D)(y.Shape[2], y.Shape[3]), type.Shape[1]);
        var lengths = new ConvolutionShape(
            Geometry, x.Shape[0], Groups, channels, type.Shape[0] / Groups, (x.Shape[2], x.Shape[3]), places);
        return Tensor.Generate(type.Shape, i =>
        {
            var (s, r, c, f) =
                (i % size.Width, i / size.Width % size.Height, i / size.Area % channels, i / size.Area / channels);
            var channel = (f / lengths.Filters * channels) + c;
            var (lines, width) = (lengths.ImageLines, SumTree.Block);
            T Chain(int start, int end)
            {
                var sum = zero;
                for (var line = start; line < end; line++)
                {
                    var (image, row, left) = (line / lines, line % lines / lengths.LinesPerRow,
                        line % lengths.LinesPerRow * width);
                    for (var column = left; column < Math.Min(left + width, places.Width); column++)
                    {
                        var pixel = ConvolutionShape.At(x.Elements, x.Shape, image, channel, Geometry.Row(row, r),
                            Geometry.Column(column, s), zero);
                        sum = TNumbers.MultiplyAdd(pixel, ConvolutionShape.At(y.Elements, y.Shape, image, f, row,
                            column, zero), sum);
                    }
                }

                return sum;
            }

            T Chunk(int chunk)
            {
                var first = lengths.FirstImage(chunk) * lines;
                var count = (lengths.FirstImage(chunk + 1) * lines) - first;
                return SumTree.Sum(count, (start, end) => Chain(first + start, first + end), TNumbers.Add,
                    lengths.LinesPerBlock);
            }

            var total = Chunk(0);
            for (var chunk = 1; chunk < lengths.Chunks; chunk++) total = TNumbers.Add(total, Chunk(chunk));
            return total;
        });
    }

    /// <inheritdoc/>
    public override Expr? Vjp(Expr node, int input, Expr cotangent)
    {
        var (x, y) = (node.Inputs[0], node.Inputs[1]);
        return input == 0
            ? Expr.Apply(new TransposedConvolution(Geometry, Groups, (x.Shape[2], x.Shape[3])), y, cotangent)
            : Expr.Apply(new Convolution(Geometry, Groups), x, cotangent);
    }

    /// <inheritdoc/>
    public override Expr? Jvp(Expr node, int input, Expr tangent) =>
        input == 0 ? Expr.Apply(this, tangent, node.Inputs[1]) : Expr.Apply(this, node.Inputs[0], tangent);

    /// <inheritdoc/>
    public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size)
    {
        var whole = Batching.Whole(node, inputs, size);
        if (size == 0) return Prelude.Zeros(Batching.Shape(0, node.Shape));
        var weights = Expr.Apply(
            this with { Groups = size * Groups }, ImageBatches.InChannels(whole[0]), ImageBatches.InChannels(whole[1]));
        return weights.Reshape(Batching.Shape(size, node.Shape));
    }

    /// <summary>The shapes for inputs x and y.</summary>
    internal ConvolutionShape LengthsOf(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, 2);
        var (x, y) = (inputs[0].Shape, inputs[1].Shape);
        if (y.Rank != 4) throw WindowErrors.NotImages(Name, inputs, y, Results);
        var w = Shape.Of(y[1], x.Rank == 4 ? x[1] / Math.Max(1, Groups) : 0, Math.Max(0, Geometry.Size.Height),
            Math.Max(0, Geometry.Size.Width));
        var lengths = ConvolutionShape.Of(Name, inputs, Geometry, Groups, x, w);
        lengths.ExpectPlaces(Name, inputs, y);
        return lengths;
    }
}
