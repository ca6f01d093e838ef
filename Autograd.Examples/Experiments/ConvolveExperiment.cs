using System.Collections.Immutable;
using Autograd.Examples.Charts;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Graph.Ops;

namespace Autograd.Examples.Experiments;

/// <summary>
/// The notes' filter of 3 × 3 on an image of 4 × 4, window by window: bias, padding, stride, pooling, and the shapes
/// that they give.
/// </summary>
internal static class ConvolveExperiment
{
    private static readonly SlidingWindow Plain =
        new([[1, 2, 3, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 3, 0, 1]], Stride: 1, Padding: 0);
    private static readonly SlidingWindow Padded = Plain with { Padding = 1 };
    private static readonly SlidingWindow Strided = new(
        [[1, 2, 3, 0, 1, 2, 3], [0, 1, 2, 3, 0, 1, 2], [3, 0, 1, 2, 3, 0, 1], [2, 3, 0, 1, 2, 3, 0],
            [1, 2, 3, 0, 1, 2, 3], [0, 1, 2, 3, 0, 1, 2], [3, 0, 1, 2, 3, 0, 1]],
        Stride: 2, Padding: 0);

    private static readonly ImmutableArray<ImmutableArray<double>> ToPool =
        [[1, 2, 1, 0], [0, 1, 2, 3], [3, 0, 1, 2], [2, 4, 0, 1]];

    // Height, width, filter, stride, padding; then height and width of the result in the book.
    private static readonly ImmutableArray<(
        string Of, Size2D Image, Size2D Filter, int Stride, int Padding, Size2D Book)> Shapes =
    [
        ("the example", 4, 3, 1, 0, 2),
        ("with padding", 4, 3, 1, 1, 4),
        ("with a stride", 7, 3, 2, 0, 3),
        ("not square", (28, 31), 5, 3, 2, (10, 11)),
    ];

    public static Experiment Experiment { get; } = new(
        "convolve", "A filter on an image, window by window: bias, padding, stride, pooling, and the shapes they give",
        "sections 7.2 to 7.4", "Autograd.Examples/Experiments/ConvolveExperiment.cs", Run);

    private static Findings Run(Lab lab) => new(
        "The filter slides over the image. At each position it is multiplied with the numbers below it, and the sum of "
        + "the products is one number of the result. Padding keeps the border in play and the size up, a stride makes "
        + "the result smaller: (H + 2P − F) / S + 1 positions along each side, rounded down.")
    {
        Figures =
        [
            .. Numbers("4 × 4 by 3 × 3", Plain.Result, [15, 16, 6, 15]),
            .. Numbers("with the bias 3", (Plain.Y + 3).Evaluate<double>(), [18, 19, 9, 18]),
            .. Numbers("with padding 1", Padded.Result, [7, 12, 10, 2, 4, 15, 16, 10, 10, 6, 15, 6, 8, 10, 4, 3]),
            .. Numbers("7 × 7 with stride 2", Strided.Result, []),
            .. Numbers("the largest of 2 × 2", Pooled().Evaluate<double>(), [2, 3, 4, 2]),
            .. Shapes.SelectMany(
                shape => Sizes(shape.Of, ResultOf(shape.Image, shape.Filter, shape.Stride, shape.Padding), shape.Book)),
        ],
        Tables = [new("Shapes: (H + 2P − F) / S + 1 along each side",
            ["image", "filter", "padding", "stride", "height", "width", "result"], [.. Shapes.Select(Row)])],
        Plates =
        [
            new("convolve-windows",
                "The filter at each of its four places: the products of what it covers with its own numbers, summed.",
                new Panels("4 × 4 by 3 × 3", 3, [.. Plain.Pictures([0, 1, 2, 3])])),
            new("convolve-padding",
                "With a border of zeros the result is as large as the image; a window at the corner shows four pixels "
                    + "only.", new Panels("4 × 4 by 3 × 3 with padding 1", 3, [.. Padded.Pictures([0, 6, 15])])),
            new("convolve-stride", "With a stride of 2 the window leaves out every other place.",
                new Panels("7 × 7 by 3 × 3 with stride 2", 3, [.. Strided.Pictures([0, 1, 3])])),
            new("convolve-pooling", "Pooling keeps the largest number of each window and has nothing to learn.",
                new Panels("The largest of 2 × 2", 4, [.. PoolingPictures()])),
        ],
    };

    private static Expr Pooled() => SlidingWindow.Images(ToPool).MaxPool(2);

    private static IEnumerable<Figure> Numbers(string name, Tensor<double> result, ImmutableArray<double> book) =>
        result.Elements.Select((value, i) =>
        new Figure($"{name}: row {(i / result.Shape[-1]) + 1}, column {(i % result.Shape[-1]) + 1}", value,
            book.IsEmpty ? null : Reference.Of(book[i], 0)));

    private static IEnumerable<Figure> Sizes(string name, Shape result, Size2D book) =>
    [
        new($"shape {name}: height", result[2], Reference.Of(book.Height, 0)),
        new($"shape {name}: width", result[3], Reference.Of(book.Width, 0)),
    ];

    // The graph itself says what shape comes out.
    private static Shape ResultOf(Size2D image, Size2D filter, int stride, int padding) =>
        Prelude.Zeros([1, 1, image.Height, image.Width])
            .Convolution(Prelude.Zeros([1, 1, filter.Height, filter.Width]), stride, padding).Shape;

    private static ImmutableArray<string> Row(
        (string Of, Size2D Image, Size2D Filter, int Stride, int Padding, Size2D Book) shape)
    {
        var result = ResultOf(shape.Image, shape.Filter, shape.Stride, shape.Padding);
        string Along(int length, int window) => $"({length} + 2·{shape.Padding} − {window}) / {shape.Stride} + 1";
        return
        [
            $"{shape.Image.Height} × {shape.Image.Width}", $"{shape.Filter.Height} × {shape.Filter.Width}",
            $"{shape.Padding}", $"{shape.Stride}",
            Along(shape.Image.Height, shape.Filter.Height), Along(shape.Image.Width, shape.Filter.Width),
            $"{result[2]} × {result[3]}",
        ];
    }

    private static IEnumerable<Picture> PoolingPictures()
    {
        var (windows, result) = (new ConvolutionGeometry(2, 2, 0, 1), Pooled().Evaluate<double>().Elements);
        for (var place = 0; place < result.Length; place++)
        {
            yield return new NumberGrid("image", 4, ToPool.Flatten())
            {
                Marked = SlidingWindow.Covered(windows, place, 2, 4)
            };
            yield return new NumberGrid("the largest", 2, result) { Marked = [place] };
        }
    }
}
