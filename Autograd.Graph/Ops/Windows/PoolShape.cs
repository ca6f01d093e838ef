using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// The shapes of pooling, and which elements of an image each window shows; what lies around the image does not
/// count.
/// </summary>
/// <param name="Geometry">How the windows lie on an image.</param>
/// <param name="Planes">Images times channels.</param>
/// <param name="Image">Height and width of an image.</param>
/// <param name="Output">Rows and columns of windows.</param>
internal sealed record PoolShape(ConvolutionGeometry Geometry, int Planes, Size2D Image, Size2D Output)
{
    /// <summary>All windows.</summary>
    public int Count => Planes * Output.Area;

    /// <summary>The shapes for images [n, c, h, w], by default the first input.</summary>
    /// <exception cref="ShapeException">They do not fit.</exception>
    public static PoolShape Of(
        string name, ImmutableArray<Expr> inputs, ConvolutionGeometry windows, Shape? images = null)
    {
        var x = images ?? inputs[0].Shape;
        if (x.Rank != 4) throw WindowErrors.NotImages(name, inputs, x);
        var places = windows.Fitted(name, inputs, (x[2], x[3]));
        if (windows.Padding.Height > windows.Span.Height / 2 || windows.Padding.Width > windows.Span.Width / 2)
        {
            throw WindowErrors.WhollyInPadding(name, inputs, windows);
        }

        return new(windows, x[0] * x[1], (x[2], x[3]), places);
    }

    /// <summary>The shape of the results of windows over images of a shape.</summary>
    public Shape Results(Shape x) => Shape.Of(x[0], x[1], Output.Height, Output.Width);

    /// <summary>The positions in the images of the elements of a window, row by row.</summary>
    public IEnumerable<int> Elements(int window)
    {
        var (plane, place) = (window / Output.Area, window % Output.Area);
        for (var element = 0; element < Geometry.Size.Area; element++)
        {
            var row = Geometry.Row(place / Output.Width, element / Geometry.Size.Width);
            var column = Geometry.Column(place % Output.Width, element % Geometry.Size.Width);
            if ((uint)row < (uint)Image.Height && (uint)column < (uint)Image.Width)
            {
                yield return (plane * Image.Area) + (row * Image.Width) + column;
            }
        }
    }
}
