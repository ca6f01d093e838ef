using Autograd.Graph;
using Autograd.Properties.Graph.Ops;
using Autograd.Properties.Shared;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>
/// Windows on some images: how they lie, and seeds of numbers for the images and for filters. Channels and filters are
/// those of a group.
/// </summary>
public sealed record Windowed(
    int Images, int Groups, int Channels, int Filters, Size2D Image, Autograd.Graph.Ops.ConvolutionGeometry Windows,
    int Seed)
{
    public Tensor<double> X => Directions.Random([Images, Channels, Image.Height, Image.Width], Seed);

    public Tensor<double> W =>
        Directions.Random([Filters, Channels, Windows.Size.Height, Windows.Size.Width], Seed + 1);

    /// <summary>Images of all groups.</summary>
    public Tensor<double> GroupedX => Directions.Random([Images, Groups * Channels, Image.Height, Image.Width], Seed);

    /// <summary>The filters of all groups.</summary>
    public Tensor<double> GroupedW =>
        Directions.Random([Groups * Filters, Channels, Windows.Size.Height, Windows.Size.Width], Seed + 1);

    /// <summary>A sequence that the first row of windows lies on.</summary>
    public Tensor<double> Sequence => Directions.Random([Images, Channels, Image.Width], Seed);

    /// <summary>Such a sequence of all groups.</summary>
    public Tensor<double> GroupedSequence => Directions.Random([Images, Groups * Channels, Image.Width], Seed);
}

public static class WindowedArbitraries
{
    public static Arbitrary<Windowed> Windowed() => Arb.From(
        from laid in WindowCases.Any.Where(
            laid => laid is { Windows.Size.Area: <= 12, Image: { Height: > 0, Width: > 0 } })
        from images in WindowCases.Count
        from groups in Gen.Elements(1, 1, 2, 3)
        from channels in WindowCases.Count
        from filters in WindowCases.Count
        from seed in Gen.Choose(0, 9999)
        select new Windowed(images, groups, channels, filters, laid.Image, laid.Windows, seed));
}

/// <summary>The functions of windows on images against plain loops and against each other.</summary>
[Laws(Arbitrary = [typeof(WindowedArbitraries)], MaxTest = 60)]
public sealed class WindowFunctionLaws
{
    [Law]
    public void A_convolution_is_the_product_of_what_windows_show_with_the_filters_as_a_matrix(Windowed on)
    {
        var columns = Shown(on);
        var (n, down, across) = (columns.Shape[0], columns.Shape[4], columns.Shape[5]);
        var taps = on.Channels * on.Windows.Size.Area;
        var rows = columns.Permute(0, 4, 5, 1, 2, 3).Reshape(Shape.Of(n * down * across, taps));
        var product = rows.Dot(((Expr)on.W).Reshape(Shape.Of(on.Filters, taps)).Transpose());
        var expected = product.Reshape(Shape.Of(n, down, across, on.Filters)).Permute(0, 3, 1, 2);
        Close.Tensors("convolution", expected.Evaluate<double>(), Convolved(on, on.X).Evaluate<double>(), 1e-14);
    }

    [Law]
    public void A_convolution_with_filters_of_one_element_is_a_product_of_matrices_at_each_place(Windowed on)
    {
        var w = Directions.Random([on.Filters, on.Channels, 1, 1], on.Seed + 1);
        var pixels = ((Expr)on.X).Permute(0, 2, 3, 1).Reshape(Shape.Of(on.Images * on.Image.Area, on.Channels));
        var product = pixels.Dot(((Expr)w).Reshape(Shape.Of(on.Filters, on.Channels)).Transpose());
        var expected =
            product.Reshape(Shape.Of(on.Images, on.Image.Height, on.Image.Width, on.Filters)).Permute(0, 3, 1, 2);
        Close.Tensors(
            "convolution", expected.Evaluate<double>(), ((Expr)on.X).Convolution(w).Evaluate<double>(), 1e-14);
    }

    [Law]
    public void What_windows_show_and_its_transpose_are_adjoint_with_padding_too(Windowed on)
    {
        var shown = Shown(on);
        var u = Directions.Random(shown.Shape, on.Seed + 2);
        var back =
            ((Expr)u).Col2Im(on.Image, on.Windows.Stride, on.Windows.Padding, on.Windows.Dilation).Evaluate<double>();
        Assert.Equal(on.X.Shape, back.Shape);
        Close.Numbers("⟨Im2Col x, u⟩ = ⟨x, Col2Im u⟩", Directions.Inner([shown.Evaluate<double>()], [u]),
            Directions.Inner([on.X], [back]), 1e-12, Directions.InnerScale([on.X], [back]));
    }

