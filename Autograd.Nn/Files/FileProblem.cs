namespace Autograd.Nn.Files;

/// <summary>Why a file cannot be read at all: what every reader's error says of it.</summary>
/// <param name="Expected">What should have been there.</param>
/// <param name="Found">What was there instead.</param>
internal sealed record FileProblem(string Expected, string Found)
{
    /// <summary>Whether there is nothing of that name.</summary>
    internal bool IsMissing { get; private init; }

    /// <summary>The problem that an exception of the file system tells; null for any other exception.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="path">The full path of the file that was being read.</param>
    internal static FileProblem? From(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => new($"a file at {path}", "none") { IsMissing = true },
        UnauthorizedAccessException => new($"to be allowed to read {path}", "that this user is not"),
        EndOfStreamException => new("a file that stays as long as it is while it is read", "that it became shorter"),
        IOException or NotSupportedException => new($"a readable file at {path}", exception.Message),
        _ => null,
    };
}
