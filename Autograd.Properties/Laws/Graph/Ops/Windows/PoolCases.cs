using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Ops;

/// <summary>The largest that windows show with its derivatives, and all that they show with its transpose.</summary>
internal static class PoolCases
{
    private const int MostElements = 40;
    private const int MostShown = 160;

    public static ImmutableArray<(Type Op, OpCase Case)> All { get; } =
    [
        (typeof(MaxPool), new(Pools((windows, _, _) => (new MaxPool(windows), [])), Largest)),
        (typeof(MaxPoolTangent), new(Pools((windows, x, _) => (new MaxPoolTangent(windows), [x])), Mean)),
        (typeof(MaxPoolCotangent), new(Pools((windows, _, y) => (new MaxPoolCotangent(windows), [y])), Shared)),
        (typeof(Im2Col), new(Views((windows, x, _) => (new Im2Col(windows), x)), Unfolded)),
        (typeof(Col2Im), new(Views((windows, x, columns) => (new Col2Im(windows, (x[2], x[3])), columns)), Folded)),
    ];

    /// <summary>The windows of a pool or of a derivative of one; null for another op.</summary>
    public static ConvolutionGeometry? WindowsOf(Op op) => op switch
    {
        MaxPool pool => pool.Geometry,
        MaxPoolTangent tangent => tangent.Geometry,
        MaxPoolCotangent cotangent => cotangent.Geometry,
        _ => null,
    };

    /// <summary>
    /// Each window's place [n, c, down, across] with the places of the elements that it shows, row by row; null for
    /// what lies outside the image.
    /// </summary>
    public static IEnumerable<(int[] Window, int[]?[] Shown)> Places(ConvolutionGeometry windows, Shape x) =>
        Naive.Indices(Results(windows, x))
            .Select(at => (at, Naive.Indices([windows.Size.Height, windows.Size.Width]).Select(element =>
        {
            var (row, column) = WindowCases.Under(windows, at[2], at[3], element[0], element[1]);
            return row < 0 || row >= x[2] || column < 0 || column >= x[3] ? null : (int[]?)[at[0], at[1], row, column];
        }).ToArray()));

    /// <summary>Each window with each of its largest elements, and the part of all of them that it is.</summary>
    public static IEnumerable<(int[] Window, int[] Element, double Part)> Chosen(
        ConvolutionGeometry windows, Tensor<double> x) =>
        Places(windows, x.Shape).SelectMany(each =>
    {
        var shown = each.Shown.OfType<int[]>().ToList();
        var largest = shown.Where(element => x[element] == shown.Max(other => x[other])).ToList();
        return largest.Select(element => (each.Window, element, 1.0 / largest.Count));
    });

    /// <summary>How many windows there are over images.</summary>
    public static Shape Results(ConvolutionGeometry windows, Shape x)
    {
        var places = WindowCases.Places(windows, (x[2], x[3]));
        return Shape.Of(x[0], x[1], places.Height, places.Width);
    }

    private static Gen<OpSample> Pools(
        Func<ConvolutionGeometry, Shape, Shape, (Op Op, ImmutableArray<Shape> Others)> applied) =>
        from of in Over(windows => 2 * windows.Padding.Height <= Reach(windows.Size.Height, windows.Dilation.Height)
            && 2 * windows.Padding.Width <= Reach(windows.Size.Width, windows.Dilation.Width))
        from x in Gen.Frequency((3, Distinct(of.X)),
            (1, Values.Tensors(of.X).Select(value => Tensor.Generate(of.X, i => Math.Round(value.Elements[i])))))
        let op = applied(of.Windows, of.X, Results(of.Windows, of.X))
        from others in Gen.CollectToArray(op.Others, shape => Values.Tensors(shape))
        from seed in Gen.Choose(0, 9999)
        select new OpSample(op.Op, [x, .. others], [true, .. others.Select(_ => true)], seed);

    private static Gen<OpSample> Views(Func<ConvolutionGeometry, Shape, Shape, (Op Op, Shape Input)> applied) =>
        from of in Over(windows => windows.Padding == 0)
        let y = Results(of.Windows, of.X)
        let op = applied(
            of.Windows, of.X, Shape.Of(y[0], y[1], of.Windows.Size.Height, of.Windows.Size.Width, y[2], y[3]))
        from value in Values.Tensors(op.Input)
        from seed in Gen.Choose(0, 9999)
        select new OpSample(op.Op, [value], [true], seed);

    private static Gen<(ConvolutionGeometry Windows, Shape X)> Over(Func<ConvolutionGeometry, bool> fit) =>
        (from laid in WindowCases.Any.Where(laid => fit(laid.Windows))
         from images in WindowCases.Count
         from channels in WindowCases.Count
         select (laid.Windows, X: Shape.Of(images, channels, laid.Image.Height, laid.Image.Width)))
        .Where(of => of.X.Size <= MostElements && Results(of.Windows, of.X).Size * of.Windows.Size.Area <= MostShown);

    // Evenly spread, so that most samples have no two elements close to each other, where differences must not reach.
    private static Gen<Tensor<double>> Distinct(Shape shape) => Gen.Shuffle(Enumerable.Range(0, shape.Size).ToArray())
        .Select(order => Tensor.Generate(shape, i => (6 * (order[i] + 0.5) / shape.Size) - 3));

    private static int Reach(int size, int dilation) => ((size - 1) * dilation) + 1;

    private static Tensor<double> Largest(OpSample sample)
    {
        var (op, x) = ((MaxPool)sample.Op, sample[0]);
        var shown = Places(op.Geometry, x.Shape)
            .ToDictionary(each => string.Join(',', each.Window), each => each.Shown.OfType<int[]>());
        return Naive.Of(Results(op.Geometry, x.Shape),
            at => shown[string.Join(',', at)].Select(element => x[element]).Append(double.NegativeInfinity).Max());
    }

    private static Tensor<double> Mean(OpSample sample)
    {
        var (op, x, tangent) = ((MaxPoolTangent)sample.Op, sample[0], sample[1]);
        return WindowCases.Sums(
            Results(op.Geometry, x.Shape), Chosen(op.Geometry, x), at => at.Window,
            at => at.Part * tangent[at.Element]);
    }

    private static Tensor<double> Shared(OpSample sample)
    {
        var (op, x, cotangent) = ((MaxPoolCotangent)sample.Op, sample[0], sample[1]);
        return WindowCases.Sums(
            x.Shape, Chosen(op.Geometry, x), at => at.Element, at => at.Part * cotangent[at.Window]);
    }

    private static Tensor<double> Unfolded(OpSample sample)
    {
        var (op, x) = ((Im2Col)sample.Op, sample[0]);
        var y = Results(op.Geometry, x.Shape);
        return Naive.Of(Shape.Of(y[0], y[1], op.Geometry.Size.Height, op.Geometry.Size.Width, y[2], y[3]), at =>
        {
            var (row, column) = WindowCases.Under(op.Geometry, at[4], at[5], at[2], at[3]);
            return x[at[0], at[1], row, column];
        });
    }

    private static Tensor<double> Folded(OpSample sample)
    {
        var (op, columns) = ((Col2Im)sample.Op, sample[0]);
        return WindowCases.Sums(
            Shape.Of(columns.Shape[0], columns.Shape[1], op.Image.Height, op.Image.Width),
            Naive.Indices(columns.Shape),
            at =>
            {
                var (row, column) = WindowCases.Under(op.Geometry, at[4], at[5], at[2], at[3]);
                return [at[0], at[1], row, column];
            },
            at => columns[at]);
    }
}
