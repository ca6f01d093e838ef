using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Graph.Ops;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Generators;

/// <summary>The random graphs are what the laws over them rely on.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 50)]
public sealed class GraphsLaws
{
    // A fixed seed: how much is covered must not depend on luck.
    private static readonly GraphCase[] Sample = [.. Generators.Graphs.Any.Sample(70, new FsCheck.Rnd(20261122), 300)];

    public static TheoryData<string> Ops { get; } = [.. OpTable.Names];

    [Theory]
    [MemberData(nameof(Ops))]
    public void Every_op_occurs_in_random_graphs(string op) =>
        Assert.InRange(Sample.Count(graph => Topology.InOrder([graph.Loss]).Any(node => node.Op.GetType().Name == op)),
            6, Sample.Length);

    [Fact]
    public void Pairs_of_ops_occur_in_hundreds_of_kinds() => Assert.InRange(
        Sample.SelectMany(graph => Topology.InOrder([graph.Loss])).SelectMany(
            node => node.Inputs, (node, input) => (node.Op.GetType(), input.Op.GetType())).Distinct().Count(),
        500,
        int.MaxValue);

    [Theory]
    [InlineData("a result used twice", 60)]
    [InlineData("broadcasting", 60)]
    [InlineData("an empty axis", 8)]
    [InlineData("an axis of length 1", 30)]
    [InlineData("a scalar variable", 5)]
    [InlineData("several variables", 50)]
    [InlineData("a tensor constant", 20)]
    [InlineData("twenty nodes or more", 40)]
    public void Most_of_what_is_rare_by_chance_is_frequent(string what, int percent)
    {
        bool Has(GraphCase graph) => what switch
        {
            "a result used twice" => Topology.InOrder(graph.Outputs).SelectMany(node => node.Inputs)
                .CountBy(node => node).Any(use => use.Value > 1),
            "broadcasting" => Nodes(graph).Any(node => node.Op is BroadcastTo),
            "an empty axis" => Nodes(graph).Any(node => node.Shape.Contains(0)),
            "an axis of length 1" => graph.Values.Any(value => value.Shape.Contains(1)),
            "a scalar variable" => graph.Values.Any(value => value.Shape.Rank == 0),
            "several variables" => graph.Values.Length > 1,
            "a tensor constant" =>
                Nodes(graph).Any(node => node.Op is Literal { Value: Tensor<double> { Shape.Rank: > 0 } }),
            _ => Nodes(graph).Length >= 20,
        };

        Assert.InRange(100 * Sample.Count(Has) / Sample.Length, percent, 100);
    }

    [Law]
    public void A_graph_is_defined_where_it_is_sampled_and_away_from_kinks(GraphCase graph)
    {
        Assert.True(double.IsFinite(graph.Loss.Evaluate<double>(graph.Bindings).ToScalar()));
        Assert.InRange(Kinks.Distance([graph.Loss], graph.Bindings, graph.Variables.AsSpan()), Kinks.Margin,
            double.PositiveInfinity);
    }

    [Law(MaxTest = 20)]
    public void Every_smaller_graph_that_shrinking_tries_is_well_shaped_too(GraphCase graph)
    {
        foreach (var smaller in Generators.Graphs.Shrink(graph).Take(20))
        {
            Assert.True(double.IsFinite(smaller.Loss.Evaluate<double>(smaller.Bindings).ToScalar()));
            Assert.True(
                smaller.Instructions.Length < graph.Instructions.Length || smaller.Values.Length < graph.Values.Length
                    || !smaller.Values.SequenceEqual(graph.Values));
        }
    }

    private static ImmutableArray<Expr> Nodes(GraphCase graph) => Topology.InOrder([graph.Loss]);
}
