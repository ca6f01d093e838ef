using System.Text.RegularExpressions;
using Xunit;

namespace Autograd.Properties.Docs;

/// <summary>Links within the repository lead somewhere.</summary>
public sealed partial class DocumentationLinks
{
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
}
