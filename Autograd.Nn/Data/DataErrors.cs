namespace Autograd.Nn.Data;

/// <summary>What the errors of data files have in common.</summary>
internal static class DataErrors
{
    internal const string CutOff = "the file is cut off; download it again";
    internal const string Damaged = "the file is damaged; download it again";
    internal const string MnistAddress = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    /// <summary>The error for an exception that reading a file may throw; null for any other exception.</summary>
    internal static DataError? From(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            new(path, DataError.WholeFile, $"a file at {path}", $"none (the MNIST files are at {MnistAddress})"),
        UnauthorizedAccessException => new(path, DataError.WholeFile, $"to be allowed to read {path}", "that this user is not"),
        IOException or NotSupportedException => new(path, DataError.WholeFile, $"a readable file at {path}", exception.Message),
        _ => null,
    };
}
