using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>
/// Leaves are places: two that are one node are two parameters, whoever takes a function of the record.
/// </summary>
public sealed class LeafPlaceLaws
{
    private static readonly DataSet Data = SyntheticData.Noise(20, 2, 2);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var optimizer in EveryOptimizer.By.Keys)
            {
                foreach (var node in Nodes.Keys) cases.Add(optimizer, node);
            }

            return cases;
        }
    }

    // Nodes that two places can share, and the value that each place then has.
    private static Dictionary<string, Expr> Nodes { get; } = new()
    {
        ["zeros"] = Zeros([2, 2]),
        ["an expression"] = 0.5 * Ones([2, 2]).Sin(),
        ["a tensor"] = Literal(Tensor.Of([2, 2], 1f, -2, 3, 4)),
        ["a number"] = 0.25,
        ["a scalar tensor"] = Literal(Tensor.Of([], 0.5f)),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_places_with_one_node_are_trained_as_two_with_a_node_each(string optimizer, string node)
    {
        var shared = new Tied(Nodes[node], Nodes[node]);
        var apart = shared.Evaluate<float, Tied>();
        apart = new(Copy(apart.A), Copy(apart.B));
        var expected = Runs(EveryOptimizer.By[optimizer](0.1), apart);
        var actual = Runs(EveryOptimizer.By[optimizer](0.1), shared);
        foreach (var (way, values) in expected) Bits.AssertSame(values, actual[way], $"{way}:");
        foreach (var (way, values) in expected.Where(run => run.Key != "graph"))
        {
            Bits.AssertSame(expected["graph"], values, $"{way}:");
        }
    }

    [Fact]
    public void The_gradient_of_a_sum_of_two_places_is_one_for_each()
    {
        var step = Train.Step<Tied>((p, _, _) => p.A.Sum() + (2 * p.B.Sum()), Optimizers.Sgd(1));
        var state = step.Start(new(Zeros([2]), Zeros([2])));
        var batch = Data.RandomBatches(2, Key.From(1)).First();
        foreach (var next in new[] { step.Apply(state, batch), step.Graph(state, batch.X, batch.T).State })
        {
            Assert.Equal(Tensor.Vector(-1f, -1), next.Parameters.A.Evaluate<float>());
            Assert.Equal(Tensor.Vector(-2f, -2), next.Parameters.B.Evaluate<float>());
        }
    }

    [Fact]
    public void One_leaf_used_twice_is_tied()
    {
        var step = Train.Step<Expr>((p, _, _) => p.Sum() + (2 * p.Sum()), Optimizers.Sgd(1));
        var batch = Data.RandomBatches(2, Key.From(1)).First();
        Assert.Equal(Tensor.Vector(-3f, -3), step.Apply(step.Start(Zeros([2])), batch).Parameters.Evaluate<float>());
    }

    [Fact]
    public void Inputs_that_are_made_of_a_leaf_are_data_to_the_step()
    {
        var weight = Variable("weight", [2, 2]);
        var step = Train.Step<Expr>((p, x, _) => (p * x).Sum(), Optimizers.Sgd(1));
        var (next, _) = step.Graph(step.Start(weight), 3 * weight, Literal(Tensor.Vector(0, 1)));
        Assert.Equal(Tensor.Full<double>([2, 2], -2),
            next.Parameters.Evaluate<double>((weight, Tensor.Full<double>([2, 2], 1))));
    }

    private static Dictionary<string, IReadOnlyList<Tensor>> Runs(GradientTransform optimizer, Tied start)
    {
        var step = Train.Step<Tied>(
            (p, x, _) => (p.A.Square() * 0.5)
                .Sum() + (2 * p.B.Sin().Sum()) + (0.1 * x.Sum() * p.A.Sum()) + (0.1 * p.L2Penalty(0)), optimizer);
        var state = step.Start(start);
        var batches = Data.RandomBatches(2, Key.From(1)).Take(3).ToArray();
        var (applied, graph) = (state, state);
        foreach (var batch in batches)
        {
            applied = step.Apply(applied, batch);
            graph = step.Graph(graph, batch.X, batch.T).State.Evaluate<float, TrainState<Tied>>();
        }

        return new()
        {
            ["graph"] = graph.Values(),
            ["apply"] = applied.Values(),
            ["fold"] = batches.Fold(state, step).Values(),
            ["losses"] = batches.FoldLosses(state, step).State.Values(),
            ["observe"] = batches.Observe(state, step, every: 2).Last().State.Values(),
        };
    }

    private static Expr Copy(Expr value) => Literal(Tensor.Of(value.Shape, value.Evaluate<float>().AsSpan()));
}

/// <summary>Two parameters, which may be one node.</summary>
[ParameterRecord]
internal sealed partial record Tied(Expr A, Expr B);
