using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Replacing parts of a graph.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class SubstitutionLaws
{
    [Law]
    public void Substituting_nothing_or_a_node_for_itself_gives_the_same_object(GraphCase graph)
    {
        Assert.Same(graph.Loss, graph.Loss.Substitute());
        Assert.Same(graph.Loss, graph.Loss.Substitute((graph.Variables[0], graph.Variables[0])));
    }

    [Law]
    public void Literals_substituted_for_variables_give_the_value_without_bindings(GraphCase graph)
    {
        var closed = graph.Loss.Substitute([.. graph.Variables.Select((x, i) => (x, (Expr)graph.Values[i]))]);
        Assert.Empty(Topology.Variables([closed]));
        Close.Tensors("value", graph.Loss.Evaluate<double>(graph.Bindings), closed.Evaluate<double>(), 0);
    }

    [Law]
    public void A_renamed_variable_renamed_back_gives_the_same_object(GraphCase graph)
    {
        var (x, y) = (graph.Variables[0], Variable("y", graph.Variables[0].Shape));
        Assert.Same(graph.Loss, graph.Loss.Substitute((x, y)).Substitute((y, x)));
    }

    [Law]
    public void The_value_of_a_substituted_graph_is_the_graphs_at_the_replacements_value(GraphCase graph)
    {
        var x = graph.Variables[0];
        var inner = x.Tanh() + 0.25;
        var at = inner.Evaluate<double>(graph.Bindings);
        Close.Tensors(
            "value",
            graph.Loss.Evaluate<double>([(x, at), .. graph.Bindings.Skip(1)]),
            graph.Loss.Substitute((x, inner)).Evaluate<double>(graph.Bindings),
            0);
    }

    [Fact]
    public void Replacements_are_made_at_once_so_that_two_variables_can_be_exchanged()
    {
        var (x, y) = (Variable("x"), Variable("y"));
        Assert.Same(y - x, (x - y).Substitute((x, y), (y, x)));
    }

    [Fact]
    public void A_replacement_may_contain_what_it_replaces()
    {
        var x = Variable("x");
        Assert.Same((x + 1).Sin() * (x + 1), (x.Sin() * x).Substitute((x, x + 1)));
    }

    [Fact]
    public void An_inner_expression_is_replaced_wherever_it_occurs()
    {
        var (x, y) = (Variable("x"), Variable("y"));
        Assert.Same(y.Exp() + (2 * y), ((x + 1).Exp() + (2 * (x + 1))).Substitute((x + 1, y)));
    }

    [Fact]
    public void In_a_record_each_leaf_is_replaced_in()
    {
        var (x, y) = (Variable("x"), Variable("y"));
        Assert.Equal(new Pair<Expr, Expr>(y.Sin(), y + y), new Pair<Expr, Expr>(x.Sin(), x + y).Substitute((x, y)));
    }

    [Fact]
    public void A_replacement_of_another_shape_is_refused_with_both_shapes()
    {
        var (x, y) = (Variable("x", [2]), Variable("y", [3]));
        var error = Assert.Throws<ShapeException>(() => x.Sum().Substitute((x, y)));
        Assert.All(["Substitute", "[2]", "[3]", "x", "y", "fix:"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }
}
