using System.Text.RegularExpressions;
using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>Links within the repository lead somewhere, and files that are named exist.</summary>
public sealed partial class DocumentationLinks
{
    private static readonly string[] NotTracked = ["bin", "obj", ".git", "out", "artifacts", "StrykerOutput"];

    // With a slash in front, so that the end of a path begins with a whole name.
    private static readonly HashSet<string> EndsOfPaths = [.. Files(Repository.Root).SelectMany(file => Ends(
        "/" + Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/')))];

    public static TheoryData<string> Pages => Documentation.Pages;

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_in_it(string page)
    {
        foreach (var (line, text) in Documentation.Read(page).Prose)
        {
            foreach (var target in Link().Matches(text).Select(match => match.Groups[1].Value)
                .Where(target => !target.Contains(':', StringComparison.Ordinal)))
            {
                Assert.True(Leads(page, target), $"{page}:{line}: the link to {target} leads nowhere.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_file_named_in_backticks_is_the_end_of_a_path_in_the_repository(string page) =>
        Assert.Empty(Documentation.Read(page).Prose.SelectMany(line => FileName().Matches(line.Text)
            .Select(match => match.Groups[1].Value).Where(name => !EndsOfPaths.Contains("/" + name))
            .Select(name => $"{page}:{line.Line}: there is no file {name}.")));

    // A filter that names laws which are gone selects none, and says nothing of it.
    [Fact]
    public void Every_class_of_laws_that_a_long_check_or_CONTRIBUTING_names_exists() => Assert.Empty(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, ".ci"))
            .Append(Path.Combine(Repository.Root, "CONTRIBUTING.md"))
            .SelectMany(file => NameOfLaws().Matches(File.ReadAllText(file)).Select(match => match.Value)
                .Where(name => !EndsOfPaths.Contains($"/{name}.cs"))
                .Select(name => $"{Path.GetFileName(file)}: there are no {name}.")));

    [Theory]
    [InlineData("see `Ops/Elementwise/Tanh.cs`,", "Ops/Elementwise/Tanh.cs")]
    [InlineData("`.ci/mutate rules` runs", ".ci/mutate")]
    [InlineData("`x.Map(f)` and `Ops/**/*.cs`", "")]
    public void The_name_of_a_file_is_told_from_code(string prose, string name) =>
        Assert.Equal(name, FileName().Match(prose).Groups[1].Value);

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !NotTracked.Contains(Path.GetFileName(inner))).SelectMany(Files));

    private static IEnumerable<string> Ends(string path) =>
        Enumerable.Range(0, path.Length).Where(i => path[i] == '/').Select(i => path[i..]);

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#');
        var path = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        if (!Path.Exists(Path.Combine(Repository.Root, path))) return false;
        return parts.Length == 1
            || Documentation.Read(path).Prose.Any(line => line.Text.StartsWith('#') && Anchor(line.Text) == parts[1]);
    }

    // As GitHub makes them: lower case, hyphens for spaces, other signs dropped.
    private static string Anchor(string heading) =>
        string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant()
            .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\b[A-Z]\w+Laws\b")]
    private static partial Regex NameOfLaws();

    [GeneratedRegex(@"`((?:[\w.-]+/)*[\w.-]+\.(?:cs|csproj|targets|props|md|json|py|fsx|yml|sln)|\.ci/\w+)[` ]")]
    private static partial Regex FileName();
}
