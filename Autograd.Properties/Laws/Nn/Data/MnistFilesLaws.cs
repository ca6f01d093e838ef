using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using LanguageExt;
using Xunit;
using static Autograd.Properties.Nn.Data.IdxContent;

namespace Autograd.Properties.Nn.Data;

/// <summary>A data set is two files that fit each other; MNIST is four files with known digests.</summary>
public sealed class MnistFilesLaws : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bundled_files_are_those_of_MNIST()
    {
        var (train, test) =
            Right(MnistFiles.ReadKnown(Path.Combine(Repository.Root, "Autograd.Examples", "data", "mnist")));
        Assert.True(KnownDigests.AreMnist(train, test));
        Assert.False(KnownDigests.AreMnist(test, train));
        Assert.Equal((60_000, 10_000, 784, 10), (train.Count, test.Count, train.Features, train.Classes));
        Assert.Equal<IEnumerable<int>>([28, 28], train.ImageShape);
        Assert.Equal([5, 0, 4, 1, 9], train.Labels[..5].ToArray());
        Assert.Equal([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949], Histogram(train));
    }

    [Theory]
    [InlineData("-", "")]
    [InlineData(".", "")]
    [InlineData("-", ".gz")]
    [InlineData(".", ".gz")]
    public void Files_are_found_by_each_of_their_usual_names(string separator, string extension)
    {
        WriteAll(separator, extension, trainCount: 20, testCount: 5);
        var (train, test) = Right(MnistFiles.Read(_folder.Path));
        Assert.Equal((20, 5), (train.Count, test.Count));
        var error = KnownDigests.Mismatch(train, test).Match(Some: e => e.Message, None: () => "");
        Assert.StartsWith($"train-images{separator}idx3-ubyte{extension}: expected the file of MNIST, whose", error,
            StringComparison.Ordinal);
        Assert.Equal(error, Left(MnistFiles.ReadKnown(_folder.Path)).Message);
    }

    [Fact]
    public void A_missing_file_is_named_with_every_spelling_that_was_looked_for()
    {
        WriteAll("-", "", trainCount: 2, testCount: 2);
        File.Delete(Path.Combine(_folder.Path, "t10k-labels-idx1-ubyte"));
        var message = Left(MnistFiles.Read(_folder.Path)).Message;
        foreach (var name in new[] { "t10k-labels-idx1-ubyte, t10k-labels.idx1-ubyte, t10k-labels-idx1-ubyte.gz, "
            + "t10k-labels.idx1-ubyte.gz in", _folder.Path, "https://" })
            Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(
            "expected a folder at /no/such", Left(MnistFiles.Read("/no/such")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 3 }, new[] { 3 },
        "images: at byte 3: expected images, of 2 dimensions or more, found 1 dimension (are these the labels?)")]
    [InlineData(new[] { 3, 2, 2 }, new[] { 3, 1 },
        "labels: at byte 3: expected labels, of 1 dimension, found 2 dimensions (are these the images?)")]
    [InlineData(
        new[] { 3, 2, 2 }, new[] { 4 }, "labels: at byte 4: expected 3 labels, one for each image in images, found 4")]
    [InlineData(new[] { 3, 2, 2 }, new[] { 3 }, "labels: at byte 9: expected a label below 7, found 7")]
    public void Files_that_do_not_fit_each_other_are_an_error(int[] images, int[] labels, string message) =>
        Assert.Equal(message,
            Left(Read(images, labels).Bind(files => DataSet.FromIdx(files.Images, files.Labels, classes: 7))).Message);

    [Fact]
    public void Classes_not_given_are_one_more_than_the_largest_label() =>
        Assert.Equal(
            15, Right(Read([3, 2, 2], [3]).Bind(files => DataSet.FromIdx(files.Images, files.Labels))).Classes);

    [Fact]
    public void A_gathered_image_is_its_bytes_divided_by_255()
    {
        var set = DataSet.From([.. Enumerable.Range(0, 512).Select(i => (byte)i)], [0, 1], [256], classes: 2);
        var image = Enumerable.Repeat(-1f, 258).ToArray();
        set.GatherImage(1, image);
        Assert.Equal([.. Enumerable.Range(0, 256).Select(b => (float)(b / 255.0)), -1, -1], image);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.GatherImage(2, image));
        Assert.Throws<ArgumentException>(() => set.GatherImage(0, new float[255]));
    }

    [Fact]
    public void A_slice_is_the_images_and_labels_it_covers()
    {
        var set = DataSet.From([.. Elements(60)], [.. Elements(10, modulo: 10)], [2, 3], classes: 10);
        var slice = set.Slice(3, 4).Slice(1, 2);
        Assert.Equal(set.Images[24..36].ToArray(), slice.Images.ToArray());
        Assert.Equal(set.Label(5), slice.Label(1));
        Assert.True(slice.Images.Span == set.Images.Span[24..36]);
        Assert.Equal(0, set.Slice(10, 0).Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Slice(8, 3));
    }

    [Fact]
    public void Bytes_that_make_no_data_set_are_refused()
    {
        Assert.Throws<ArgumentException>(() => DataSet.From([1, 2, 3], [0, 1], [2], classes: 2));
        Assert.Throws<ArgumentException>(() => DataSet.From([1, 2], [0, 2], [1], classes: 2));
        Assert.Throws<ArgumentException>(() => DataSet.From([], [], [0], classes: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => DataSet.From([], [], [1], classes: 0));
    }

    private static int[] Histogram(DataSet set) =>
        [.. set.Labels.ToArray().CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    private Either<DataError, (IdxFile Images, IdxFile Labels)> Read(int[] images, int[] labels) =>
        from i in IdxFile.Read(_folder.Write("images", Idx(images, Elements(images.Aggregate(1, (a, b) => a * b)))))
        from l in IdxFile.Read(_folder.Write("labels", Idx(labels, Elements(labels[0]))))
        select (i, l);

    private void WriteAll(string separator, string extension, int trainCount, int testCount)
    {
        foreach (var (name, count) in new[] { ("train", trainCount), ("t10k", testCount) })
        {
            WriteOne($"{name}-images{separator}idx3-ubyte{extension}", Idx([count, 2, 2], Elements(4 * count)));
            WriteOne($"{name}-labels{separator}idx1-ubyte{extension}", Idx([count], Elements(count, modulo: 10)));
        }
    }

    private void WriteOne(string name, byte[] content) =>
        _folder.Write(name, name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(content) : content);

    private static T Right<T>(Either<DataError, T> either) =>
        either.Match(Right: value => value, Left: error => throw new InvalidOperationException(error.Message));

    private static DataError Left<T>(Either<DataError, T> either) =>
        either.Match(Right: _ => throw new InvalidOperationException("It was read."), Left: error => error);
}
