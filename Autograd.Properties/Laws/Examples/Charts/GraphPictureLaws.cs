using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Autograd.Examples.Charts;
using Autograd.Examples.Charts.Drawing;
using Autograd.Examples.Experiments;
using Autograd.Examples.Harness;
using Autograd.Graph;
using Autograd.Graph.Drawing;
using Autograd.Properties.Generators;
using Xunit;

namespace Autograd.Properties.Examples.Charts;

/// <summary>Pictures of graphs: from left to right, nothing on top of anything.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)])]
public sealed class GraphPictureLaws
{
    [Law]
    public void Arrows_point_to_the_right_one_column_at_a_time(GraphCase graph)
    {
        var layout = GraphLayout.Of(graph.Loss.Draw());
        Assert.All(layout.Edges,
            path => Assert.All(path.Zip(path.Skip(1), (from, to) => to.X - from.X), step => Assert.Equal(1, step)));
    }

    [Law]
    public void Places_in_a_column_are_a_row_apart(GraphCase graph)
    {
        var layout = GraphLayout.Of(graph.Loss.Draw());
        foreach (var column in layout.Nodes.GroupBy(place => place.X))
        {
            var rows = column.Select(place => place.Y).Order().ToArray();
            for (var i = 1; i < rows.Length; i++)
            {
                Assert.True(rows[i] - rows[i - 1] > 1 - 1e-9, $"{rows[i - 1]} and {rows[i]}");
            }
        }
    }

    [Law]
    public void The_picture_is_well_formed_and_always_the_same(GraphCase graph)
    {
        var picture = new GraphPicture("a < b & \"c\"", graph.Loss.Draw(graph.Bindings));
        var svg = GraphSvg.Render(picture);
        Assert.Equal(svg, GraphSvg.Render(picture));
        var elements = XDocument.Parse(svg).Descendants().ToArray();
        Assert.Equal(
            picture.Diagram.Edges.Length, elements.Count(element => element.Attribute("class")?.Value == "head"));
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void No_arrow_of_the_book_runs_through_a_number()
    {
        var plates = ExperimentRunner.Run(
            ExperimentSetup.Of(Book.Experiments.Single(each => each.Name == "shopping"))).Findings.Plates;
        foreach (var svg in plates.Select(plate => XDocument.Parse(Svg.Render(plate.Picture))))
        {
            var arrows = svg.Descendants().Where(element => element.Attribute("class")?.Value == "line")
                .Select(Places).ToArray();
            var texts = svg.Descendants().Where(element => element.Attribute("text-anchor")?.Value == "middle")
                .Where(element => double.TryParse(element.Value, CultureInfo.InvariantCulture, out _))
                .Select(element => (element.Value, Box: EdgeLabels.BoxOf(
                    element.Value, new(Of(element, "x"), Of(element, "y") - 5)))).ToArray();
            Assert.True(texts.Length >= 10);
            Assert.All(texts, text => Assert.DoesNotContain(arrows, arrow => EdgeLabels.Meets(arrow, text.Box)));
            foreach (var (i, text) in texts.Index())
                Assert.DoesNotContain(texts.Skip(i + 1), other => other.Box.Meets(text.Box));
        }

        static double Of(XElement element, string name) =>
            double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        static ImmutableArray<Point> Places(XElement path) =>
            [.. path.Attribute("d")!.Value[1..].Split('L').Select(place => place.Split(' ')).Select(place => new Point(
                double.Parse(place[0], CultureInfo.InvariantCulture),
                double.Parse(place[1], CultureInfo.InvariantCulture)))];
    }

    [Fact]
    public void The_rules_of_a_graph_hold_for_nothing_else_in_a_page()
    {
        var svg = GraphSvg.Render(new("", Prelude.Literal(3).Draw()));
        var style =
            svg[svg.IndexOf("<style>", StringComparison.Ordinal)..svg.IndexOf("</style>", StringComparison.Ordinal)];
        Assert.All(style.Split('}', '{').Where(part => part.TrimStart().StartsWith('.')),
            rule => Assert.StartsWith(".ag-graph .", rule.Trim(), StringComparison.Ordinal));
        Assert.DoesNotContain("text{", style.Replace(".text{", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_name_can_be_drawn()
    {
        var x = Prelude.Variable("<&\"\u0001\ud800>");
        XDocument.Parse(GraphSvg.Render(new("", x.Square().Draw((x, 2.0)))));
    }

    [Fact]
    public void A_graph_of_one_node_is_drawn()
    {
        var svg = GraphSvg.Render(new("", Prelude.Literal(3).Draw()));
        Assert.Contains(">3<", svg, StringComparison.Ordinal);
    }
}
