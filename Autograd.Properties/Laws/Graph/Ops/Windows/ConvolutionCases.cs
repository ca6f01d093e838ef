using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// Convolution and its two transposes: the three are one sum of products x · w · y, each without the factor that it
/// gives.
/// </summary>
internal static class ConvolutionCases
{
    // Few enough that differences in every coordinate of both inputs take no time.
    private const int MostElements = 64;
    private const int MostProducts = 1500;

    public static ImmutableArray<(Type Op, OpCase Case)> All { get; } =
    [
        (typeof(Convolution), new(Samples(of => (new Convolution(of.Windows, of.Groups), of.X, of.W)), Convolved)),
        (typeof(TransposedConvolution), new(Samples(
            of => (new TransposedConvolution(of.Windows, of.Groups, (of.X[2], of.X[3])), of.Y, of.W)), Transposed)),
        (typeof(ConvolutionFilterGradient),
            new(Samples(of => (new ConvolutionFilterGradient(of.Windows, of.Groups), of.X, of.Y)), Weighted)),
    ];

    // Images, filters and results of one shape, where an exchange of two shows in values only.
    private static Gen<Lengths> Alike =>
        from count in Gen.Choose(1, 2)
        from padding in Gen.Choose(0, 1)
        let side = 1 + (2 * padding)
        let shape = Shape.Of(count, count, side, side)
        select new Lengths(new ConvolutionGeometry(side, 1, padding, 1), 1, shape, shape, shape);

    // No channels and no filters, now and then; as many groups as channels, with one filter for each and with two.
    private static Gen<Lengths> Unlike =>
        from laid in WindowCases.Any
        from images in WindowCases.Count
        from groups in Gen.Elements(1, 1, 1, 2, 2, 3, 4)
        from channels in Gen.Frequency(
            (1, Gen.Constant(0)), (5, Gen.Constant(1)), (5, Gen.Choose(1, Math.Max(1, 4 / groups))))
        from filters in Gen.Frequency((1, Gen.Constant(0)), (9, Gen.Choose(1, Math.Max(1, 4 / groups))))
        let places = WindowCases.Places(laid.Windows, laid.Image)
        select new Lengths(
            laid.Windows,
            groups,
            Shape.Of(images, groups * channels, laid.Image.Height, laid.Image.Width),
            Shape.Of(groups * filters, channels, laid.Windows.Size.Height, laid.Windows.Size.Width),
            Shape.Of(images, groups * filters, places.Height, places.Width));

    private static Gen<OpSample> Samples(Func<Lengths, (Op Op, Shape A, Shape B)> applied) =>
        from of in Gen.Frequency((1, Alike), (9, Unlike))
            .Where(of => of.Largest <= MostElements && of.Products <= MostProducts).Select(applied)
        from a in Values.Tensors(of.A)
        from b in Values.Tensors(of.B)
        from seed in Gen.Choose(0, 9999)
        select new OpSample(of.Op, [a, b], [true, true], seed);

    private static Tensor<double> Convolved(OpSample sample)
    {
        var (op, x, w) = ((Convolution)sample.Op, sample[0], sample[1]);
        var places = WindowCases.Places(op.Geometry, (x.Shape[2], x.Shape[3]));
        var y = Shape.Of(x.Shape[0], w.Shape[0], places.Height, places.Width);
        return WindowCases.Sums(
            y, Products(new(op.Geometry, op.Groups, x.Shape, w.Shape, y)), at => at.Y, at => x[at.X] * w[at.W]);
    }

    private static Tensor<double> Transposed(OpSample sample)
    {
        var (op, y, w) = ((TransposedConvolution)sample.Op, sample[0], sample[1]);
        var x = Shape.Of(y.Shape[0], op.Groups * w.Shape[1], op.Image.Height, op.Image.Width);
        return WindowCases.Sums(
            x, Products(new(op.Geometry, op.Groups, x, w.Shape, y.Shape)), at => at.X, at => y[at.Y] * w[at.W]);
    }

    private static Tensor<double> Weighted(OpSample sample)
    {
        var (op, x, y) = ((ConvolutionFilterGradient)sample.Op, sample[0], sample[1]);
        var w = Shape.Of(y.Shape[1], x.Shape[1] / op.Groups, op.Geometry.Size.Height, op.Geometry.Size.Width);
        return WindowCases.Sums(
            w, Products(new(op.Geometry, op.Groups, x.Shape, w, y.Shape)), at => at.W, at => x[at.X] * y[at.Y]);
    }

    private static IEnumerable<(int[] X, int[] W, int[] Y)> Products(Lengths of)
    {
        foreach (var y in Naive.Indices(of.Y))
        {
            foreach (var w in Naive.Indices(Shape.Of([.. of.W.Skip(1)])))
            {
                var (row, column) = WindowCases.Under(of.Windows, y[2], y[3], w[1], w[2]);
                if (row < 0 || row >= of.X[2] || column < 0 || column >= of.X[3]) continue;
                var group = y[1] * of.Groups / of.W[0];
                yield return ([y[0], (group * of.W[1]) + w[0], row, column], [y[1], .. w], y);
            }
        }
    }

    /// <summary>The shapes that belong to one convolution: of images, filters and results.</summary>
    private sealed record Lengths(ConvolutionGeometry Windows, int Groups, Shape X, Shape W, Shape Y)
    {
        public int Largest => Math.Max(X.Size, Math.Max(W.Size, Y.Size));

        public int Products => Y.Size * W[1] * W[2] * W[3];
    }
}
