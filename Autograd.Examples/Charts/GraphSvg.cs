using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Autograd.Examples.Charts.Drawing;
using Autograd.Graph.Drawing;

namespace Autograd.Examples.Charts;

/// <summary>Draws a computational graph as SVG.</summary>
internal static class GraphSvg
{
    private const double Margin = 20;
    private const double Top = 70;
    private const double RowHeight = 92;
    private const double Radius = 17;
    private const double LetterWidth = 8;
    private const double ArrowLength = 100;

    // A number stands this much above its base line: half of the height of a digit.
    private const double HalfDigit = 5;

    // Colors by class, so that a page on a dark ground can have its own; all within a class of this kind of picture,
    // since the rules of one picture in a page hold for all of the page.
    private static readonly string Style = string.Join('\n',
        Rule("page", "fill:#fff"), Rule("line", "stroke:#606060;fill:none;stroke-width:1.4"),
        Rule("head", "fill:#606060"), Rule("mark", "fill:#eef3fb;stroke:#33547f;stroke-width:1.4"),
        Rule("text", "font-size:14px;fill:#1f2328"), Rule("title", "font-size:15px;font-weight:600"),
        Rule("gradient", "fill:#b3361c"),
        "@media (prefers-color-scheme:dark){", Rule("page", "fill:#14171c"), Rule("line", "stroke:#9aa0a8"),
        Rule("head", "fill:#9aa0a8"), Rule("mark", "fill:#243044;stroke:#8fb2e0"), Rule("text", "fill:#e6edf3"),
        Rule("gradient", "fill:#ff9b7d"), "}");

