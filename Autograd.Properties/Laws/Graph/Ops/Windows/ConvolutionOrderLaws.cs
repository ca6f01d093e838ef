using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// The order of the sums of convolutions, which every faster interpreter has to keep: blocks of fused multiply-adds
/// joined in eights, in single precision here.
/// </summary>
public sealed class ConvolutionOrderLaws
{
    [Fact]
    public void A_convolution_adds_over_channels_then_rows_then_columns_of_the_filter_from_0() =>
        Each(nameof(Convolution), sample =>
    {
        var (op, x, w) = ((Convolution)sample.Op, sample[0], sample[1]);
        return at => Chain(Naive.Indices(Shape.Of([.. w.Shape.Skip(1)])).Select(tap =>
        {
            var (row, column) = WindowCases.Under(op.Geometry, at[2], at[3], tap[1], tap[2]);
            return (Or0(x, at[0], (at[1] * op.Groups / w.Shape[0] * w.Shape[1]) + tap[0], row, column),
                w[[at[1], .. tap]]);
        }));
    });

    [Fact]
    public void Its_transpose_in_the_images_adds_over_filters_then_rows_then_columns_and_skips_what_a_stride_skips() =>
        Each(nameof(TransposedConvolution), sample =>
    {
        var (op, y, w) = ((TransposedConvolution)sample.Op, sample[0], sample[1]);
        var (filters, channels, (size, stride, padding, dilation)) = (w.Shape[0] / op.Groups, w.Shape[1], op.Geometry);
        return at => Chain(Naive.Indices([filters, size.Height, size.Width]).Select(tap =>
        {
            var filter = (at[1] / channels * filters) + tap[0];
            var (down, across) = (
                at[2] + padding.Height - (tap[1] * dilation.Height), at[3] + padding.Width - (tap[2] * dilation.Width));
            return (Skipped: down % stride.Height != 0 || across % stride.Width != 0,
                At: (Or0(y, at[0], filter, down / stride.Height, across / stride.Width),
                w[filter, at[1] % channels, tap[1], tap[2]]));
        }).Where(term => !term.Skipped).Select(term => term.At));
    });

    [Fact]
    public void Its_transpose_in_the_weights_adds_over_images_then_rows_then_columns_of_each_chunk_and_then_chunks() =>
        Each(nameof(ConvolutionFilterGradient), sample =>
    {
        var (op, x, y) = ((ConvolutionFilterGradient)sample.Op, sample[0], sample[1]);
        return at => InChunks(x.Shape[0], x.Shape[0], image => WeightTerms(op, x, y, at, image));
    });

    // A chunk for each image up to 12 of them; fewer where all chunks together would have more than 2¹⁸ partial sums of
    // a group.
    [Theory]
    [InlineData(1, 3, 1, 1)]
    [InlineData(11, 3, 1, 11)]
    [InlineData(12, 3, 1, 12)]
    [InlineData(13, 3, 1, 12)]
    [InlineData(30, 3, 1, 12)]
    [InlineData(12, 145, 150, 12)]
    [InlineData(12, 146, 150, 11)]
    [InlineData(13, 400, 330, 1)]
    [InlineData(3, 400, 327, 2)]
    public void The_images_are_divided_into_chunks_by_the_lengths_alone(
        int images, int filters, int channels, int chunks)
    {
        var (x, y) = (Directions.Random([images, channels, 1, 2], 1),
            Directions.Random([images, filters, 1, 2], 2));
        var op = new ConvolutionFilterGradient(new(1, 1, 0, 1), 1);
        var actual = Expr.Apply(op, x, y).Evaluate<float>();
        foreach (var filter in new[] { 0, filters - 1 })
        {
            int[] at = [filter, channels - 1, 0, 0];
            Assert.Equal(InChunks(images, chunks, image => WeightTerms(op, x, y, at, image)), actual[at]);
        }
    }

    [Fact]
    public void Groups_have_chunks_of_their_own_size()
    {
        // 400 · 400 partial sums in each of two groups leave one chunk, 800 · 1 in each of 400 leave all.
        foreach (var (groups, chunks) in new[] { (2, 1), (400, 2) })
        {
            var (x, y) =
                (Directions.Random([2, 800, 1, 2], 1), Directions.Random([2, 800, 1, 2], 2));
            var op = new ConvolutionFilterGradient(new(1, 1, 0, 1), groups);
            int[] at = [799, 0, 0, 0];
            Assert.Equal(InChunks(2, chunks, image => WeightTerms(op, x, y, at, image)),
                Expr.Apply(op, x, y).Evaluate<float>()[at]);
        }
    }

    [Fact]
    public void Zeros_around_the_image_are_multiplied_like_its_pixels()
    {
        Expr x = Tensor.Of<double>([1, 1, 1, 1], 1), w = Tensor.Of<double>([1, 1, 1, 3], 1, 1, double.PositiveInfinity);
        Assert.Equal(double.NaN, x.Convolution(w, padding: (0, 1)).Evaluate<double>().Elements.Single());
        Assert.Equal([0, 1], x.Convolution((Expr)Tensor.Of<double>([1, 1, 1, 2], 1, -0.0), padding: (0, 1))
            .Evaluate<double>().Elements.ToArray());
    }

