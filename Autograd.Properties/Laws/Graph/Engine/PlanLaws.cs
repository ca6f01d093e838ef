using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;

namespace Autograd.Properties.Graph.Engine;

/// <summary>A plan of a random graph over every op has the bits of the reference interpreter.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 60)]
public sealed class PlanLaws
{
    [Law]
    public void A_plan_has_the_bits_of_the_reference_interpreter_in_every_way_it_runs(GraphCase graph) =>
        Runs.Agree(graph.Outputs, graph.Bindings);

    [Law(MaxTest = 30)]
    public void The_plan_of_a_gradient_has_them_too(GraphCase graph) =>
        Runs.Agree([graph.Loss, .. graph.Loss.Gradient(graph.Variables.AsSpan())], graph.Bindings);

    [Law(MaxTest = 40)]
    public void NaNs_infinities_and_negative_zeros_go_the_same_way(GraphCase graph, int seed) =>
        Runs.Agree(graph.Outputs, [.. graph.Bindings.Select(
            (binding, i) => (binding.Variable, (Tensor)WithOddNumbers((Tensor<double>)binding.Value, seed + i)))]);

    [Law]
    public void Outputs_may_be_inputs_literals_reshapes_and_one_expression_many_times(GraphCase graph)
    {
        var (x, y) = (graph.Variables[0], graph.Outputs[^1]);
        ImmutableArray<Expr> outputs =
        [
            x, y, Flat(x), Flat(y), y, 2.5, Flat(y).Reshape(y.Shape), Tensor.Generate(x.Shape, i => i + 0.1), -y,
            y + 0, x, Flat(-y),
        ];
        Runs.Agree(outputs, graph.Bindings);
    }

    [Law]
    public void Two_runs_of_a_frame_and_runs_of_two_frames_of_a_plan_are_the_same(GraphCase graph)
    {
        var plan = Plan<float>.Make(graph.Variables, graph.Outputs);
        var frames = new[] { plan.NewExecution(), plan.NewExecution() };
        foreach (var frame in frames)
        {
            for (var i = 0; i < graph.Variables.Length; i++) frame.Set(i, graph.Bindings[i].Value);
        }

        var first = frames[0].Run(graph.Outputs.Length);
        Bits.AssertSame(first, frames[0].Run(graph.Outputs.Length));
        Bits.AssertSame(first, frames[1].Run(graph.Outputs.Length));
    }

    [Law]
    public void A_frame_forgets_the_inputs_of_the_run_before(GraphCase graph, int seed)
    {
        var other = graph.Bindings.Select((binding, i) =>
            (binding.Variable, (Tensor)WithOddNumbers((Tensor<double>)binding.Value, seed + i))).ToArray();
        var frame = Runs.Execution<double>(graph.Outputs, other);
        frame.Run();
        for (var i = 0; i < graph.Variables.Length; i++) frame.Set(i, graph.Bindings[i].Value);
        Bits.AssertSame(Runs.Reference<double>(graph.Outputs, graph.Bindings), frame.Run(graph.Outputs.Length));
    }

    private static Expr Flat(Expr x) => x.Reshape(Shape.Of(x.Shape.Size));

    private static Tensor<double> WithOddNumbers(Tensor<double> x, int seed)
    {
        double[] odd = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon, 1e300,
            -1e30, 100, -100];
        var random = new Random(seed);
        return Tensor.Generate(x.Shape, i => random.Next(3) == 0 ? odd[random.Next(odd.Length)] : x.Elements[i]);
    }
}