    /// <summary>The picture as a document of its own. The same picture gives the same text.</summary>
    public static string Render(GraphPicture picture)
    {
        var diagram = picture.Diagram;
        var layout = GraphLayout.Of(diagram);
        var halves = HalfWidths(diagram, layout);
        var columns = Columns(diagram, layout, halves);
        Point Place(Point at) => new(columns[(int)at.X], Top + (at.Y * RowHeight));

        var width = Math.Max(columns[^1] + Margin, (picture.Title.Length * 10) + (2 * Margin));
        var rows = layout.Edges.SelectMany(path => path).Concat(layout.Nodes).Max(at => at.Y);
        var height = Top + (rows * RowHeight) + 66;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width:0}" """)
            .Append(CultureInfo.InvariantCulture, $"""height="{height:0}" viewBox="0 0 {width:0} {height:0}" """)
            .Append("""role="img" class="ag-graph" """)
            .Append(CultureInfo.InvariantCulture, $"font-family=\"{Theme.Typefaces}\">");
        svg.Append(
            CultureInfo.InvariantCulture, $"\n<title>{Escaped(picture.Title)}</title>\n<style>{Style}</style>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"page\" width=\"{width:0}\" height=\"{height:0}\"/>\n");
        Text(svg, "text title", new(Margin, 30), picture.Title, "start");
        ImmutableArray<ImmutableArray<Point>> arrows =
            [.. diagram.Edges.Select((edge, i) => Way(diagram, edge, [.. layout.Edges[i].Select(Place)], halves))];
        foreach (var arrow in arrows) Arrow(svg, arrow);
        var labels = EdgeLabels.Of(
            arrows, [.. diagram.Edges.Select(edge => (edge.ValueText, edge.GradientText))]);
        foreach (var (edge, at) in diagram.Edges.Zip(labels))
        {
            Text(svg, "text", at.Value with { Y = at.Value.Y + HalfDigit }, edge.ValueText, "middle");
            Text(svg, "text gradient", at.Gradient with { Y = at.Gradient.Y + HalfDigit }, edge.GradientText, "middle");
        }

        for (var i = 0; i < diagram.Nodes.Length; i++) Mark(svg, diagram.Nodes[i], Place(layout.Nodes[i]), halves[i]);
        if (diagram.Edges.Any(edge => edge.Gradient is not null))
        {
            Text(svg, "text", new(Margin, height - 16), "above: values, forward", "start");
            Text(svg, "text gradient", new(Margin + 180, height - 16), "below: gradients, backward", "start");
        }

        return svg.Append("</svg>\n").ToString();
    }

    // Names at the left end where the arrows start.
    private static double[] HalfWidths(Diagram diagram, GraphLayout layout)
    {
        var halves = diagram.Nodes.Select(HalfWidth).ToArray();
        var first = halves.Where((_, i) => layout.Nodes[i].X == 0).Max();
        return [.. halves.Select((half, i) => layout.Nodes[i].X == 0 ? first : half)];
    }

    private static double HalfWidth(DiagramNode node) => node.Kind switch
    {
        DiagramNodeKind.Result => 0,
        DiagramNodeKind.Operation => Math.Max(Radius, (node.Label.Length * LetterWidth / 2) + 8),
        _ => (node.Label.Length * LetterWidth / 2) + 4,
    };

    // Each column is as far from the last as the marks and the labels between them need.
    private static double[] Columns(Diagram diagram, GraphLayout layout, double[] halves)
    {
        var count = 1 + (int)layout.Nodes.Max(node => node.X);
        var widest = new double[count];
        for (var i = 0; i < halves.Length; i++)
        {
            widest[(int)layout.Nodes[i].X] = Math.Max(widest[(int)layout.Nodes[i].X], halves[i]);
        }
        var arrows = Enumerable.Repeat(ArrowLength, count).ToArray();
        for (var i = 0; i < diagram.Edges.Length; i++)
        {
            var start = (int)layout.Edges[i][0].X;
            arrows[start] = Math.Max(arrows[start],
                (Math.Max(diagram.Edges[i].ValueText.Length, diagram.Edges[i].GradientText.Length) * LetterWidth) + 40);
        }

        var columns = new double[count];
        columns[0] = Margin + widest[0];
        for (var i = 1; i < count; i++) columns[i] = columns[i - 1] + widest[i - 1] + arrows[i - 1] + widest[i];
        return columns;
    }

    private static void Mark(StringBuilder svg, DiagramNode node, Point at, double half)
    {
        if (node.Kind == DiagramNodeKind.Operation)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"mark\" x=\"{at.X - half:0.#}\" "
                + $"y=\"{at.Y - Radius:0.#}\" width=\"{2 * half:0.#}\" height=\"{2 * Radius:0.#}\" "
                + $"rx=\"{Radius:0.#}\"/>\n");
        }

        if (node.Kind == DiagramNodeKind.Operation) Text(svg, "text", new(at.X, at.Y + 5), node.Label, "middle");
        else Text(svg, "text", new(at.X + half - 4, at.Y + 5), node.Label, "end");
    }

    // From a name, which is long and low, at its end; from a round mark towards where the arrow goes. To the edge of
    // the mark that it enters.
    private static ImmutableArray<Point> Way(
        Diagram diagram, DiagramEdge edge, ImmutableArray<Point> path, double[] halves)
    {
        var start = diagram.Nodes[edge.From].Kind == DiagramNodeKind.Operation
            ? Toward(path[0], path[1], halves[edge.From] + 4)
            : new(path[0].X + halves[edge.From] + 4, path[0].Y);
        return [start, .. path[1..^1], Toward(path[^1], path.Length > 2 ? path[^2] : start, halves[edge.To])];
    }

    private static void Arrow(StringBuilder svg, ImmutableArray<Point> path)
    {
        var (tip, end) = (path[^1], Toward(path[^1], path[^2], 8));
        svg.Append(CultureInfo.InvariantCulture,
            $"<path class=\"line\" d=\"M{string.Join('L', path[..^1].Append(end).Select(Coordinates))}\"/>\n");
        var across = new Point(-(tip.Y - end.Y) / 2, (tip.X - end.X) / 2);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"head\" d=\"M{Coordinates(tip)}L{Coordinates(new(end.X + across.X, end.Y + across.Y))}L"
                + $"{Coordinates(new(end.X - across.X, end.Y - across.Y))}Z\"/>\n");
    }

    // A rounded mark is narrower above and below its middle.
    private static Point Toward(Point mark, Point other, double half)
    {
        var (dx, dy) = (other.X - mark.X, other.Y - mark.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        var vertical = Math.Min(half, Radius + 2);
        var distance =
            half == 0 ? 0 : 1 / Math.Sqrt(Math.Pow(dx / length / half, 2) + Math.Pow(dy / length / vertical, 2));
        return new(mark.X + (dx / length * distance), mark.Y + (dy / length * distance));
    }

    private static string Rule(string name, string look) => $".ag-graph .{name}{{{look}}}";

    private static string Coordinates(Point at) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.X:0.#} {at.Y:0.#}");

    private static void Text(StringBuilder svg, string kind, Point at, string text, string anchor)
    {
        if (text.Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{kind}\" x=\"{at.X:0.#}\" y=\"{at.Y:0.#}\" "
                + $"text-anchor=\"{anchor}\">{Escaped(text)}</text>\n");
        }
    }

    // XML has no way to write most control characters, nor half a surrogate pair.
    private static string Escaped(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.ToString() switch
    {
        "&" => "&amp;",
        "<" => "&lt;",
        ">" => "&gt;",
        "\"" => "&quot;",
        var other => Rune.IsControl(rune) || rune.Value is 0xFFFE or 0xFFFF ? "\uFFFD" : other,
    }));
}
