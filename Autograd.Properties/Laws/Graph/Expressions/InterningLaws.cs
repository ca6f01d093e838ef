using System.Runtime.CompilerServices;
using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Graph.Ops;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>Equality is identity: what is written twice is one node, and what has an identity stays two.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)])]
public sealed class InterningLaws
{
    public static TheoryData<string> Ops { get; } = [.. OpTable.Names];

    [Theory]
    [MemberData(nameof(Ops))]
    public void The_same_op_on_the_same_inputs_is_the_same_object(string op) => CaseCount.Check(
        20,
        Prop.ForAll(OpTable.Cases[op].Samples.ToArbitrary(), sample =>
        {
            // A copy is equal but another object, as an op is that is written anew.
            var again = Expr.Apply(sample.Op with { }, sample.Arguments.AsSpan());
            Assert.Same(sample.Node, again);
            Assert.NotSame(sample.Op, sample.Op with { });
        }));

    [Law(MaxTest = 30)]
    public void A_graph_built_again_over_the_same_variables_is_the_same_graph(GraphCase graph)
    {
        var rebuilt = new Dictionary<Expr, Expr>();
        foreach (var node in Topology.InOrder([graph.Loss]))
        {
            rebuilt[node] =
                node.Op.HasIdentity ? node : Expr.Apply(node.Op, [.. node.Inputs.Select(input => rebuilt[input])]);
            Assert.Same(node, rebuilt[node]);
        }
    }

    [Fact]
    public void Ops_that_differ_in_a_parameter_or_in_the_order_of_inputs_are_different_nodes()
    {
        var x = Variable("x", [2, 2]);
        Assert.NotSame(x.Sum(0), x.Sum(1));
        Assert.NotSame(x - 1, 1 - x);
        Assert.NotSame(x.Slice(0, 0, 1), x.Slice(0, 1, 1));
        Assert.NotSame(x.Sin(), x.Cos());
    }

    [Law]
    public void Equal_numbers_are_one_node(double number)
    {
        Assert.Same(Literal(number), Literal(number));
        Assert.Same(Literal(number) + Ones([3]), Literal(number) + Ones([3]));
    }

    [Law]
    public void A_scalar_tensor_has_an_identity_as_every_tensor_has(double number)
    {
        Assert.NotSame(Literal(number), Literal(Tensor.Of(Shape.Scalar, number)));
        Assert.NotSame(Literal(Tensor.Of(Shape.Scalar, number)), Literal(Tensor.Of(Shape.Scalar, number)));
        Assert.NotSame(Parameter(number), Parameter(number));
        Assert.Equal($"{Literal(number)}", $"{Parameter(number)}");
    }

    [Fact]
    public void Numbers_of_different_bits_are_different_nodes()
    {
        Assert.NotSame(Literal(0.0), Literal(-0.0));
        Assert.Same(Literal(double.NaN), Literal(double.NaN));
        Assert.NotSame(Literal(1), Literal(1 + double.Epsilon + 2.3e-16));
    }

    [Fact]
    public void Two_variables_of_one_name_are_two() => Assert.NotSame(Variable("x"), Variable("x"));

    [Fact]
    public void Two_bias_tensors_of_zeros_are_two_and_have_gradients_of_their_own()
    {
        Expr first = Tensor.Vector(0.0, 0.0), second = Tensor.Vector(0.0, 0.0);
        Assert.NotSame(first, second);
        Assert.Equal(
            [Tensor.Vector(1.0, 1.0), Tensor.Vector(3.0, 3.0)],
            (first + (3 * second)).Sum().Gradient(first, second).Evaluate<double>());
    }

    [Fact]
    public void Even_one_tensor_written_twice_gives_two_literals()
    {
        var tensor = Tensor.Vector(1.0, 2.0);
        Assert.NotSame(Literal(tensor), Literal(tensor));
    }

    [Fact]
    public void The_table_keeps_no_node_alive()
    {
        var nodes = Abandoned(Variable("x"), 1000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(nodes.Count(node => node.TryGetTarget(out _)), 0, 10);
    }

    [Fact]
    public void Living_nodes_are_found_again_after_many_others_have_come_and_gone()
    {
        var x = Variable("x");
        var kept = Enumerable.Range(0, 500).Select(i => (x + i).Tanh()).ToArray();
        for (var round = 0; round < 5; round++)
        {
            Abandoned(x, 5000);
            GC.Collect();
        }

        Assert.All(kept.Select((node, i) => (node, i)), pair => Assert.Same(pair.node, (x + pair.i).Tanh()));
    }

    [Fact]
    public void Threads_that_build_the_same_graph_get_the_same_node()
    {
        for (var round = 0; round < 20; round++)
        {
            var x = Variable("x");
            using var start = new Barrier(4);
            var built = new Expr[4][];
            var threads = Enumerable.Range(0, 4).Select(t => new Thread(() =>
            {
                start.SignalAndWait();
                built[t] = [.. Enumerable.Range(0, 200).Select(i => ((x * i) + 1).Sin())];
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.All(built, nodes => Assert.Equal(built[0], nodes));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static List<WeakReference<Expr>> Abandoned(Expr x, int count) =>
        [.. Enumerable.Range(0, count).Select(i => new WeakReference<Expr>((x + (i + 0.5)).Sin()))];
}
