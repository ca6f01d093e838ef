using LanguageExt;

namespace Autograd.Nn.Data;

/// <summary>The four files of MNIST, and of the data sets published in its form, such as Fashion-MNIST.</summary>
public static class MnistFiles
{
    private static readonly string[] Spellings =
        ["{0}-{1}-ubyte", "{0}.{1}-ubyte", "{0}-{1}-ubyte.gz", "{0}.{1}-ubyte.gz"];

    /// <summary>Reads the four files in a folder: <c>train-images-idx3-ubyte</c>, <c>train-labels-idx1-ubyte</c>,
    /// <c>t10k-images-idx3-ubyte</c> and <c>t10k-labels-idx1-ubyte</c>.</summary>
    /// <remarks>
    /// A dot may stand for the hyphen before <c>idx</c>, and <c>.gz</c> may follow; the first that exists is read.
    /// </remarks>
    /// <param name="directory">The folder.</param>
    /// <param name="classes">How many classes there are: no label may reach it.</param>
    /// <returns>The training set and the test set, or the first error.</returns>
    public static Either<DataError, (DataSet Train, DataSet Test)> Read(string directory, int classes = 10)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var folder = Path.GetFullPath(directory);
        if (!Directory.Exists(folder))
            return new DataError(
                folder, DataError.WholeFile, $"a folder at {folder} with the MNIST files",
                $"none (they are at {DataErrors.MnistAddress})");

        // Two of the four files take nearly all of the time, so they are read in parallel.
        var files = new Either<DataError, IdxFile>[4];
        Parallel.Invoke(
            () => files[0] = ReadOne(folder, "train-images", "idx3"),
            () => files[1] = ReadOne(folder, "t10k-images", "idx3"),
            () => files[2] = ReadOne(folder, "train-labels", "idx1"),
            () => files[3] = ReadOne(folder, "t10k-labels", "idx1"));
        return from trainImages in files[0]
               from trainLabels in files[2]
               from testImages in files[1]
               from testLabels in files[3]
               from train in DataSet.FromIdx(trainImages, trainLabels, classes)
               from test in DataSet.FromIdx(testImages, testLabels, classes)
               from sets in SameShape(train, test, testImages)
               select sets;
    }

    /// <summary>Reads the four files in a folder, which must be those of MNIST itself, byte for byte.</summary>
    /// <param name="directory">The folder.</param>
    /// <returns>
    /// The training set and the test set, or the first error: also that a file is not the one published.
    /// </returns>
    public static Either<DataError, (DataSet Train, DataSet Test)> ReadKnown(string directory) =>
        Read(directory).Bind(sets => KnownDigests.Mismatch(sets.Train, sets.Test).Match(
            Some: error => error,
            None: () => (Either<DataError, (DataSet Train, DataSet Test)>)sets));

    private static Either<DataError, IdxFile> ReadOne(string folder, string name, string kind)
    {
        var paths = Array.ConvertAll(
            Spellings, spelling => Path.Combine(folder, spelling.Replace("{0}", name).Replace("{1}", kind)));
        return Array.Find(paths, Path.Exists) is { } path
            ? IdxFile.Read(path)
            : new DataError(
                paths[0], DataError.WholeFile,
                $"one of {string.Join(", ", paths.Select(Path.GetFileName))} in {folder}",
                $"none of them (the MNIST files are at {DataErrors.MnistAddress})");
    }

    private static Either<DataError, (DataSet Train, DataSet Test)> SameShape(
        DataSet train, DataSet test, IdxFile testImages) =>
        train.ImageShape.SequenceEqual(test.ImageShape)
            ? (train, test)
            : new DataError(
                testImages.Path, 8, $"images of {string.Join(" x ", train.ImageShape)}, as in the training set",
                string.Join(" x ", test.ImageShape))
            { Compressed = testImages.Compressed };
}
