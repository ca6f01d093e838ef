using Autograd.Graph;
using static Autograd.Properties.Oracle.TorchConvention;

namespace Autograd.Properties.Oracle;

/// <summary>
/// Windows on images: what both call a convolution and a pool, and who gets the gradient where several are largest.
/// </summary>
internal static class ImageConventions
{
    private const double NaN = double.NaN;

    // 4 × 4 by 3 × 3, from the notes to chapter 7 of the book.
    private static readonly double[] Image = [1, 2, 3, 0, 0, 1, 2, 3, 3, 0, 1, 2, 2, 3, 0, 1];
    private static readonly double[] Filter = [2, 0, 1, 0, 1, 2, 1, 0, 2];

    public static TorchConvention[] All =>
    [
        Agrees(
            "convolutions",
            At(Both(Image, Filter), "F.conv2d(x.reshape(1, 1, 4, 4), y.reshape(1, 1, 3, 3))",
                (x, y) => x.Reshape(1, 1, 4, 4).Convolution(y.Reshape(1, 1, 3, 3))),
            At(Both(Image, Filter), "F.conv2d(x.reshape(1, 1, 4, 4), y.reshape(1, 1, 3, 3), padding=1)",
                (x, y) => x.Reshape(1, 1, 4, 4).Convolution(y.Reshape(1, 1, 3, 3), padding: 1)),
            At(Both(Image, Filter), "F.conv2d(x.reshape(2, 1, 2, 4), y.reshape(1, 1, 3, 3), None, (2, 3), (1, 2))",
                (x, y) => x.Reshape(2, 1, 2, 4).Convolution(y.Reshape(1, 1, 3, 3), (2, 3), (1, 2))),
            At(Both(Image, Filter), "F.conv2d(x.reshape(1, 1, 4, 4), y.reshape(1, 1, 3, 3), None, 1, 1, 2)",
                (x, y) => x.Reshape(1, 1, 4, 4).Convolution(y.Reshape(1, 1, 3, 3), padding: 1, dilation: 2)),
            At(Both(Image, Filter[..8]), "F.conv2d(x.reshape(1, 2, 2, 4), y.reshape(4, 1, 1, 2), groups=2)",
                (x, y) => x.Reshape(1, 2, 2, 4).Convolution(y.Reshape(4, 1, 1, 2), groups: 2)),
            At(Both(Image, Filter), "F.conv1d(x.reshape(2, 1, 8), y.reshape(3, 1, 3), None, 2, 1)",
                (x, y) => x.Reshape(2, 1, 8).Convolution(y.Reshape(3, 1, 3), 2, 1)),
            At(Both(Image, Filter), "F.conv_transpose2d(x.reshape(1, 1, 4, 4), y.reshape(1, 1, 3, 3), None, 2, 1)",
                (x, y) => x.Reshape(1, 1, 4, 4).TransposedConvolution(y.Reshape(1, 1, 3, 3), 2, 1)),
            At(Both(Image, Filter), "F.conv_transpose2d(x.reshape(1, 1, 4, 4), y.reshape(1, 1, 3, 3), None, 2, 1, 1)",
                (x, y) => x.Reshape(1, 1, 4, 4).TransposedConvolution(y.Reshape(1, 1, 3, 3), 2, 1, image: 8))),
        Agrees(
            "pools",
            At(Vectors([1, -2, 3, 0, 4, 7, 5, 6]), "F.max_pool2d(x.reshape(1, 1, 2, 4), 2)",
                x => x.Reshape(1, 1, 2, 4).MaxPool(2)),
            At(Vectors([-1, -2, -3, -4, -5, -6, -7, -8]), "F.max_pool2d(x.reshape(1, 1, 2, 4), 2, 1, 1)",
                x => x.Reshape(1, 1, 2, 4).MaxPool(2, 1, 1)),
            At(Vectors([1, -2, 3, 0, 4, 7, 5, 6]), "F.max_pool1d(x.reshape(1, 2, 4), 3)",
                x => x.Reshape(1, 2, 4).MaxPool(length: 3)),
            At(Vectors([1, -2, 3, 0, 4, 7, 5, 6]), "F.avg_pool2d(x.reshape(1, 1, 2, 4), (1, 3))",
                x => x.Reshape(1, 1, 2, 4).AveragePool((1, 3))),
            At(Vectors([1, -2, 3, 0, 4, 7, 5, 6]), "F.avg_pool2d(x.reshape(1, 1, 2, 4), 2, 1, 1)",
                x => x.Reshape(1, 1, 2, 4).AveragePool(2, 1, 1)),
            At(Vectors([0, 4, 1, 9]), "F.max_pool2d(torch.sqrt(x).reshape(1, 1, 2, 2), 2)",
                x => x.Sqrt().Reshape(1, 1, 2, 2).MaxPool(2))),
        Differs(
            "ties in a window",
            "as along an axis, equal elements get equal parts in ours; PyTorch's `max_pool2d` gives all to the first",
            At(Vectors([5, 5, 1, 2, 5, 0, 3, 3]), "F.max_pool2d(x.reshape(1, 1, 2, 4), 2)",
                x => x.Reshape(1, 1, 2, 4).MaxPool(2))),
        Differs(
            "a pool at NaN",
            "as for `Max`: no element equals a NaN, so none gets anything; the values are NaN in both",
            At(Vectors([1, NaN, 3, 2]), "F.max_pool2d(x.reshape(1, 1, 2, 2), 2)",
                x => x.Reshape(1, 1, 2, 2).MaxPool(2))),
    ];

    private static (Tensor<double>, Tensor<double>)[] Both(double[] x, double[] y) =>
        [(Tensor.Vector<double>(x), Tensor.Vector<double>(y))];
}
