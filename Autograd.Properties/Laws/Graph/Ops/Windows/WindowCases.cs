using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;

namespace Autograd.Properties.Graph.Ops;

/// <summary>
/// Windows over small images, as the cases of convolution and pooling draw them, and where they lie, by counting.
/// </summary>
internal static class WindowCases
{
    /// <summary>What one axis of an image and its windows have.</summary>
    private sealed record Axis(int Length, int Size, int Stride, int Padding, int Dilation);

    /// <summary>How many images or channels there are: none, now and then.</summary>
    public static Gen<int> Count { get; } =
        Gen.Frequency((1, Gen.Constant(0)), (5, Gen.Constant(1)), (4, Gen.Constant(2)), (2, Gen.Constant(3)));

    /// <summary>
    /// Windows with an image under them, each axis its own: of one element, as large as the padded image, on nothing
    /// but padding, with a remainder, with gaps, overlapping.
    /// </summary>
    public static Gen<(ConvolutionGeometry Windows, Size2D Image)> Any { get; } =
        from two in Gen.Frequency((4, Pairs), (4, Axes.Select(axis => (axis, axis))), (1, Exchangeable))
        let h = two.Item1
        let w = two.Item2
        select (new ConvolutionGeometry(
            (h.Size, w.Size), (h.Stride, w.Stride), (h.Padding, w.Padding), (h.Dilation, w.Dilation)),
            new Size2D(h.Length, w.Length));

    private static Gen<(Axis, Axis)> Pairs => from h in Axes from w in Axes select (h, w);

    // Two windows on four elements in two ways: who takes one axis for the other is not told by shapes.
    private static Gen<(Axis, Axis)> Exchangeable
    {
        get
        {
            Axis spread = new(4, 2, 1, 0, 2), tiled = new(4, 2, 2, 0, 1), far = new(4, 3, 3, 1, 1),
            near = new(4, 3, 1, 0, 1);
            return Gen.Elements((spread, tiled), (tiled, spread), (far, near), (near, far));
        }
    }

    private static Gen<Axis> Axes =>
        from length in Gen.Frequency(
            (1, Gen.Constant(0)), (4, Gen.Constant(1)), (20, Gen.Choose(2, 5)), (4, Gen.Constant(6)))
        from padding in Gen.Choose(length == 0 ? 1 : 0, 2)
        from dilation in Gen.Elements(1, 1, 2)
        let most = 1 + ((length + (2 * padding) - 1) / dilation)
        from size in Gen.Frequency((4, Gen.Choose(1, Math.Min(3, most))), (1, Gen.Constant(most)))
        from stride in Gen.Choose(1, 3)
        select new Axis(length, size, stride, padding, dilation);

    /// <summary>How many windows lie on an image, by trying one after another.</summary>
    public static Size2D Places(ConvolutionGeometry windows, Size2D image) => (
        Places(image.Height, windows.Size.Height, windows.Stride.Height, windows.Padding.Height,
            windows.Dilation.Height),
        Places(image.Width, windows.Size.Width, windows.Stride.Width, windows.Padding.Width, windows.Dilation.Width));

    /// <summary>Row and column of the image under an element of the window at a place, which may lie outside.</summary>
    public static (int Row, int Column) Under(
        ConvolutionGeometry windows, int down, int across, int row, int column) => (
        (down * windows.Stride.Height) + (row * windows.Dilation.Height) - windows.Padding.Height,
        (across * windows.Stride.Width) + (column * windows.Dilation.Width) - windows.Padding.Width);

    /// <summary>Sums of terms, each at its place; 0 where there is none.</summary>
    public static Tensor<double> Sums<T>(Shape shape, IEnumerable<T> terms, Func<T, int[]> place, Func<T, double> term)
    {
        var at = terms.ToLookup(each => string.Join(',', place(each)), term);
        return Naive.Of(shape, to => at[string.Join(',', to)].Sum());
    }

    private static int Places(int length, int size, int stride, int padding, int dilation)
    {
        var count = 0;
        for (var first = -padding; first + ((size - 1) * dilation) < length + padding; first += stride) count++;
        return count;
    }
}
