using System.Text.RegularExpressions;
using Xunit;

namespace Autograd.Properties.SourceTree;

/// <summary>Comments and pages are plain English: phrases that made riddles stay away.</summary>
public sealed class PhraseLaws
{
    private static readonly string[] Phrases =
        ["that there is not", "that there are not", "nobody reads", "unless said", "what windows show of"];

    private static readonly string[] Folders =
        ["Autograd.Graph", "Autograd.Nn", "Autograd.Examples", "Autograd.Properties", "docs"];

    private static readonly Regex Any =
        new($@"\b(?:{string.Join('|', Phrases.Select(Regex.Escape))})\b", RegexOptions.IgnoreCase);

    [Fact]
    public void Sources_and_pages_are_free_of_phrases_that_make_riddles()
    {
        var found = string.Join('\n', Folders.SelectMany(folder => Directory.EnumerateFiles(
                Path.Combine(Repository.Root, folder), "*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".md" && !Built(file)
                && Path.GetFileName(file) != $"{nameof(PhraseLaws)}.cs")
            .SelectMany(file => File.ReadLines(file).Index().Where(line => Any.IsMatch(line.Item))
                .Select(line => $"{file}:{line.Index + 1}: {line.Item.Trim()}")));
        Assert.True(found.Length == 0, found);
    }

    private static bool Built(string file) => Path.GetRelativePath(Repository.Root, file)
        .Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "StrykerOutput");
}
