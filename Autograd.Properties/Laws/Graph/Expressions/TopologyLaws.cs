using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Xunit;

namespace Autograd.Properties.Graph;

/// <summary>The order in which a graph is walked.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class TopologyLaws
{
    [Law]
    public void Every_node_comes_once_and_after_its_inputs(GraphCase graph)
    {
        var seen = new HashSet<Expr>();
        foreach (var node in Topology.InOrder(graph.Outputs))
        {
            Assert.All(node.Inputs, input => Assert.Contains(input, seen));
            Assert.True(seen.Add(node), $"{node} comes twice");
        }

        Assert.All(graph.Outputs, output => Assert.Contains(output, seen));
    }

    [Law]
    public void Nothing_but_what_the_roots_depend_on_is_walked(GraphCase graph)
    {
        var order = Topology.InOrder([graph.Loss]);
        var used = order.SelectMany(node => node.Inputs).ToHashSet();
        Assert.Equal([graph.Loss], order.Where(node => !used.Contains(node)));
    }

    [Law]
    public void The_order_depends_on_the_graph_alone(GraphCase graph) =>
        Assert.Equal(Topology.InOrder(graph.Outputs).AsEnumerable(), Topology.InOrder(graph.Outputs));

    [Law]
    public void Roots_are_walked_in_order_and_the_walk_of_the_first_is_a_prefix(GraphCase graph)
    {
        var first = Topology.InOrder([graph.Outputs[0]]);
        Assert.Equal(first.AsEnumerable(), Topology.InOrder(graph.Outputs).Take(first.Length));
    }

    [Law]
    public void Its_variables_are_the_nodes_without_inputs_that_need_a_value(GraphCase graph) => Assert.Equal(
        Topology.InOrder(graph.Outputs).Where(node => node.Inputs.IsEmpty && node.Op is not Literal),
        Topology.Variables(graph.Outputs));
}
