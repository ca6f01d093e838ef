using System.Runtime.CompilerServices;
using Autograd.Graph;

namespace Autograd.Nn.Data;

/// <summary>
/// Random movements of images, so that a network sees each example a little differently in every epoch
/// (<i>Deep Learning from Scratch</i>, section 8.1.2: data augmentation).
/// </summary>
/// <param name="Shift">The most whole pixels that an image is shifted by along each side, either way.</param>
/// <param name="Degrees">The most that it is turned by, either way.</param>
/// <example><code>
/// var batches = data.ShuffledBatches(100, forOrder).Augmented(new Augmentation(Shift: 2, Degrees: 10), forMovements);
/// </code></example>
public sealed record Augmentation(int Shift, double Degrees)
{
    // Words of a key that each image has for itself.
    private const int Draws = 3;

    /// <summary>The most whole pixels that an image is shifted by along each side, either way.</summary>
    public int Shift { get; init => field = Pixels(value); } = Pixels(Shift);

    /// <summary>The most that an image is turned by, either way.</summary>
    public double Degrees { get; init => field = Angle(value); } = Angle(Degrees);

    /// <summary>The movement of an image: one draw for each, which depends on the key and the number alone.</summary>
    /// <param name="key">Where the randomness comes from; use each key for one batch.</param>
    /// <param name="image">The number of the image in its batch.</param>
    public Movement At(Key key, int image)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(image);
        var start = Draws * (ulong)image;
        Span<double> uniform = stackalloc double[1];
        key.FillUniform(uniform, start + 2);
        return new(key.Below((2 * Shift) + 1, start) - Shift, key.Below((2 * Shift) + 1, start + 1) - Shift,
            ((2 * uniform[0]) - 1) * Degrees);
    }

    // Of the constructor and of `with` alike.
    private static int Pixels(int shift, [CallerMemberName] string property = "") =>
        shift is >= 0 and < int.MaxValue / 2
        ? shift
        : throw new ArgumentOutOfRangeException(property, $"A shift is a number of pixels, 0 or more, not {shift}.");

    private static double Angle(double degrees, [CallerMemberName] string property = "") => degrees is >= 0 and <= 180
        ? degrees
        : throw new ArgumentOutOfRangeException(
            property, $"The most that an image is turned by is an angle from 0 to 180 degrees, not {degrees}.");
}

/// <summary>Batches with their images moved.</summary>
public static class AugmentationFunctions
{
    /// <summary>
    /// The batch with each of its images moved, where they are gathered: a pure function of batch and key. Labels stay.
    /// </summary>
    /// <param name="batch">The batch; movements that it already has are replaced.</param>
    /// <param name="augmentation">How far images may be moved.</param>
    /// <param name="key">Where the randomness comes from; use each key for one batch.</param>
    /// <exception cref="ArgumentException">The images of the data set have no rows and columns.</exception>
    public static Batch Augmented(this Batch batch, Augmentation augmentation, Key key)
    {
        ArgumentNullException.ThrowIfNull(augmentation);
        var shape = batch.Data.ImageShape;
        if (shape.Length < 2)
        {
            throw new ArgumentException($"Images of the shape [{string.Join(", ", shape)}] have no rows and columns "
                + $"to move: make the data set with an imageShape such as [28, 28].", nameof(batch));
        }

        return batch.With(augmentation, key);
    }

    /// <summary>The batches with the images of each moved by a key of its own.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="augmentation">How far images may be moved.</param>
    /// <param name="key">Where the randomness comes from.</param>
    public static IEnumerable<Batch> Augmented(this IEnumerable<Batch> batches, Augmentation augmentation, Key key)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(augmentation);
        return batches.Select((batch, i) => batch.Augmented(augmentation, key.FoldIn(i)));
    }
}
