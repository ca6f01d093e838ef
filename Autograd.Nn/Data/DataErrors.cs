using Autograd.Nn.Files;

namespace Autograd.Nn.Data;

/// <summary>What the errors of data files have in common.</summary>
internal static class DataErrors
{
    internal const string CutOff = "the file is cut off; download it again";
    internal const string Damaged = "the file is damaged; download it again";
    internal const string MnistAddress = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    /// <summary>The error for a file that cannot be read at all.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="problem">Why it cannot be read.</param>
    internal static DataError Of(string path, FileProblem problem) => new(
        path, DataError.WholeFile, problem.Expected,
        problem.IsMissing ? $"{problem.Found} (the MNIST files are at {MnistAddress})" : problem.Found);
}
