using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// The convolution of images x [n, c, h, w] with weights [f, c / groups, fh, fw]: at each place of a window, the
/// products of what it shows of all channels of a group with a filter, summed. As everywhere in deep learning the
/// filter is not flipped (<i>Deep Learning from Scratch</i>, section 7.2).
/// </summary>
/// <remarks>
/// Each element is a sum over channels, rows and columns of the filter in blocks of 512 terms, as in
/// <see cref="Dot"/>; zeros around the image are multiplied like its pixels. It is linear in both inputs: its
/// gradients are <see cref="TransposedConvolution"/> and <see cref="ConvolutionFilterGradient"/>, and theirs are among
/// the three.
/// </remarks>
/// <param name="Geometry">How the filters lie on an image.</param>
/// <param name="Groups">How many parts channels and filters fall into, which do not mix.</param>
public sealed record Convolution(ConvolutionGeometry Geometry, int Groups) : Op
{
    /// <inheritdoc/>
    public override string Parameters => Groups == 1 ? $"{Geometry}" : $"{Geometry}, {Groups} groups";

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
                i / type.Shape[3] / type.Shape[2] % type.Shape[1], i / type.Shape[3] / type.Shape[2] / type.Shape[1]);
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

    /// <summary>The lengths for inputs x and w.</summary>
    internal ConvolutionShape LengthsOf(ImmutableArray<Expr> inputs)
    {
        ExpectReals(inputs, 2);
        return ConvolutionShape.Of(Name, inputs, Geometry, Groups, inputs[0].Shape, inputs[1].Shape);
    }
}