    private static IEnumerable<(double, double)> WeightTerms(
        ConvolutionFilterGradient op, Tensor<double> x, Tensor<double> y, int[] at, int image) =>
        Naive.Indices([y.Shape[2], y.Shape[3]]).Select(place =>
        {
            var (row, column) = WindowCases.Under(op.Geometry, place[0], place[1], at[2], at[3]);
            return (Or0(x, image, (at[0] * op.Groups / y.Shape[1] * (x.Shape[1] / op.Groups)) + at[1], row, column),
                y[image, at[0], place[0], place[1]]);
        });

    private static float InChunks(int images, int chunks, Func<int, IEnumerable<(double, double)>> terms)
    {
        if (images == 0) return 0;
        var most = Math.Min(chunks, 12);
        return Enumerable.Range(0, most)
            .Select(chunk => Chain(Enumerable.Range(0, images).Where(
                image => chunk * images / most <= image && image < (chunk + 1) * images / most).SelectMany(terms)))
            .Aggregate((sum, chunk) => sum + chunk);
    }

    [Theory]
    [InlineData(60, 3, 1)]
    [InlineData(520, 3, 1)]
    [InlineData(9, 9, 2)]
    [InlineData(1, 25, 1)]
    public void Long_sums_of_a_convolution_and_of_its_transpose_are_joined_in_eights(int channels, int side, int stride)
    {
        var (x, w) = (Directions.Random([1, channels, side, side], 1),
            Directions.Random([2, channels, side, side], 2));
        var windows = new ConvolutionGeometry(side, 1, 0, 1);
        var forward = Expr.Apply(new Convolution(windows, 1), x, w).Evaluate<float>();
        Assert.Equal(Chain(Naive.Indices([channels, side, side]).Select(at => (x[0, at[0], at[1], at[2]],
            w[1, at[0], at[1], at[2]]))), forward[0, 1, 0, 0]);

        var (y, v) = (Directions.Random([1, channels, side, side], 3),
            Directions.Random([channels, 1, side, side], 4));
        var size = ((side - 1) * stride) + side;
        var back = Expr.Apply(new TransposedConvolution(new ConvolutionGeometry(side, stride, 0, 1), 1, size), y,
            v).Evaluate<float>();
        var place = (side - 1) * stride;
        var terms = Naive.Indices([channels, side,
            side]).Where(at => (place - at[1]) % stride == 0 && (place - at[2]) % stride == 0)
            .Select(at => (Or0(y, 0, at[0], (place - at[1]) / stride, (place - at[2]) / stride),
                v[at[0], 0, at[1], at[2]]));
        Assert.Equal(Chain(terms), back[0, 0, place, place]);
    }

    [Theory]
    [InlineData(1, 40, 45)]
    [InlineData(40, 7, 7)]
    [InlineData(25, 9, 30)]
    [InlineData(2, 3, 1300)]
    public void Blocks_of_the_gradient_of_weights_are_whole_rows_of_up_to_512_places(int images, int height, int width)
    {
        var (x, y) = (Directions.Random([images, 1, height, width], 1),
            Directions.Random([images, 1, height, width], 2));
        var op = new ConvolutionFilterGradient(new(1, 1, 0, 1), 1);
        var lines = Enumerable.Range(0, images * height).SelectMany(row => Enumerable.Range(0,
            width).Chunk(512).Select(columns =>
            (Image: row / height, Terms: columns.Select(column => (x[row / height, 0, row % height, column],
                y[row / height, 0, row % height, column])).ToArray()))).ToArray();
        var chunks = Math.Min(images, 12);
        var expected = Enumerable.Range(0, chunks).Select(chunk => SumTreeLaws.InEights([.. lines
            .Where(line => chunk * images / chunks <= line.Image && line.Image < (chunk + 1) * images / chunks)
            .Chunk(Math.Max(1, 512 / width)).Select(block => OneBlock(block.SelectMany(line => line.Terms)))]));
        Assert.Equal(expected.Aggregate((sum, chunk) => sum + chunk), Expr.Apply(op, x, y).Evaluate<float>()[0, 0, 0,
            0]);
    }

    private static float Chain(IEnumerable<(double A, double B)> terms) =>
        SumTreeLaws.InEights([.. terms.Chunk(512).Select(OneBlock).DefaultIfEmpty()]);

    private static float OneBlock(IEnumerable<(double A, double B)> terms) =>
        terms.Aggregate(0f, (sum, term) => MathF.FusedMultiplyAdd((float)term.A, (float)term.B, sum));

    private static double Or0(Tensor<double> x, params int[] at) =>
        at[2] < 0 || at[2] >= x.Shape[2] || at[3] < 0 || at[3] >= x.Shape[3] ? 0 : x[at];

    private static void Each(string op, Func<OpSample, Func<int[], float>> element) =>
        CaseCount.Check(60, Prop.ForAll(OpTable.Cases[op].Samples.ToArbitrary(), sample =>
    {
        var expected = element(sample);
        var actual = sample.Node.Evaluate<float>(sample.Bindings);
        foreach (var at in Naive.Indices(actual.Shape)) Assert.Equal(expected(at), actual[at]);
    }));
}
