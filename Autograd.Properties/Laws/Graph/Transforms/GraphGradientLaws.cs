using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Graph.Numerics;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Gradients of random graphs over every op, against derivatives that know nothing of the rules.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 60)]
public sealed class GraphGradientLaws
{
    [Law]
    public void Reverse_mode_and_forward_mode_give_the_derivative_along_any_direction(GraphCase graph, int seed)
    {
        var v = Along(graph, seed);
        var gradient = graph.Loss.Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings);
        var scale = Directions.InnerScale(gradient, v);
        var exact = Line(graph, v).First;
        var forward = graph.Loss.Jvp(Parameters(graph), Tangents(graph, v)).Evaluate<double>(graph.Bindings).ToScalar();

        Close.Numbers("reverse mode", exact, Directions.Inner(gradient, v), 1e-10, scale);
        Close.Numbers("forward mode", exact, forward, 1e-10, scale);
    }

    [Law(MaxTest = 25, EndSize = 50)]
    public void The_gradient_is_the_central_difference_in_every_coordinate(GraphCase graph)
    {
        var frozen = Oracles.Frozen(graph.Loss, graph.Bindings);
        var gradient = graph.Loss.Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings);
        for (var i = 0; i < graph.Variables.Length; i++)
        {
            var differences = Oracles.Differences(frozen, graph.Variables[i], graph.Bindings);
            Close.Tensors($"d loss / d x{i}", differences, gradient[i], 1e-5, Close.Scale([differences]));
        }
    }

    [Law]
    public void Each_output_has_the_transpose_of_its_forward_mode_as_its_reverse_mode(GraphCase graph, int seed)
    {
        var v = Along(graph, seed);
        foreach (var output in graph.Outputs)
        {
            var u = Directions.Random(output.Shape, seed + 1);
            var forward = output.Jvp(Parameters(graph), Tangents(graph, v)).Evaluate<double>(graph.Bindings);
            var reverse = output.Vjp(u, Parameters(graph)).All.Evaluate<double>(graph.Bindings);
            Close.Numbers("⟨Jv, u⟩ = ⟨v, Jᵀu⟩", Directions.Inner([forward], [u]), Directions.Inner(v, reverse), 1e-10,
                Directions.InnerScale(v, reverse));
        }
    }

    [Law]
    public void Reverse_mode_is_linear_in_the_cotangent(GraphCase graph, int seed)
    {
        foreach (var output in graph.Outputs)
        {
            var (u, w) = (Directions.Random(output.Shape, seed), Directions.Random(output.Shape, seed + 1));
            ValueList<Tensor<double>> Reverse(Expr cotangent) =>
                output.Vjp(cotangent, Parameters(graph)).All.Evaluate<double>(graph.Bindings);
            var (first, second, both) = (Reverse(u), Reverse(w), Reverse((2 * (Expr)u) - (3 * (Expr)w)));
            for (var i = 0; i < both.Count; i++)
            {
                var expected =
                    Tensor.Generate(both[i].Shape, k => (2 * first[i].Elements[k]) - (3 * second[i].Elements[k]));
                Close.Tensors($"Vjp for x{i}", expected, both[i], 1e-10, Close.Scale([.. first, .. second]));
            }
        }
    }

    [Law]
    public void The_gradient_of_a_gradient_is_the_second_derivative(GraphCase graph, int seed)
    {
        var v = Along(graph, seed);
        var curvature = Directions.Inner(graph.Loss.Gradient(graph.Variables.AsSpan()), v)
            .Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings);
        Close.Numbers(
            "v·Hv", Line(graph, v).Second, Directions.Inner(curvature, v), 1e-9, Directions.InnerScale(curvature, v));
    }

    [Law]
    public void Reverse_and_forward_mode_compose_in_any_order(GraphCase graph, int seed)
    {
        var (v, w) = (Along(graph, seed), Along(graph, seed + 1));
        var slope = Directions.Inner(graph.Loss.Gradient(graph.Variables.AsSpan()), v);
        var reverseOfReverse = slope.Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings);
        var forwardOfReverse =
            slope.Jvp(Parameters(graph), Tangents(graph, w)).Evaluate<double>(graph.Bindings).ToScalar();
        var reverseOfForward = graph.Loss.Jvp(Parameters(graph), Tangents(graph, v)).Gradient(graph.Variables.AsSpan())
            .Evaluate<double>(graph.Bindings);
        var scale = Directions.InnerScale(reverseOfReverse, w);

        Close.Numbers("forward of reverse", Directions.Inner(reverseOfReverse, w), forwardOfReverse, 1e-9, scale);
        Close.Numbers("reverse of forward", Directions.Inner(reverseOfReverse, w),
            Directions.Inner(reverseOfForward, w), 1e-9, scale);
    }

    [Law(MaxTest = 30)]
    public void Hessians_are_symmetric(GraphCase graph, int seed)
    {
        var (v, w) = (Along(graph, seed), Along(graph, seed + 1));
        double Form(ValueList<Tensor<double>> a, ValueList<Tensor<double>> b) =>
            Directions.Inner(Directions.Inner(graph.Loss.Gradient(graph.Variables.AsSpan()), a)
                .Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings), b);
        Close.Numbers("v·Hw", Form(v, w), Form(w, v), 1e-9, 1 + Math.Abs(Form(v, v)) + Math.Abs(Form(w, w)));
    }

    [Law(MaxTest = 30)]
    public void A_gradient_taken_twice_is_the_same_graph(GraphCase graph) => Assert.Equal(
        graph.Loss.Gradient(graph.Variables.AsSpan()).AsEnumerable(),
        graph.Loss.Gradient(graph.Variables.AsSpan()));

    private static ValueList<Tensor<double>> Along(GraphCase graph, int seed) =>
        Directions.Random(graph.Variables.Select(x => x.Shape), seed);

    private static Jet Line(GraphCase graph, ValueList<Tensor<double>> direction) =>
        Oracles.AlongLine(Oracles.Frozen(graph.Loss, graph.Bindings), graph.Bindings, graph.Variables.ToValueList(),
            direction).ToScalar();

    private static Leaves Parameters(GraphCase graph) => new(graph.Variables);

    private static Leaves Tangents(GraphCase graph, ValueList<Tensor<double>> direction) =>
        new([.. graph.Variables.Select((_, i) => (Expr)direction[i])]);
}
