using System.Collections.Immutable;
using System.Globalization;
using System.Text;
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

    // Arrows part towards their start, so labels have more room there.
    private const double LabelAt = 0.4;

    // Colors by class, so that a page on a dark ground can have its own.
    private const string Style =
        ".page{fill:#ffffff}.line{stroke:#606060;fill:none;stroke-width:1.4}.head{fill:#606060}.mark{fill:#eef3fb;"
            + "stroke:#33547f;stroke-width:1.4}"
        + "text{font:14px sans-serif;fill:#1c1c1c}.title{font-size:17px;font-weight:600}"
        + ".value,.gradient{stroke:#ffffff;stroke-width:4;paint-order:stroke;"
            + "stroke-linejoin:round}.gradient{fill:#b3361c}"
        + "@media(prefers-color-scheme:dark){.page{fill:#16181c}"
        + ".line{stroke:#9aa0a8}.head{fill:#9aa0a8}.mark{fill:#243044;stroke:#8fb2e0}"
        + "text{fill:#e8e8e8}.value,.gradient{stroke:#16181c}.gradient{fill:#ff9b7d}}";

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
            .Append("""role="img">""");
        svg.Append(
            CultureInfo.InvariantCulture, $"\n<title>{Escaped(picture.Title)}</title>\n<style>{Style}</style>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"page\" width=\"{width:0}\" height=\"{height:0}\"/>\n");
        Text(svg, "title", new(Margin, 30), picture.Title, "start");
        for (var i = 0; i < diagram.Edges.Length; i++)
        {
            var (from, to) = (diagram.Edges[i].From, diagram.Edges[i].To);
            ImmutableArray<Point> path = [.. layout.Edges[i].Select(Place)];
            // From a name, which is long and low, at its end; from a round mark towards where the arrow goes.
            var start = diagram.Nodes[from].Kind == DiagramNodeKind.Operation
                ? Toward(path[0], path[1], halves[from] + 4)
                : new(path[0].X + halves[from] + 4, path[0].Y);
            Arrow(svg, diagram.Edges[i], path.SetItem(0, start), halves[to]);
        }

        for (var i = 0; i < diagram.Nodes.Length; i++) Mark(svg, diagram.Nodes[i], Place(layout.Nodes[i]), halves[i]);
        if (diagram.Edges.Any(edge => edge.Gradient is not null))
        {
            Text(svg, "value", new(Margin, height - 16), "above: values, forward", "start");
            Text(svg, "gradient", new(Margin + 170, height - 16), "below: gradients, backward", "start");
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

        if (node.Kind == DiagramNodeKind.Operation) Text(svg, "name", new(at.X, at.Y + 5), node.Label, "middle");
        else Text(svg, "name", new(at.X + half - 4, at.Y + 5), node.Label, "end");
    }

    private static void Arrow(StringBuilder svg, DiagramEdge edge, ImmutableArray<Point> path, double half)
    {
        var start = path[0];
        var tip = Toward(path[^1], path[^2], half);
        var end = Toward(tip, path[^2], 8);
        ImmutableArray<Point> line = [start, .. path[1..^1], end];
        svg.Append(CultureInfo.InvariantCulture,
            $"<path class=\"line\" d=\"M{string.Join('L', line.Select(Coordinates))}\"/>\n");
        var (across, along) = (new Point(-(tip.Y - end.Y) / 2, (tip.X - end.X) / 2), tip);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"head\" d=\"M{Coordinates(along)}L{Coordinates(new(end.X + across.X, end.Y + across.Y))}L"
                + $"{Coordinates(new(end.X - across.X, end.Y - across.Y))}Z\"/>\n");

        // Where the arrow is steep, above and below are also left and right of it.
        var last = line.Length > 2 ? line[1] : end;
        var middle = new Point(start.X + (LabelAt * (last.X - start.X)), start.Y + (LabelAt * (last.Y - start.Y)));
        Text(svg, "value", new(middle.X, middle.Y - 6), edge.ValueText, "middle");
        Text(svg, "gradient", new(middle.X, middle.Y + 17), edge.GradientText, "middle");
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
