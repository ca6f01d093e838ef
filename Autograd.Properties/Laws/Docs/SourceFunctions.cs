using System.Text.RegularExpressions;

namespace Autograd.Properties.Docs;

/// <summary>
/// The public functions and operators that source files declare, with the first words of their documentation.
/// </summary>
internal static partial class SourceFunctions
{
    /// <summary>Those of one file, or of the files of a folder that are named Functions.</summary>
    /// <param name="path">The file or folder, in the repository.</param>
    public static IEnumerable<(string Signature, string Summary)> In(string path)
    {
        var full = Path.Combine(Repository.Root, path);
        string[] files =
            File.Exists(full) ? [full] : [.. Directory.GetFiles(full, "*Functions.cs").Order(StringComparer.Ordinal)];
        return files.SelectMany(file => Declaration().Matches(File.ReadAllText(file))).Select(match => (
            Spaces().Replace($"{match.Groups["result"].Value} {match.Groups["rest"].Value}", " ")
                .Replace("( ", "(", StringComparison.Ordinal),
            DocumentationFile.Plain(Comment().Replace(match.Groups["summary"].Value, " "))));
    }

    [GeneratedRegex("""
        ///\ <summary>(?<summary>(?:(?!</summary>)[\s\S])*)</summary>(?:\s*(?:///|\[)[^\n]*\n)*
        \s*public\ static\ (?<result>[\w<>]+)\ (?<rest>(?:operator\ \S+|\w+)\((?:[^()]|\([^()]*\))*\))
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\s*///\s*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
