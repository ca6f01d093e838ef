using System.Text.RegularExpressions;
using Autograd.Graph;
using Autograd.Graph.Drawing;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Drawing;

/// <summary>A diagram is its graph: the same nodes, values and derivatives.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)])]
public sealed partial class DiagramLaws
{
    private const int Everything = 100_000;

    [Law]
    public void Each_node_is_drawn_once_and_each_input_is_an_arrow(GraphCase graph)
    {
        var drawn = graph.Loss.Draw(Everything);
        var nodes = Topology.InOrder([graph.Loss]).Where(node => node.Op is not BroadcastTo).ToHashSet();
        Assert.True(drawn.IsWhole);
        Assert.Equal(nodes.Count + 1, drawn.Nodes.Length);
        Assert.True(nodes.SetEquals(drawn.Nodes[..^1].Select(mark => mark.Source!)));
        Assert.Equal(nodes.Sum(node => node.Inputs.Length) + 1, drawn.Edges.Length);
        Assert.All(drawn.Edges, edge => Assert.True(edge.From < edge.To));
    }

    [Law]
    public void The_value_of_an_arrow_is_that_of_its_input(GraphCase graph)
    {
        var drawn = graph.Loss.Draw(Everything, graph.Bindings);
        foreach (var edge in drawn.Edges)
        {
            if (drawn.Nodes[edge.From].Source is { Kind: ElementKind.Real } input)
            {
                Assert.Equal(input.Evaluate<double>(graph.Bindings), edge.Value);
            }
        }
    }

    [Law]
    public void What_comes_back_to_a_variable_along_its_arrows_adds_up_to_its_gradient(GraphCase graph)
    {
        var drawn = graph.Loss.Draw(Everything, graph.Bindings);
        for (var mark = 0; mark < drawn.Nodes.Length; mark++)
        {
            if (drawn.Nodes[mark] is not { Kind: DiagramNodeKind.Variable, Source: { } variable }) continue;
            var expected = graph.Loss.Gradient(variable).Evaluate<double>(graph.Bindings).Elements;
            var parts = drawn.Edges.Where(edge => edge.From == mark && edge.Gradient is not null)
                .Select(edge => ((Tensor<double>)edge.Gradient!).Elements).ToArray();
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(
                    expected[i], parts.Sum(part => part[i]), 1e-9 * (1 + parts.Sum(part => Math.Abs(part[i]))));
            }
        }
    }

    [Law]
    public void Texts_name_each_mark_and_each_arrow_once(GraphCase graph)
    {
        var drawn = graph.Loss.Draw(graph.Bindings);
        var (dot, mermaid) = (drawn.ToDot().TrimEnd().Split('\n'), drawn.ToMermaid().TrimEnd().Split('\n'));
        Assert.Equal(("digraph {", "  rankdir=LR", "}"), (dot[0], dot[1], dot[^1]));
        Assert.All(dot[2..^1], line => Assert.Matches(Dot(), line));
        Assert.Equal(2 + drawn.Nodes.Length + drawn.Edges.Length + 1, dot.Length);
        Assert.Equal("flowchart LR", mermaid[0]);
        Assert.All(mermaid[1..], line => Assert.Matches(Mermaid(), line));
        Assert.Equal(1 + drawn.Nodes.Length + drawn.Edges.Length, mermaid.Length);
    }

    [Law]
    public void A_cut_diagram_has_no_more_nodes_than_asked_for(GraphCase graph)
    {
        for (var most = 1; most < 12; most++)
        {
            var drawn = graph.Loss.Draw(most, graph.Bindings);
            Assert.InRange(drawn.Nodes.Count(
                mark => mark.Kind is not (DiagramNodeKind.Result or DiagramNodeKind.Omitted)), 1, most);
            Assert.Equal(!drawn.IsWhole, drawn.Nodes[0].Kind == DiagramNodeKind.Omitted);
            Assert.All(drawn.Edges, edge => Assert.True(edge.From < edge.To));
        }
    }

    [Fact]
    public void A_graph_100_000_nodes_deep_is_drawn_in_part()
    {
        var x = Variable("x");
        var deep = Enumerable.Range(0, 100_000).Aggregate(x, (y, i) => i % 2 == 0 ? y + x : y * x);
        var drawn = deep.Draw((x, 0.5));
        Assert.False(drawn.IsWhole);
        Assert.Equal(202, drawn.Nodes.Length);
    }

    [Theory]
    [InlineData("a\"b<c>&\\`#d\n]")]
    [InlineData("\" ]; n9 -> n8; [\"")]
    public void A_name_cannot_end_its_label(string name)
    {
        var x = Variable(name);
        var drawn = (x * 2).Draw((x, 1.0));
        Assert.All(drawn.ToDot().TrimEnd().Split('\n')[2..^1], line => Assert.Matches(Dot(), line));
        Assert.All(drawn.ToMermaid().TrimEnd().Split('\n')[1..], line => Assert.Matches(Mermaid(), line));
    }

    [Fact]
    public void The_book_s_apples_carry_the_book_s_numbers()
    {
        var (price, apples, tax) = (Variable("price"), Variable("apples"), Variable("tax"));
        var drawn = (price * apples * tax).Draw((price, 100.0), (apples, 2.0), (tax, 1.1));
        Assert.Equal(["100 2.2", "2 110", "200 1.1", "1.1 200", "220 1"],
            drawn.Edges.Select(edge => $"{edge.ValueText} {edge.GradientText}"));
        Assert.Equal(["price", "apples", "×", "tax", "×", ""], drawn.Nodes.Select(mark => mark.Label));
    }

    [GeneratedRegex("""^  n\d+ (\[label="([^"\\]|\\.)*", shape=\w+(, width=0)?\]|-> n\d+"""
        + """( \[label=<[^<>&]*((&#\d+;)[^<>&]*)*(<br/><font color="#\w+">([^<>&]|&#\d+;)*</font>)?>\])?)$""")]
    private static partial Regex Dot();

    [GeneratedRegex("""^  n\d+(\["[^"]*"\]|\(\("[^"]*"\)\)| -->(\|"[^"]*"\|)? n\d+)$""")]
    private static partial Regex Mermaid();
}
