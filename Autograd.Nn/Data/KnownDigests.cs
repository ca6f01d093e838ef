using LanguageExt;

namespace Autograd.Nn.Data;

/// <summary>The SHA-256 of the four files of MNIST, uncompressed, in lower-case hexadecimal.</summary>
public static class KnownDigests
{
    /// <summary>That of <c>train-images-idx3-ubyte</c>.</summary>
    public const string TrainImages = "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db";

    /// <summary>That of <c>train-labels-idx1-ubyte</c>.</summary>
    public const string TrainLabels = "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5";

    /// <summary>That of <c>t10k-images-idx3-ubyte</c>.</summary>
    public const string TestImages = "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7";

    /// <summary>That of <c>t10k-labels-idx1-ubyte</c>.</summary>
    public const string TestLabels = "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2";

    /// <summary>Whether a training set and a test set were read from the files of MNIST itself.</summary>
    /// <param name="train">The training set.</param>
    /// <param name="test">The test set.</param>
    public static bool AreMnist(DataSet train, DataSet test) => Mismatch(train, test).IsNone;

    /// <summary>The first file that is not the one of MNIST, as an error; none if all four are.</summary>
    /// <param name="train">The training set.</param>
    /// <param name="test">The test set.</param>
    public static Option<DataError> Mismatch(DataSet train, DataSet test) =>
        Mismatch(train, TrainImages, TrainLabels) | Mismatch(test, TestImages, TestLabels);

    private static Option<DataError> Mismatch(DataSet set, string images, string labels) => set.Source.Match(
        Some: source => Mismatch(source.ImagesFile, images, source.ImagesSha256) | Mismatch(
            source.LabelsFile, labels, source.LabelsSha256),
        None: () => new DataError(
            "data set", DataError.WholeFile, "a data set read from the MNIST files", "one made in memory"));

    private static Option<DataError> Mismatch(string file, string expected, string found) => expected == found
        ? Option<DataError>.None
        : new DataError(
            file, DataError.WholeFile, $"the file of MNIST, whose uncompressed content has the SHA-256 {expected}",
            $"{found} ({DataErrors.Damaged}, from {DataErrors.MnistAddress})");
}
