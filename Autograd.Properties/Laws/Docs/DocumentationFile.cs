using System.Text.RegularExpressions;
using System.Xml.Linq;
using Autograd.Graph;

namespace Autograd.Properties.Docs;

/// <summary>The documentation that the compiler wrote beside Autograd.Graph.</summary>
internal static partial class DocumentationFile
{
    private static readonly Lazy<Dictionary<string, string>> Summaries = new(() =>
        XDocument.Load(Path.ChangeExtension(typeof(Expr).Assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Inner(member.Element("summary")!)));

    /// <summary>The summary of a member as plain text.</summary>
    /// <param name="member">Its name as the compiler writes it: <c>T:</c> and the type's full name.</param>
    public static string Summary(string member) => Plain(Summaries.Value.GetValueOrDefault(member, ""));

    /// <summary>XML of a comment as Markdown.</summary>
    /// <param name="xml">The inner XML.</param>
    public static string Plain(string xml)
    {
        var text = Reference().Replace(xml,
            match =>
            $"`{(match.Groups[1].Value + match.Groups[2].Value).Split('(', '{')[0].Split('.', ':')[^1]}`");
        text = Italic().Replace(Code().Replace(text, "`$1`"), "*$1*");
        return System.Net.WebUtility.HtmlDecode(Spaces().Replace(text, " ").Trim());
    }

    private static string Inner(XElement element) => string.Concat(element.Nodes());

    [GeneratedRegex(
        "<(?:see|seealso) (?:cref|langword)=\"([^\"]*)\"\\s*/>|<(?:paramref|typeparamref) name=\"([^\"]*)\"\\s*/>")]
    private static partial Regex Reference();

    [GeneratedRegex("<c>(.*?)</c>")]
    private static partial Regex Code();

    [GeneratedRegex("<i>(.*?)</i>")]
    private static partial Regex Italic();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
