using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>The pages of the repository that this assembly was built from.</summary>
internal static class Documentation
{
    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal).Prepend("README.md")];

    public static MarkdownPage Read(string name) => MarkdownPage.Of(name, File.ReadAllText(Path.Combine(Repository.Root, name)));
}