    [Law]
    public void A_convolution_and_its_transpose_are_adjoint_and_the_smallest_image_is_the_usual_one(Windowed on)
    {
        var (x, w) = (on.GroupedX, (Expr)on.GroupedW);
        var y = ((Expr)x).Convolution(w, on.Windows.Stride, on.Windows.Padding, on.Windows.Dilation, on.Groups);
        var u = Directions.Random(y.Shape, on.Seed + 2);
        var back = ((Expr)u).TransposedConvolution(
            w, on.Windows.Stride, on.Windows.Padding, on.Windows.Dilation, on.Groups, on.Image).Evaluate<double>();
        Assert.Equal(x.Shape, back.Shape);
        Close.Numbers("⟨x ∗ w, u⟩ = ⟨x, w ∗ᵀ u⟩", Directions.Inner([y.Evaluate<double>()], [u]),
            Directions.Inner([x], [back]), 1e-12, Directions.InnerScale([x], [back]));

        var large = on.Windows with { Padding = 0 };
        var image = large.Under((y.Shape[2], y.Shape[3]));
        var usual = ((Expr)u).TransposedConvolution(w, large.Stride, 0, large.Dilation, on.Groups);
        Assert.Equal([on.Images, on.Groups * on.Channels, image.Height, image.Width], usual.Shape);
        Assert.Equal((y.Shape[2], y.Shape[3]), large.Over(image));
        Assert.NotEqual((Size2D)(y.Shape[2], y.Shape[3]), large.Over((image.Height - 1, image.Width)));
    }

    [Law]
    public void An_average_is_the_mean_of_a_window_in_which_padding_counts_as_zeros(Windowed on)
    {
        var windows = on.Windows with { Dilation = 1 };
        var (places, x) = (WindowCases.Places(windows, on.Image), on.X);
        var expected = Naive.Of([on.Images, on.Channels, places.Height, places.Width],
            at => Naive.Indices([windows.Size.Height, windows.Size.Width]).Average(element =>
        {
            var (row, column) = WindowCases.Under(windows, at[2], at[3], element[0], element[1]);
            return row < 0 || row >= on.Image.Height || column < 0 || column >= on.Image.Width ? 0
                : x[at[0], at[1], row, column];
        }));
        Close.Tensors("mean", expected,
            ((Expr)x).AveragePool(windows.Size, windows.Stride, windows.Padding).Evaluate<double>(), 1e-14);
    }

    [Law]
    public void A_convolution_of_sequences_is_the_plain_loop(Windowed on)
    {
        var (length, size, stride, padding, dilation) = (on.Image.Width, on.Windows.Size.Width,
            on.Windows.Stride.Width, on.Windows.Padding.Width, on.Windows.Dilation.Width);
        var (x, w) = (on.GroupedSequence, Directions.Random([on.Groups * on.Filters, on.Channels, size], on.Seed + 1));
        double Padded(int n, int c, int i) => i < 0 || i >= length ? 0 : x[n, c, i];
        var places = WindowCases.Places(on.Windows, on.Image).Width;
        var expected = Naive.Of([on.Images, on.Groups * on.Filters, places], at => Naive.Indices([on.Channels, size])
            .Sum(tap => Padded(at[0], (at[1] / on.Filters * on.Channels) + tap[0],
                (at[2] * stride) + (tap[1] * dilation) - padding) * w[at[1], tap[0], tap[1]]));
        Close.Tensors("convolution", expected,
            ((Expr)x).Convolution(w, stride, padding, dilation, on.Groups).Evaluate<double>(), 1e-14);
    }

    [Law]
    public void A_function_of_sequences_is_that_of_images_of_one_row(Windowed on)
    {
        var (stride, padding, dilation) =
            (on.Windows.Stride.Width, on.Windows.Padding.Width, on.Windows.Dilation.Width);
        var (x, w) = (Variable("x", on.GroupedSequence.Shape),
            Variable("w", [on.Groups * on.Filters, on.Channels, on.Windows.Size.Width]));
        static Expr AsImages(Expr x) => x.Reshape(Shape.Of(x.Shape[0], x.Shape[1], 1, x.Shape[2]));
        static Expr AsSequences(Expr x) => x.Reshape(Shape.Of(x.Shape[0], x.Shape[1], x.Shape[3]));
        var y = x.Convolution(w, stride, padding, dilation, on.Groups);
        var shown = x.Im2Col(length: w.Shape[2], stride: stride, padding: padding, dilation: dilation);
        Assert.Same(
            AsImages(x).Im2Col((1, w.Shape[2]), (1, stride), (0, padding), (1, dilation)).Reshape(shown.Shape), shown);
        var u = Variable("u", shown.Shape);
        var columns = u.Reshape(Shape.Of(shown.Shape[0], shown.Shape[1], 1, shown.Shape[2], 1, shown.Shape[3]));
        Assert.Same(AsSequences(columns.Col2Im((1, on.Image.Width), (1, stride), (0, padding), (1, dilation))),
            u.Col2Im(on.Image.Width, stride, padding, dilation));
        Assert.Same(
            AsSequences(AsImages(x).Convolution(AsImages(w), (1, stride), (0, padding), (1, dilation), on.Groups)), y);
        Assert.Same(
            AsSequences(AsImages(y).TransposedConvolution(
                AsImages(w), (1, stride), (0, padding), (1, dilation), on.Groups, (1, on.Image.Width))),
            y.TransposedConvolution(w, stride, padding, dilation, on.Groups, on.Image.Width));
        var (size, fitting) = (on.Windows.Size.Width, Math.Min(padding, on.Windows.Size.Width / 2));
        if (size <= on.Image.Width)
        {
            Assert.Same(AsSequences(AsImages(x).MaxPool((1, size), (1, stride), (0, fitting))),
                x.MaxPool(length: size, stride: stride, padding: fitting));
        }

        if (size <= on.Image.Width)
        {
            Assert.Same(AsSequences(AsImages(x).AveragePool((1, size), (1, stride), (0, padding))),
                x.AveragePool(length: size, stride: stride, padding: padding));
        }
    }

