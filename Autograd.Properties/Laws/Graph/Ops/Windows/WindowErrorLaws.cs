using Autograd.Graph;
using Autograd.Graph.Ops;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// Windows that do not fit an image: the message shows the arithmetic of the book's equation 7.1, what was given, and
/// what would fit.
/// </summary>
public sealed class WindowErrorLaws
{
    private static readonly Expr X = Variable("x", [10, 3, 7, 9]);
    private static readonly Expr Y = Variable("y", [10, 4, 5, 7]);
    private static readonly Expr Song = Variable("song", [2, 3, 9]);
    private static readonly Expr Columns = Variable("columns", [10, 3, 3, 3, 5, 7]);

    /// <summary>A wrong expression, the reason that is given, and the fix.</summary>
    public static TheoryData<string, Func<Expr>, string, string> Wrong { get; } = new()
    {
        { "too high", () => X.Convolution(W(4, 3, 9, 3)),
            "Convolution: no window fits along the height: (H + 2P − FH) / S + 1 = (7 + 2·0 − 9) / 1 + 1 = -1",
            "use smaller windows, or a padding of 1 or more" },
        { "too wide", () => X.Convolution(W(4, 3, 3, 13), stride: 2, padding: 1),
            "no window fits along the width: (W + 2P − FW) / S + 1 = (9 + 2·1 − 13) / 2 + 1 = 0",
            "a padding of 2 or more" },
        { "short by less than a stride", () => X.Convolution(W(4, 3, 8, 3), stride: 2),
            "(7 + 2·0 − 8) / 2 + 1 = 0, rounded down",
            "a padding of 1 or more" },
        { "dilated", () => X.Convolution(W(4, 3, 4, 4), dilation: 3),
            "no window fits along the height: (H + 2P − D(FH − 1) − 1) / S + 1 = (7 + 2·0 − 3·3 − 1) / 1 + 1 = -2",
            "a padding of 2 or more" },
        { "dilated beyond all bounds", () => X.Convolution(W(4, 3, 3, 3), dilation: int.MaxValue),
            "(7 + 2·0 − 2147483647·2 − 1) / 1 + 1 = -4294967287", "use smaller windows" },
        { "a sequence", () => Song.Convolution(W(4, 3, 10)),
            "no window fits along the length: (L + 2P − FL) / S + 1 = (9 + 2·0 − 10) / 1 + 1 = 0",
            "a padding of 1 or more" },
        { "a pool", () => X.MaxPool(8),
            "MaxPool: no window fits along the height: (H + 2P − FH) / S + 1 = (7 + 2·0 − 8) / 8 + 1 = 0, rounded down",
            "a padding of 1 or more" },
        { "a pool of a sequence", () => Song.MaxPool(length: 10),
            "MaxPool: no window fits along the length: (L + 2P − FL) / S + 1 = (9 + 2·0 − 10) / 10 + 1 = 0, rounded "
                + "down", "a padding of 1 or more" },
        { "an average", () => X.AveragePool((1, 10)), "AveragePool: no window fits along the width",
            "a padding of 1 or more" },
        { "the image of columns", () => Columns.Col2Im(-1),
            "Col2Im: no window fits along the height: (H + 2P − FH) / S + 1 = (-1 + 2·0 − 3) / 1 + 1 = -3",
            "use smaller windows" },
        { "what windows show", () => X.Im2Col(2, dilation: 9), "Im2Col: no window fits along the height",
            "a padding of 2 or more" },
        { "channels", () => X.Convolution(W(4, 1, 3, 3)), "Convolution: the images have 3 channels, the filters 1",
            "give weights [4, 3, 3, 3]" },
        { "channels of groups", () => X.Convolution(W(3, 3, 3, 3), groups: 3),
            "the images have 3 channels, 1 in each of 3 groups, the filters 3", "give weights [3, 1, 3, 3]" },
        { "channels of a sequence", () => Song.Convolution(W(4, 2, 5)), "the images have 3 channels, the filters 2",
            "give weights [4, 3, 5]" },
        { "a sequence's padding with a height", () => Song.Convolution(W(4, 3, 5), padding: (3, 1)),
            "Convolution: padding is (3, 1), and sequences [n, channels, length] have no height",
            "give one number, that along the length: padding: 1" },
        { "a sequence's stride with a height", () => Song.Convolution(W(4, 3, 5), stride: (1, 2)),
            "stride is (1, 2), and sequences", "stride: 2" },
        { "a sequence's dilation with a height", () => Song.TransposedConvolution(W(3, 2, 5), dilation: (1, 2)),
            "TransposedConvolution: dilation is (1, 2), and sequences", "dilation: 2" },
        { "the image of a sequence with a height", () => Song.TransposedConvolution(W(3, 2, 5), image: (1, 13)),
            "image is (1, 13), and sequences", "image: 13" },
        { "one sequence of a transpose", () => Variable("y", [4, 100]).TransposedConvolution(W(4, 8, 5)),
            "TransposedConvolution: [4, 100] is not sequences", "Reshape(1, 4, 100)" },
        { "one sequence", () => Variable("x", [8, 100]).Convolution(W(4, 8, 5)),
            "Convolution: [8, 100] is not sequences [n, channels, length]",
            "for a single example give it an axis: Reshape(1, 8, 100)" },
        { "channels last", () => Variable("x", [10, 28, 28, 3]).Convolution(W(8, 3, 5, 5)),
            "the images have 28 channels, the filters 3",
            "put the channels before height and width: Permute(0, 3, 1, 2), or give weights [8, 28, 5, 5]" },
        { "groups of filters", () => X.Convolution(W(4, 1, 3, 3), groups: 3),
            "4 filters do not fall into 3 groups of one size",
            "give a number of groups that divides 3 channels and 4 filters" },
        { "groups of channels", () => X.Convolution(W(4, 1, 3, 3), groups: 2), "3 channels do not fall into 2 groups",
            "divides 3 channels and 4 filters" },
        { "groups of both", () => X.Convolution(W(4, 1, 3, 3), groups: 5),
            "3 channels and 4 filters do not fall into 5 groups", "divides 3 channels and 4 filters" },
        { "no groups", () => X.Convolution(W(4, 3, 3, 3), groups: 0), "there are 0 groups",
            "give 1 or more, or leave it out" },
        { "groups of a transpose", () => Y.TransposedConvolution(W(4, 3, 3, 3), groups: 3),
            "TransposedConvolution: 4 filters do not fall into 3 groups", "divides 9 channels and 4 filters" },
        { "no groups of a transpose", () => Y.TransposedConvolution(W(4, 3, 3, 3), groups: 0), "there are 0 groups",
            "give 1 or more" },
        { "rows of pixels", () => Variable("x", [100, 784]).Convolution(W(4, 1, 3, 3)),
            "[100, 784] is not images [n, channels, height, width]",
            "Reshape(-1, 1, 28, 28) makes images of one channel from rows of 784 pixels" },
        { "rows of others", () => Variable("x", [100, 50]).MaxPool(2),
            "MaxPool: [100, 50] is not images [n, channels, height, width]", "reshape it to four axes" },
        { "one image", () => Variable("x", [3, 28, 28]).Convolution(W(4, 3, 3, 3)), "[3, 28, 28] is not images",
            "for a single example give it an axis: Reshape(1, 3, 28, 28)" },
        { "one image to pool", () => Variable("x", [30, 24, 24]).MaxPool(2),
            "MaxPool: [30, 24, 24] is not images [n, channels, height, width]",
            "for a single example give it an axis: Reshape(1, 30, 24, 24); for sequences [n, channels, length] write "
            + "MaxPool(length: 2)" },
        { "one image to average", () => Variable("x", [30, 24, 24]).AveragePool((2, 3), 1),
            "AveragePool: [30, 24, 24] is not images",
            "Reshape(1, 30, 24, 24); for sequences [n, channels, length] write AveragePool(length: 3)" },
        { "images to pool as sequences", () => X.MaxPool(length: 2),
            "MaxPool: [10, 3, 7, 9] is not sequences [n, channels, length]",
            "for images [n, channels, height, width] write MaxPool(2)" },
        { "one sequence to average", () => Variable("x", [3, 9]).AveragePool(length: 2),
            "AveragePool: [3, 9] is not sequences", "for a single example give it an axis: Reshape(1, 3, 9)" },
        { "a vector as sequences", () => Variable("x", [9]).MaxPool(length: 2), "MaxPool: [9] is not sequences",
            "reshape it to three axes" },
        { "a sequence's windows wholly in padding", () => Song.MaxPool(length: 4, padding: 3),
            "MaxPool: windows of 4, stride 4, padding 3 may lie wholly in the padding",
            "pad by no more than half a window, here 2" },
        { "sequences for images' weights", () => Song.Convolution(W(4, 3, 3, 3)),
            "Convolution: [2, 3, 9] is not images",
            "for sequences [n, channels, length] give weights of three axes, [filters, channels, length]" },
        { "a vector", () => Variable("x", [100]).AveragePool(2, padding: 1), "AveragePool: [100] is not images",
            "reshape it to four axes" },
        { "one image's columns", () => Variable("x", [3, 28, 28]).Im2Col(2, padding: 1),
            "Im2Col: [3, 28, 28] is not images",
            "Reshape(1, 3, 28, 28); for sequences [n, channels, length] write Im2Col(length: 2)" },
        { "flat weights", () => X.Convolution(W(4, 27)),
            "Convolution: [4, 27] is not weights [filters, channels, height, width]",
            "reshape the weights to four axes" },
        { "weights of a sequence", () => X.Convolution(W(4, 3, 3)),
            "Convolution: [4, 3, 3] is not weights [filters, channels, height, width]",
            "reshape the weights to four axes" },
        { "flat weights of a transpose", () => Y.TransposedConvolution(W(4, 27)),
            "TransposedConvolution: [4, 27] is not weights", "reshape the weights to four axes" },
        { "rows of a transpose", () => Variable("x", [10, 4]).TransposedConvolution(W(4, 3, 3, 3)),
            "TransposedConvolution: [10, 4] is not the results of a convolution, [n, filters, height, width]",
            "reshape" },
        { "columns of no windows", () => Variable("x", [10, 3, 4]).Col2Im(3),
            "Col2Im: [10, 3, 4] is not windows [n, channels, rows, columns, positions down, positions across]",
            "it takes what Im2Col gives" },
        { "columns of a sequence", () => Variable("columns", [2, 3, 4, 5]).Col2Im(9),
            "Col2Im: windows of 4 over sequences of 9 make [2, 3, 4, 6], not [2, 3, 4, 5]",
            "sequences of 8 give that many windows" },
        { "columns of a sequence with a height", () => Variable("columns", [2, 3, 4, 5]).Col2Im((1, 8)),
            "Col2Im: image is (1, 8), and sequences", "image: 8" },
        { "no window on a sequence to show", () => Song.Im2Col(length: 10),
            "Im2Col: no window fits along the length: (L + 2P − FL) / S + 1 = (9 + 2·0 − 10) / 1 + 1 = 0",
            "a padding of 1 or more" },
        { "images to show as sequences", () => X.Im2Col(length: 2), "Im2Col: [10, 3, 7, 9] is not sequences",
            "write Im2Col(2)" },
        { "no stride", () => X.MaxPool(2, stride: 0),
            "MaxPool: windows of 2 × 2 with stride 0, padding 0 and dilation 1",
            "size, stride and dilation are 1 or more, padding is 0 or more" },
        { "negative padding", () => X.Convolution(W(4, 3, 3, 3), padding: (0, -1)),
            "windows of 3 × 3 with stride 1, padding (0, -1) and dilation 1", "padding is 0 or more" },
        { "negative padding of a mean", () => X.AveragePool(2, padding: -1),
            "AveragePool: windows of 2 × 2 with stride 2, padding -1", "padding is 0 or more" },
        { "negative padding of columns", () => Columns.Col2Im((9, 11), padding: -1),
            "Col2Im: windows of 3 × 3 with stride 1, padding -1", "padding is 0 or more" },
        { "no dilation", () => X.Im2Col(2, dilation: 0),
            "Im2Col: windows of 2 × 2 with stride 1, padding 0 and dilation 0", "dilation are 1 or more" },
        { "empty filters", () => X.Convolution(W(4, 3, 0, 3)), "windows of 0 × 3",
            "size, stride and dilation are 1 or more" },
        { "windows wholly in padding", () => X.MaxPool(2, padding: 2),
            "MaxPool: windows of 2 × 2, stride 2, padding 2 may lie wholly in the padding",
            "pad by no more than half a window, here 1" },
        { "windows wholly in padding, across", () => X.MaxPool((4, 3), padding: 2), "may lie wholly in the padding",
            "here (2, 1)" },
        { "filters of a transpose", () => Variable("y", [10, 5, 5, 7]).TransposedConvolution(W(4, 3, 3, 3)),
            "TransposedConvolution: the input has 5 channels, the weights 4 filters", "give weights [5, 3, 3, 3]" },
        { "filters of a sequence's transpose", () => Song.TransposedConvolution(W(4, 2, 5)),
            "the input has 3 channels, the weights 4 filters", "give weights [3, 2, 5]" },
        { "a transpose's image", () => Y.TransposedConvolution(W(4, 3, 3, 3), (2, 1), image: (13, 15)),
            "windows of 3 × 3, stride (2, 1) over images of 13 × 15 make [10, 4, 6, 13], not [10, 4, 5, 7]",
            "images of 11 to 12 × 9 give that many windows" },
        { "less than no image", () => Variable("y", [10, 4, 1, 1]).TransposedConvolution(W(4, 3, 1, 1), padding: 2),
            "windows of 1 × 1, padding 2 at 1 × 1 places leave images of -3 × -3",
            "take less padding off, or give the size of the images" },
        { "less than no image beyond all bounds", () => Y.TransposedConvolution(W(4, 3, 3, 3), padding: int.MaxValue),
            "padding 2147483647 at 5 × 7 places leave images of -4294967287 × -4294967285", "take less padding off" },
        { "less than no sequence", () => Song.TransposedConvolution(W(3, 2, 5), padding: 9),
            "TransposedConvolution: windows of 5, padding 9 at 9 places leave sequences of -5",
            "take less padding off, or give the size of the sequences" },
        { "a transpose's stride beyond all bounds", () => Y.TransposedConvolution(W(4, 3, 3, 3), stride: int.MaxValue),
            "TransposedConvolution: windows of 3 × 3, stride 2147483647 at 5 × 7 places need images of 8589934591 × "
            + "12884901885", "use a smaller stride or dilation: an axis has at most 2147483647 elements" },
        { "a transpose's dilation beyond all bounds",
            () => Song.TransposedConvolution(W(3, 2, 5), dilation: int.MaxValue),
            "windows of 5, dilation 2147483647 at 9 places need sequences of 8589934597",
            "use a smaller stride or dilation" },
        { "a transpose's stride beyond all bounds on an image",
            () => Y.TransposedConvolution(W(4, 3, 3, 3), stride: int.MaxValue, image: (7, 9)),
            "over images of 7 × 9 make [10, 4, 1, 1], not [10, 4, 5, 7]", "use a smaller stride or dilation" },
        { "a transpose's negative stride", () => Y.TransposedConvolution(W(4, 3, 3, 3), stride: -9),
            "TransposedConvolution: windows of 3 × 3 with stride -9", "size, stride and dilation are 1 or more" },
        { "a sequence's negative stride", () => Song.TransposedConvolution(W(3, 2, 5), stride: -9),
            "windows of 5 with stride -9, padding 0 and dilation 1", "size, stride and dilation are 1 or more" },
        { "a stride of columns beyond all bounds", () => Columns.Col2Im((7, 9), stride: int.MaxValue),
            "over images of 7 × 9 make [10, 3, 3, 3, 1, 1], not", "use a smaller stride or dilation" },
        { "a sequence's image", () => Song.TransposedConvolution(W(3, 2, 5), stride: 2, image: 20),
            "windows of 5, stride 2 over sequences of 20 make [2, 3, 8], not [2, 3, 9]",
            "sequences of 21 to 22 give that many windows" },
        { "images for more padding than there are windows",
            () => Variable("y", [10, 4, 1, 1]).TransposedConvolution(W(4, 3, 3, 3), padding: 4, image: 2),
            "over images of 2 × 2 make [10, 4, 8, 8], not [10, 4, 1, 1]", "use less padding" },
        { "padding beyond all bounds", () => X.AveragePool(2, padding: int.MaxValue),
            "AveragePool: with a padding of 2147483647, 7 × 9 elements become 4294967301 × 4294967303",
            "pad less: an axis has at most 2147483647 elements" },
        { "an image of columns", () => Columns.Col2Im((7, 8)),
            "windows of 3 × 3 over images of 7 × 8 make [10, 3, 3, 3, 5, 6], not [10, 3, 3, 3, 5, 7]",
            "images of 7 × 9 give that many windows" },
        { "an image of columns with padding", () => Columns.Col2Im((7, 9), padding: 1),
            "windows of 3 × 3, padding 1 over images of 7 × 9 make [10, 3, 3, 3, 7, 9], not [10, 3, 3, 3, 5, 7]",
            "images of 5 × 7 give that many windows" },
        { "other columns", () => Expr.Apply(new Col2Im(new(2, 1, 0, 1), (7, 9)), Columns),
            "windows of 2 × 2 over images of 7 × 9 make [10, 3, 2, 2, 6, 8]", "give the size of the windows" },
        { "padding of a view", () => Expr.Apply(new Im2Col(new(3, 1, 1, 1)), X),
            "Im2Col: a view has no padding, and the windows have 1", "use the function Im2Col" },
        { "padding of a view's transpose", () => Expr.Apply(new Col2Im(new(3, 1, 1, 1), (5, 7)), Columns),
            "Col2Im: a view has no padding, and the windows have 1", "use the function Col2Im" },
        { "other windows than filters", () => Expr.Apply(new Convolution(new(3, 1, 0, 1), 1), X, W(4, 3, 5, 5)),
            "Convolution: the filters are 5 × 5, the windows 3 × 3", "use the function Convolution" },
        { "results of other images",
            () => Expr.Apply(new ConvolutionFilterGradient(new(3, 1, 0, 1), 1), Variable("x", [9, 3, 7, 9]), Y),
            "windows of 3 × 3 over images of 7 × 9 make [9, 4, 5, 7], not [10, 4, 5, 7]",
            "must belong to one convolution" },
        { "results of other places", () => Expr.Apply(new ConvolutionFilterGradient(new(3, 1, 0, 1), 1), X, Variable(
            "y", [10, 4, 7, 9])), "make [10, 4, 5, 7], not [10, 4, 7, 9]", "images of 9 × 11 give that many windows" },
        { "rows for results",
            () => Expr.Apply(new ConvolutionFilterGradient(new(3, 1, 0, 1), 1), X, Variable("y", [10, 4])),
            "ConvolutionFilterGradient: [10, 4] is not the results of a convolution", "reshape" },
        { "rows for images",
            () => Expr.Apply(new ConvolutionFilterGradient(new(3, 1, 0, 1), 1), Variable("x", [10, 4]), Y),
            "ConvolutionFilterGradient: [10, 4] is not images", "reshape" },
        { "groups of weights", () => Expr.Apply(new ConvolutionFilterGradient(new(3, 1, 0, 1), 2), X, Y),
            "ConvolutionFilterGradient: 3 channels do not fall into 2 groups", "divides 3 channels and 4 filters" },
        { "tangents", () => Expr.Apply(new MaxPoolTangent(new(2, 2, 0, 1)), X, Y),
            "MaxPoolTangent: the tangents [10, 4, 5, 7] are not of the shape [10, 3, 7, 9]",
            "give each element of the images a tangent" },
        { "cotangents", () => Expr.Apply(new MaxPoolCotangent(new(2, 2, 0, 1)), X, Y),
            "MaxPoolCotangent: the cotangents [10, 4, 5, 7] are not of the shape [10, 3, 3, 4]",
            "give each window a cotangent" },
        { "a scalar", () => Variable("s").Flatten(), "Flatten: a scalar has no examples", "give it an axis" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_message_shows_why_and_what_would_fit(string what, Func<Expr> expression, string reason, string fix)
    {
        var message = Assert.Throws<ShapeException>(expression).Message;
        var (why, how) = (message[..message.IndexOf("\n  fix: ", StringComparison.Ordinal)],
            message[message.IndexOf("\n  fix: ", StringComparison.Ordinal)..]);
        Assert.True(why.Contains(reason, StringComparison.Ordinal), $"{what}: «{reason}» is not in\n{message}");
        Assert.True(how.Contains(fix, StringComparison.Ordinal), $"{what}: «{fix}» is not the fix of\n{message}");
        Assert.DoesNotContain("Reshape(song", message, StringComparison.Ordinal);
    }

    [Law(MaxTest = 200)]
    public void A_window_fits_as_often_as_arithmetic_says_and_the_padding_that_an_error_advises_is_the_least_that_helps(
        byte height, byte size, byte stride, byte padding, byte dilation)
    {
        var (h, f, s, p, d) = (1 + (height % 9), 1 + (size % 6), 1 + (stride % 4), padding % 3, 1 + (dilation % 3));
        var (x, windows) = (Variable("x", [1, 1, h, 1]), new ConvolutionGeometry((f, 1), (s, 1), (p, 0), (d, 1)));
        var places = WindowCases.Places(windows, (h, 1)).Height;
        Expr Shown(int around) => x.Im2Col((f, 1), (s, 1), (around, 0), (d, 1));
        if (places > 0)
        {
            Assert.Equal(places, Shown(p).Shape[4]);
            return;
        }

        var message = Assert.Throws<ShapeException>(() => Shown(p)).Message;
        Assert.Contains($"({h} + 2·{p} − ", message, StringComparison.Ordinal);
        Assert.Contains($" / {s} + 1 = {Math.Floor(((h + (2 * p) - (d * (f - 1)) - 1) / (double)s) + 1)}", message,
            StringComparison.Ordinal);
        var advised = Enumerable.Range(p, 20)
            .First(around => WindowCases.Places(windows with { Padding = (around, 0) }, (h, 1)).Height > 0);
        Assert.EndsWith($"a padding of {advised} or more", message, StringComparison.Ordinal);
        Assert.NotEqual(0, Shown(advised).Shape[4]);
    }

    private static Expr W(params int[] shape) => Variable("w", Shape.Of(shape));
}
