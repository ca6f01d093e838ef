using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>The pages of the repository that this assembly was built from.</summary>
internal static class Documentation
{
    private static readonly string[] WithoutPrograms = ["CONTRIBUTING.md", "docs/performance.md", "docs/mutation.md",
        "docs/experiments.md", "docs/book.md", "docs/operations.md"];

    public static TheoryData<string> Pages => [.. Names];

    /// <summary>The pages with code to run.</summary>
    public static TheoryData<string> Programs => [.. Names.Where(name => !WithoutPrograms.Contains(name))];

    private static IEnumerable<string> Names =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md")
            .Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal).Prepend("CONTRIBUTING.md")
            .Prepend("README.md");

    public static MarkdownPage Read(string name) =>
        MarkdownPage.Of(name, File.ReadAllText(Path.Combine(Repository.Root, name)));
}
