using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// Vectorised = looped on random graphs over every op, and its composition with the other transforms.
/// </summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class VectorizationLaws
{
    private static readonly int[] Sizes = [0, 1, 2, 3];

    [Law]
    public void Each_example_has_the_bits_that_it_has_alone(GraphCase graph, byte which, byte size) =>
        ExampleLoop.AgreeWithLoop([.. graph.Outputs, graph.Loss], graph.Bindings, Some(graph, which), Sizes[size % 4]);

    [Law(MaxTest = 25)]
    public void Gradients_of_each_example_are_those_of_a_loop(GraphCase graph, byte which, byte size) =>
        ExampleLoop.AgreeWithLoop(
            [.. graph.Loss.Gradient(graph.Variables.AsSpan())], graph.Bindings, Some(graph, which), Sizes[size % 4]);

    [Law(MaxTest = 20, EndSize = 50)]
    public void Vectorised_twice_is_two_loops(GraphCase graph, byte which, byte again)
    {
        var (roots, bindings) =
            ExampleLoop.Vectorized([graph.Loss, .. graph.Outputs], graph.Bindings, Some(graph, which), 2);
        ExampleLoop.AgreeWithLoop(roots, bindings, Some(graph, again), 3);
    }

    [Law(MaxTest = 25, EndSize = 60)]
    public void The_gradient_of_the_sum_over_a_batch_is_the_batch_of_gradients(GraphCase graph)
    {
        // As each example's loss depends on its own row alone.
        var gradients = graph.Loss.Gradient(graph.Variables.AsSpan());
        var (whole, bindings) = ExampleLoop.Vectorized([graph.Loss, .. gradients], graph.Bindings, _ => true, 3);
        var ofSum =
            whole[0].Sum().Gradient([.. bindings.Select(binding => binding.Variable)]).Evaluate<double>(bindings);
        var ofEach = whole[1..].ToValueList().Evaluate<double>(bindings);
        for (var i = 0; i < ofSum.Count; i++)
        {
            Close.Tensors($"d / d x{i}", ofEach[i], ofSum[i], 1e-10, Close.Scale([ofEach[i]]));
        }
    }

    [Law]
    public void What_does_not_depend_on_a_batch_is_shared_and_stays_the_same_node(GraphCase graph)
    {
        var (row, rows) = (Variable("row", [2]), Variable("rows", [5, 2]));
        var whole = (graph.Loss * row).Vectorize((row, rows));
        Assert.Equal(graph.Loss.BroadcastTo([2]) * rows, whole);
        Assert.Equal(graph.Loss.BroadcastTo([5]), graph.Loss.Vectorize((row, rows)));
    }

    [Fact]
    public void One_matrix_for_all_examples_is_one_product()
    {
        var (x, w, xs) = (Variable("x", [4, 3]), Variable("w", [3, 2]), Variable("xs", [5, 4, 3]));
        var left = Assert.Single(Topology.InOrder([x.Dot(w).Vectorize((x, xs))]), node => node.Op is Dot);
        var right = Assert.Single(
            Topology.InOrder([w.Transpose().Dot(x.Transpose()).Vectorize((x, xs))]), node => node.Op is Dot);
        Assert.Equal(Shape.Of(20, 2), left.Shape);
        Assert.Equal(Shape.Of(20, 2), right.Shape);
    }

    [Fact]
    public void A_function_of_records_and_labels_maps_over_all_of_their_leaves()
    {
        var (w, xs, labels) =
            (Variable("w", [3, 4]), Variable("xs", [6, 3]), Variable("labels", new TensorType([6], ElementKind.Index)));
        Expr Loss(Expr x, Expr label) => x.Dot(w).SoftmaxCrossEntropy(label);
        var gradients = Vectorize((x, label) => Loss(x, label).Gradient(w))(xs, labels);
        var ofPair = Vectorization.Vectorize((Pair<Expr, Expr> both) => Loss(both.First, both.Second).Gradient(w))(
            new(xs, labels));
        (Expr, Tensor)[] values =
        [
            (w, Samples.Tensor([3, 4])), (xs, Samples.Tensor([6, 3])), (labels, Tensor.Vector(3, 1, 0, 2, 2, 1)),
        ];
        Runs.Agree([gradients, ofPair], values);
        var together = gradients.Evaluate<double>(values);
        Bits.AssertSame([together], [ofPair.Evaluate<double>(values)]);
        for (var i = 0; i < 6; i++)
        {
            var alone = Loss(xs.Gather((Expr)Tensor.Of([], i)), labels.Slice(0, i, 1).Reshape()).Gradient(w);
            Bits.AssertSame([alone.Evaluate<double>(values)], [ExampleLoop.At(together, i)]);
        }
    }

    [Fact]
    public void A_graph_of_100_000_nodes_is_vectorised()
    {
        var (x, xs) = (Variable("x"), Variable("xs", [2]));
        var y = x;
        for (var i = 0; i < 50_000; i++) y = y.Sin() + x;
        var whole = y.Vectorize((x, xs));
        Assert.Equal(100_001, Topology.InOrder([whole]).Length);
    }

    [Fact]
    public void An_example_is_named_after_its_leaf()
    {
        var names = new List<string>();
        Vectorize(x => Noted(x))(Ones([2]));
        Vectorization.Vectorize((Pair<Expr, Expr> both) => Noted(both.First) + Noted(both.Second))(
            new(Ones([2]), Ones([2])));
        Assert.Equal(["example", "First", "Second"], names);

        Expr Noted(Expr x)
        {
            names.Add(x.Op.Name);
            return x;
        }
    }

    [Fact]
    public void What_is_not_a_batch_is_refused_with_both_shapes()
    {
        var (x, y) = (Variable("x", [2]), Variable("y"));
        var sum = x.Sum() + y;
        var error =
            Assert.Throws<ShapeException>(() => sum.Vectorize((x, Variable("xs", [3, 2])), (y, Variable("ys", [4]))));
        Assert.Contains("Real[4] is not a batch of 3 examples of Real[]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeException>(() => sum.Vectorize((x, x)));
        Assert.Throws<ShapeException>(() => sum.Vectorize((y, y)));
        Assert.Contains("a scalar has no axis of examples",
            Assert.Throws<ShapeException>(() => Vectorize(z => z * 2)(y)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => sum.Vectorize());
    }

    // At least one variable.
    private static Func<int, bool> Some(GraphCase graph, int which) =>
        i => (which >> i & 1) == 1 || i == which % graph.Variables.Length;
}
