using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Checkpointed = plain in value and in every derivative, with less memory.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class CheckpointingLaws
{
    [Law]
    public void Checkpointed_is_plain_in_value_gradient_and_second_derivative(GraphCase graph, int seed)
    {
        var (plain, again) = (graph.Loss, Checkpointed(graph));
        var v = Directions.Random(graph.Variables.Select(x => x.Shape), seed);
        Bits.AssertSame([plain.Evaluate<double>(graph.Bindings)], [again.Evaluate<double>(graph.Bindings)]);
        Same("gradient", plain.Gradient(graph.Variables.AsSpan()), again.Gradient(graph.Variables.AsSpan()));
        Same("forward mode", [plain.Jvp(Parameters(graph), Tangents(v))], [again.Jvp(Parameters(graph), Tangents(v))]);
        Same("Hessian times vector", plain.HessianVectorProduct(Parameters(graph), Tangents(v)).All,
            again.HessianVectorProduct(Parameters(graph), Tangents(v)).All);

        void Same(string what, ValueList<Expr> expected, ValueList<Expr> actual)
        {
            var (first, second) = (expected.Evaluate<double>(graph.Bindings), actual.Evaluate<double>(graph.Bindings));
            for (var i = 0; i < first.Count; i++)
            {
                Close.Tensors($"{what}, {i}", first[i], second[i], 1e-11, Close.Scale(first));
            }
        }
    }

    [Law(MaxTest = 20)]
    public void A_plan_of_what_is_checkpointed_has_the_references_bits(GraphCase graph)
    {
        var loss = Checkpointed(graph);
        Runs.Agree([loss, .. loss.Gradient(graph.Variables.AsSpan())], graph.Bindings);
    }

    [Law(MaxTest = 20)]
    public void Vectorised_is_looped_through_a_checkpoint(GraphCase graph, byte which)
    {
        var loss = Checkpointed(graph);
        ExampleLoop.AgreeWithLoop([loss, .. loss.Gradient(graph.Variables.AsSpan())], graph.Bindings,
            i => i == which % graph.Variables.Length, 2);
    }

    [Law(MaxTest = 20)]
    public void What_is_used_from_outside_has_its_gradient_too(GraphCase graph)
    {
        var loss = Checkpointing.Checkpoint((Expr scale) => graph.Loss * scale)(2);
        var (expected, actual) = ((graph.Loss * 2).Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings),
            loss.Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings));
        for (var i = 0; i < expected.Count; i++)
        {
            Close.Tensors($"x{i}", expected[i], actual[i], 1e-11, Close.Scale(expected));
        }
    }

    [Fact]
    public void A_deep_network_needs_far_less_memory_and_one_more_forward_pass()
    {
        var (plain, again) = (CostOf(f => f), CostOf(Checkpoint));
        Assert.InRange((double)again.PeakBytes / plain.PeakBytes, 0, 0.6);
        Assert.InRange((double)again.Flops / plain.Flops, 1.1, 1.3);
    }

    [Fact]
    public void A_record_of_several_results_passes_through()
    {
        var x = Variable("x", [2, 3]);
        var pair = Checkpointing.Checkpoint((Expr y) => new Pair<Expr, Expr>(y.Sin(), y.Sum(0).Exp()))(x);
        (Expr, Tensor) at = (x, Samples.Tensor([2, 3]));
        Bits.AssertSame([x.Sin().Evaluate<double>(at), x.Sum(0).Exp().Evaluate<double>(at)],
            [pair.First.Evaluate<double>(at), pair.Second.Evaluate<double>(at)]);
        var gradient = (pair.First.Sum() + (pair.Second * pair.Second).Sum()).Gradient(x);
        var expected = (x.Sin().Sum() + (x.Sum(0).Exp() * x.Sum(0).Exp()).Sum()).Gradient(x);
        Close.Tensors("gradient", expected.Evaluate<double>(at), gradient.Evaluate<double>(at), 1e-13);
    }

    [Fact]
    public void Checkpoints_nest_and_print_as_calls()
    {
        var (x, w) = (Variable("x"), Variable("w"));
        var block = Checkpoint(y => Checkpoint(z => (z * w).Sin())(y) + y);
        Assert.Equal("Checkpoint(x, w)", block(x).ToString());
        (Expr, Tensor)[] at = [(x, 0.7), (w, 1.3)];
        Close.Numbers("dw", 0.7 * Math.Cos(0.91), block(x).Gradient(w).Evaluate<double>(at).ToScalar(), 1e-14);
        Close.Numbers(
            "d²w", -0.49 * Math.Sin(0.91), block(x).Gradient(w).Gradient(w).Evaluate<double>(at).ToScalar(), 1e-14);
        Runs.Agree([block(block(x)), block(block(x)).Gradient(w)], at);
    }

    [Fact]
    public void Labels_pass_through_a_checkpoint_as_they_are()
    {
        var (x, t) = (Variable("x", [2, 3]), Variable("t", new TensorType([2], ElementKind.Index)));
        (Expr, Tensor)[] at = [(x, Samples.Tensor([2, 3])), (t, Tensor.Vector(2, 0))];
        var loss = Checkpoint(y => y.SoftmaxCrossEntropy(t))(x);
        Bits.AssertSame(
            [x.SoftmaxCrossEntropy(t).Gradient(x).Evaluate<double>(at)], [loss.Gradient(x).Evaluate<double>(at)]);
        Runs.Agree([loss, loss.Gradient(x)], at);
    }

    [Fact]
    public void An_index_as_result_is_refused()
    {
        var error = Assert.Throws<ShapeException>(() => Checkpoint(x => x.ArgMax(0))(Variable("x", [3])));
        Assert.Contains("Index elements", error.Message, StringComparison.Ordinal);
    }

    // Sixteen layers in four blocks.
    private static PlanCost CostOf(Func<Func<Expr, Expr>, Func<Expr, Expr>> block)
    {
        var (x, w) = (Variable("x", [256, 64]), Variable("w", [64, 64]));
        var y = x;
        for (var i = 0; i < 4; i++)
        {
            y = block(h =>
            {
                for (var layer = 0; layer < 4; layer++) h = h.Dot(w).Tanh();
                return h;
            })(y);
        }

        return Plan<float>.Make([x, w], [y.Sum().Gradient(w)], Runs.Alone).Cost;
    }

    private static Expr Checkpointed(GraphCase graph) =>
        Checkpointing.Checkpoint((Leaves x) => graph.Loss.Substitute([.. graph.Variables.Zip(x.Items)]))(
            Parameters(graph));

    private static Leaves Parameters(GraphCase graph) => new(graph.Variables);

    private static Leaves Tangents(ValueList<Tensor<double>> direction) => new([.. direction.Select(d => (Expr)d)]);
}
