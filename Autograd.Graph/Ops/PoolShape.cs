using System.Collections.Immutable;

namespace Autograd.Graph.Ops;

/// <summary>
/// The lengths behind pooling, and which elements of an image each window shows; what lies around the image does not
/// count.
/// </summary>
/// <param name="Windows">How the windows lie on an image.</param>
/// <param name="Planes">Images times channels.</param>
/// <param name="Image">Height and width of an image.</param>
/// <param name="Places">Rows and columns of windows.</param>
internal sealed record PoolShape(Windows Windows, int Planes, Sides Image, Sides Places)
{
    /// <summary>All windows.</summary>
    public int Count => Planes * Places.Area;

    /// <summary>The lengths for images [n, c, h, w]: the first input, unless they are given.</summary>
    /// <exception cref="ShapeException">They do not fit.</exception>
    public static PoolShape Of(string name, ImmutableArray<Expr> inputs, Windows windows, Shape? images = null)
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
    public Shape Results(Shape x) => Shape.Of(x[0], x[1], Places.Height, Places.Width);

    /// <summary>The places in the images of what a window shows, row by row.</summary>
    public IEnumerable<int> Elements(int window)
    {
        var (plane, place) = (window / Places.Area, window % Places.Area);
        for (var element = 0; element < Windows.Size.Area; element++)
        {
            var row = Windows.Row(place / Places.Width, element / Windows.Size.Width);
            var column = Windows.Column(place % Places.Width, element % Windows.Size.Width);
            if ((uint)row < (uint)Image.Height && (uint)column < (uint)Image.Width)
            {
                yield return (plane * Image.Area) + (row * Image.Width) + column;
            }
        }
    }
}
