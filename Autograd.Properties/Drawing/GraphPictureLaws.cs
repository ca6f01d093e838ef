using System.Xml.Linq;
using Autograd.Examples.Charts;
using Autograd.Graph;
using Autograd.Graph.Drawing;
using Autograd.Properties.Generators;
using Xunit;

namespace Autograd.Properties.Drawing;

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
