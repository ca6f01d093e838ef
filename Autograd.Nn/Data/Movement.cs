using Autograd.Graph.Numerics;

namespace Autograd.Nn.Data;

/// <summary>
/// A small movement of an image: turned about its middle, then shifted. What comes in from outside is 0.
/// </summary>
/// <remarks>
/// This type is an immutable value type. The same movement of the same image has the same bits on every machine.
/// </remarks>
/// <param name="Down">Pixels downwards; upwards where it is negative.</param>
/// <param name="Right">Pixels to the right; to the left where it is negative.</param>
/// <param name="Degrees">How far it is turned, clockwise.</param>
public readonly record struct Movement(int Down, int Right, double Degrees)
{
    private const float White = 255;

    /// <summary>
    /// Writes the moved image as numbers from 0 to 1: bilinear between pixels; exact where nothing is turned.
    /// </summary>
    /// <param name="image">The pixels row by row, a multiple of the area: each channel is moved alike.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="destination">Room for the same number of elements.</param>
    /// <exception cref="ArgumentException">The pixels are no images of this height and width, or there is too little
    /// room.</exception>
    public void Apply(ReadOnlySpan<byte> image, int height, int width, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(height);
        ArgumentOutOfRangeException.ThrowIfNegative(width);
        var area = checked(height * width);
        if (area == 0 ? !image.IsEmpty : image.Length % area != 0)
        {
            throw new ArgumentException($"{image.Length} pixels are no images of {height} × {width}.", nameof(image));
        }

        if (destination.Length < image.Length)
        {
            throw new ArgumentException($"The image has {image.Length} pixels, but there is room for "
                + $"{destination.Length}.", nameof(destination));
        }

        for (var start = 0; start < image.Length; start += area)
        {
            Move(image.Slice(start, area), height, width, destination.Slice(start, area));
        }
    }

    // From each place of the result back to where it comes from.
    private void Move(ReadOnlySpan<byte> image, int height, int width, Span<float> destination)
    {
        var angle = Degrees * (Math.PI / 180);
        var (sin, cos) = (Real<double>.Sin(angle), Real<double>.Cos(angle));
        var (middleRow, middleColumn) = ((height - 1) / 2.0, (width - 1) / 2.0);
        for (var row = 0; row < height; row++)
        {
            var y = row - Down - middleRow;
            for (var column = 0; column < width; column++)
            {
                var x = column - Right - middleColumn;
                var pixel = Between(
                    image, height, width, (y * cos) - (x * sin) + middleRow, (x * cos) + (y * sin) + middleColumn);
                destination[(row * width) + column] = (float)pixel / White;
            }
        }
    }

    private static double Between(ReadOnlySpan<byte> image, int height, int width, double row, double column)
    {
        // Far outside, where a number may not even be an int; and NaN.
        if (!(row > -1 && row < height && column > -1 && column < width)) return 0;
        var (top, left) = ((int)Math.Floor(row), (int)Math.Floor(column));
        var (below, right) = (row - top, column - left);
        return ((1 - below)
            * (((1 - right) * At(image, height, width, top, left)) + (right * At(image, height, width, top, left + 1))))
            + (below * (((1 - right) * At(image, height, width, top + 1, left))
                + (right * At(image, height, width, top + 1, left + 1))));
    }

    private static double At(ReadOnlySpan<byte> image, int height, int width, int row, int column) =>
        (uint)row < (uint)height && (uint)column < (uint)width ? image[(row * width) + column] : 0;
}