    [Law]
    public void A_convolution_of_sequences_is_the_product_of_what_windows_show_with_the_filters_as_a_matrix(Windowed on)
    {
        var (stride, padding, dilation) =
            (on.Windows.Stride.Width, on.Windows.Padding.Width, on.Windows.Dilation.Width);
        var w = (Expr)Directions.Random([on.Filters, on.Channels, on.Windows.Size.Width], on.Seed + 1);
        var shown =
            ((Expr)on.Sequence).Im2Col(length: w.Shape[2], stride: stride, padding: padding, dilation: dilation);
        Shape taps = [on.Channels * w.Shape[2], shown.Shape[3]];
        var product = w.Reshape(on.Filters, taps[0]).Dot(shown.Reshape(on.Images, taps[0], taps[1]));
        Close.Tensors("convolution", product.Evaluate<double>(),
            ((Expr)on.Sequence).Convolution(w, stride, padding, dilation).Evaluate<double>(), 1e-14);
    }

    [Law]
    public void Pools_tile_the_image_unless_a_stride_is_given(Windowed on)
    {
        var (x, size) = (Variable("x", on.X.Shape), (Size2D)(
            Math.Min(on.Windows.Size.Height, on.Image.Height), Math.Min(on.Windows.Size.Width, on.Image.Width)));
        Assert.Same(x.MaxPool(size, size), x.MaxPool(size));
        Assert.Same(x.AveragePool(size, size), x.AveragePool(size));
        Assert.Equal([on.Images, on.Channels, on.Image.Height / size.Height, on.Image.Width / size.Width],
            x.MaxPool(size).Shape);
        var (sequences, length) = (Variable("sequences", on.Sequence.Shape), size.Width);
        Assert.Same(sequences.MaxPool(length: length, stride: length), sequences.MaxPool(length: length));
        Assert.Same(sequences.AveragePool(length: length, stride: length), sequences.AveragePool(length: length));
        Assert.Equal([on.Images, on.Channels, on.Image.Width / length], sequences.MaxPool(length: length).Shape);
    }

    [Law]
    public void Groups_are_convolutions_of_their_own_side_by_side(Windowed on)
    {
        var x = ((Expr)on.X, (Expr)Directions.Random(on.X.Shape, on.Seed + 3));
        var w = ((Expr)on.W, (Expr)Directions.Random(on.W.Shape, on.Seed + 4));
        var together = new[] { x.Item1, x.Item2 }.Concatenate(1).Convolution(new[] { w.Item1, w.Item2 }.Concatenate(0),
            on.Windows.Stride, on.Windows.Padding, on.Windows.Dilation, groups: 2);
        Expr Alone(Expr images, Expr filters) =>
            images.Convolution(filters, on.Windows.Stride, on.Windows.Padding, on.Windows.Dilation);
        Assert.Equal(new[] { Alone(x.Item1, w.Item1), Alone(x.Item2, w.Item2) }.Concatenate(1).Evaluate<double>(),
            together.Evaluate<double>());
    }

    [Law]
    public void Flattening_gives_each_example_a_row(Windowed on)
    {
        Assert.Equal([on.Images, on.Channels * on.Image.Area], ((Expr)on.X).Flatten().Shape);
        Assert.Equal(on.X.Elements.AsEnumerable(), ((Expr)on.X).Flatten().Evaluate<double>().Elements);
        Assert.Equal([5, 1], Variable("labels", [5]).Flatten().Shape);
    }

    private static Expr Shown(Windowed on) =>
        ((Expr)on.X).Im2Col(on.Windows.Size, on.Windows.Stride, on.Windows.Padding, on.Windows.Dilation);

    private static Expr Convolved(Windowed on, Expr x) =>
        x.Convolution(on.W, on.Windows.Stride, on.Windows.Padding, on.Windows.Dilation);
}
