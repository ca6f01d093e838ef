using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>The pages of the repository that this assembly was built from.</summary>
internal static class Documentation
{
    public static string Root { get; } = Above(Path.GetDirectoryName(typeof(Documentation).Assembly.Location)!);

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(path => $"docs/{Path.GetFileName(path)}").Order(StringComparer.Ordinal).Prepend("README.md")];

    public static MarkdownPage Read(string name) => MarkdownPage.Of(name, File.ReadAllText(Path.Combine(Root, name)));

    private static string Above(string folder) =>
        File.Exists(Path.Combine(folder, "Autograd.sln"))
            ? folder
            : Above(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("No folder above the tests holds Autograd.sln."));
}
