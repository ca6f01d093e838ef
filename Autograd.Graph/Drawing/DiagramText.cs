using System.Globalization;
using System.Text;

namespace Autograd.Graph.Drawing;

/// <summary>Diagrams in the languages of drawing programs.</summary>
public static class DiagramText
{
    private const string GradientColor = "#c03020";

    /// <summary>
    /// The diagram for Graphviz: <c>dot -Tsvg</c> draws it from left to right, values above gradients.
    /// </summary>
    /// <example><code>
    /// (x * y).Draw().ToDot()
    /// // digraph {
    /// //   rankdir=LR
    /// //   n0 [label="x", shape=plaintext]
    /// //   n1 [label="y", shape=plaintext]
    /// //   n2 [label="×", shape=circle]
    /// //   n3 [label="", shape=none, width=0]
    /// //   n0 -> n2
    /// //   n1 -> n2
    /// //   n2 -> n3
    /// // }
    /// </code></example>
    public static string ToDot(this Diagram diagram)
    {
        ArgumentNullException.ThrowIfNull(diagram);
        var text = new StringBuilder("digraph {\n  rankdir=LR\n");
        for (var i = 0; i < diagram.Nodes.Length; i++)
        {
            var shape = diagram.Nodes[i].Kind switch
            {
                DiagramNodeKind.Operation => diagram.Nodes[i].Label.Length > 1 ? "oval" : "circle",
                DiagramNodeKind.Result => "none, width=0",
                _ => "plaintext",
            };
            var label = OneLine(diagram.Nodes[i].Label).Replace(@"\", @"\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"  n{i} [label=\"{label}\", shape={shape}]\n");
        }

        foreach (var edge in diagram.Edges)
        {
            var back =
                edge.Gradient is null ? "" : $"<br/><font color=\"{GradientColor}\">{Html(edge.GradientText)}</font>";
            var label = edge.Value is null ? "" : $" [label=<{Html(edge.ValueText)}{back}>]";
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} -> n{edge.To}{label}\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>
    /// The diagram for Mermaid, as Markdown pages show it: each arrow with its value and, after ←, its gradient.
    /// </summary>
    /// <example><code>
    /// (x * y).Draw().ToMermaid()
    /// // flowchart LR
    /// //   n0["x"]
    /// //   n1["y"]
    /// //   n2(("×"))
    /// //   n3[" "]
    /// //   n0 --> n2
    /// //   n1 --> n2
    /// //   n2 --> n3
    /// </code></example>
    public static string ToMermaid(this Diagram diagram)
    {
        ArgumentNullException.ThrowIfNull(diagram);
        var text = new StringBuilder("flowchart LR\n");
        for (var i = 0; i < diagram.Nodes.Length; i++)
        {
            var (open, close) = diagram.Nodes[i].Kind == DiagramNodeKind.Operation ? ("((", "))") : ("[", "]");
            var label = diagram.Nodes[i].Label is { Length: > 0 } name ? Mermaid(name) : " ";
            text.Append(CultureInfo.InvariantCulture, $"  n{i}{open}\"{label}\"{close}\n");
        }

        foreach (var edge in diagram.Edges)
        {
            var back = edge.Gradient is null ? "" : $" ← {Mermaid(edge.GradientText)}";
            var label = edge.Value is null ? "" : $"|\"{Mermaid(edge.ValueText)}{back}\"|";
            text.Append(CultureInfo.InvariantCulture, $"  n{edge.From} -->{label} n{edge.To}\n");
        }

        return text.ToString();
    }

    private static string Html(string text) => Escaped(text, character => $"&#{(int)character};");

    private static string Mermaid(string text) => Escaped(text, character => $"#{(int)character};");

    // Names are the user's: whatever could end a label is written as its number.
    private static string Escaped(string text, Func<char, string> number) =>
        string.Concat(
            OneLine(text).Select(character => "\"#&<>`\\".Contains(character) ? number(character) : $"{character}"));

    private static string OneLine(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
