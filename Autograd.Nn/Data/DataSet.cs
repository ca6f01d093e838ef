using System.Collections.Immutable;
using LanguageExt;

namespace Autograd.Nn.Data;

/// <summary>Labelled images. They stay bytes until they are gathered for a batch.</summary>
/// <remarks>This type is immutable, and a <see cref="Slice"/> shares its bytes.</remarks>
public sealed class DataSet
{
    private DataSet(
        ReadOnlyMemory<byte> images, ReadOnlyMemory<byte> labels, ImmutableArray<int> imageShape, int classes,
        Option<DataSource> source) =>
        (Images, Labels, ImageShape, Features, Classes, Source) =
            (images, labels, imageShape, imageShape.Aggregate(1, (product, size) => checked(product * size)), classes,
                source);

    /// <summary>
    /// The images one after the other, row by row: <see cref="Count"/> x <see cref="Features"/> bytes, 0 … 255.
    /// </summary>
    public ReadOnlyMemory<byte> Images { get; }

    /// <summary>The label of each image: <see cref="Count"/> bytes, each below <see cref="Classes"/>.</summary>
    public ReadOnlyMemory<byte> Labels { get; }

    /// <summary>The shape of one image, e.g. 28, 28.</summary>
    public ImmutableArray<int> ImageShape { get; }

    /// <summary>How many bytes one image has, e.g. 784.</summary>
    public int Features { get; }

    /// <summary>How many classes there are, e.g. 10.</summary>
    public int Classes { get; }

    /// <summary>How many images there are.</summary>
    public int Count => Labels.Length;

    /// <summary>The files it was read from, if it was read from files.</summary>
    public Option<DataSource> Source { get; }

    /// <summary>A data set from bytes.</summary>
    /// <param name="images">The images one after the other, row by row.</param>
    /// <param name="labels">The label of each image.</param>
    /// <param name="imageShape">The shape of one image.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other, or a label is not below
    /// <paramref name="classes"/>.</exception>
    public static DataSet From(
        ImmutableArray<byte> images, ImmutableArray<byte> labels, ImmutableArray<int> imageShape, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        var set = new DataSet(images.AsMemory(), labels.AsMemory(), imageShape, classes, Option<DataSource>.None);
        if (set.Features < 1 || images.Length != (long)set.Count * set.Features)
            throw new ArgumentException(
                $"{labels.Length} labels and images of {string.Join(" x ", imageShape)} bytes need "
                + $"{(long)set.Count * set.Features} bytes of images, not {images.Length}.", nameof(images));
        return set.FirstBadLabel() is var bad and >= 0
            ? throw new ArgumentException(
                $"Label {bad} is {labels[bad]}, but there are {classes} classes.", nameof(labels))
            : set;
    }

    /// <summary>A data set from a file of images and a file of labels.</summary>
    /// <param name="images">The images: two dimensions or more, the first their number.</param>
    /// <param name="labels">The labels: one dimension, the same number.</param>
    /// <param name="classes">How many classes there are; if null, one more than the largest label.</param>
    /// <returns>The data set, or why the files make none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is not positive.</exception>
    public static Either<DataError, DataSet> FromIdx(IdxFile images, IdxFile labels, int? classes = null)
    {
        if (classes is { } given) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(given, nameof(classes));
        if (images.Dimensions.Length < 2)
            return Error(images, 3, "images, of 2 dimensions or more", "1 dimension (are these the labels?)");
        if (labels.Dimensions.Length != 1)
            return Error(
                labels, 3, "labels, of 1 dimension", $"{labels.Dimensions.Length} dimensions (are these the images?)");
        if (labels.Dimensions[0] != images.Dimensions[0])
            return Error(
                labels, 4, $"{images.Dimensions[0]} labels, one for each image in {Path.GetFileName(images.Path)}",
                $"{labels.Dimensions[0]}");

        var set = new DataSet(
            images.Data.AsMemory(), labels.Data.AsMemory(), images.Dimensions[1..], classes ?? 1 + labels.Data.Max(),
            new DataSource(images.Path, images.Sha256, labels.Path, labels.Sha256));
        return set.FirstBadLabel() is var bad and >= 0
            ? Error(labels, labels.DataOffset + bad, $"a label below {set.Classes}", $"{set.Label(bad)}")
            : set;
    }

    /// <summary>The label of an image.</summary>
    /// <param name="index">The number of the image, from 0.</param>
    public int Label(int index) => Labels.Span[index];

    /// <summary>Writes an image as numbers from 0 to 1: each byte divided by 255, correctly rounded.</summary>
    /// <param name="index">Which image.</param>
    /// <param name="destination">A span of at least <see cref="Features"/> elements, of which the first are
    /// written.</param>
    public void GatherImage(int index, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (destination.Length < Features)
        {
            throw new ArgumentException(
                $"An image has {Features} pixels, but there is room for {destination.Length}.", nameof(destination));
        }

        Pixels.Scale(Image(index), destination);
    }

    /// <summary>The bytes of an image.</summary>
    internal ReadOnlySpan<byte> Image(int index) => Images.Span.Slice(index * Features, Features);

    /// <summary>Asks for an image that will be gathered soon.</summary>
    internal void Expect(int index) => Pixels.Expect(Image(index));

    /// <summary>The part from an image on, without copying.</summary>
    /// <param name="start">The first image.</param>
    /// <param name="count">How many images.</param>
    public DataSet Slice(int start, int count)
    {
        var labels = Labels.Slice(start, count);
        return new(Images.Slice(start * Features, count * Features), labels, ImageShape, Classes, Source);
    }

    private int FirstBadLabel() =>
        Classes > byte.MaxValue ? -1 : Labels.Span.IndexOfAnyExceptInRange((byte)0, (byte)(Classes - 1));

    private static DataError Error(IdxFile file, long offset, string expected, string found) =>
        new(file.Path, offset, expected, found) { Compressed = file.Compressed };
}
