using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>Images [n, channels, height, width] with windows on them.</summary>
internal static class Images
{
    /// <summary>Windows with the usual values for what is not given.</summary>
    public static ConvolutionGeometry WindowsOf(Size2D size, Size2D? stride, Size2D? padding, Size2D? dilation) =>
        new(size, stride ?? 1, padding ?? 0, dilation ?? 1);

    /// <summary>The windows of images with zeros around them: [n, c, fh, fw, oh, ow].</summary>
    /// <param name="x">The images.</param>
    /// <param name="windows">How the windows lie on them.</param>
    /// <param name="name">The operation in errors.</param>
    /// <param name="given">What the images were made of, as errors show it.</param>
    public static Expr Windows(Expr x, ConvolutionGeometry windows, string name, Expr given) =>
        Refusals.Named(name, [given], () =>
    {
        if (x.Shape.Rank != 4) throw WindowErrors.NotImages(name, [given], x.Shape);
        windows.Fitted(name, [given], (x.Shape[2], x.Shape[3]));
        var padded = windows.Padding == 0 ? x : x.Pad(-2, windows.Padding.Height, windows.Padding.Height)
            .Pad(-1, windows.Padding.Width, windows.Padding.Width);
        return Expr.Apply(new Im2Col(windows with { Padding = 0 }), padded);
    });
}
