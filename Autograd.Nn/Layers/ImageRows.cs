using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Images that come as rows of pixels.</summary>
internal static class ImageRows
{
    /// <summary>Rows [n, pixels] as images [n, channels, height, width].</summary>
    /// <param name="x">The rows.</param>
    /// <param name="image">Channels, height and width.</param>
    /// <exception cref="ShapeException">The rows are not as long as an image has pixels.</exception>
    public static Expr AsImages(this Expr x, Shape image)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Shape.Rank == 2 && x.Shape[1] == image.Size
            ? x.Reshape(Shape.Of([x.Shape[0], .. image]))
            : throw new ShapeException($"The network takes rows [n, {image.Size}], images of "
                + $"{string.Join(" × ", image)} (channels, height, width), not {x.Type}; create it with the shape of "
                + $"your images.");
    }

    /// <summary>The shape itself, if it is one of images.</summary>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static Shape Checked(Shape image) => image.Rank == 3
        ? image
        : throw new ArgumentException(
            $"An image has channels, height and width, e.g. [1, 28, 28], and not the shape {image}.", nameof(image));
}
