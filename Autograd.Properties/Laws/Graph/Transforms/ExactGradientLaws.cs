using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>Gradients of random graphs over rationals, with no tolerance.</summary>
[Laws(Arbitrary = [typeof(RationalGraphs)], MaxTest = 60)]
public sealed class ExactGradientLaws
{
    [Law]
    public void Reverse_mode_is_forward_mode_is_the_formal_derivative(RationalGraph graph, int seed)
    {
        var variables = graph.Graph.Variables;
        var direction = Coarse(graph, seed);
        var tangents = new Leaves([.. variables.Select((_, i) => (Expr)direction[i])]);

        var reverse =
            Inner(graph.Loss.Gradient(variables.AsSpan()).Evaluate<Rational>(graph.Graph.Bindings), direction);
        var forward =
            graph.Loss.Jvp(new Leaves(variables), tangents).Evaluate<Rational>(graph.Graph.Bindings).ToScalar();
        var formal =
            ExactDerivatives.Along<Rational, Rationals>(graph.Loss, graph.Graph.Bindings, variables, direction).First;
        Assert.Equal(formal, reverse);
        Assert.Equal(formal, forward);
    }

    [Law(MaxTest = 30)]
    public void The_gradient_of_a_gradient_is_the_formal_second_derivative(RationalGraph graph, int seed)
    {
        var variables = graph.Graph.Variables;
        var direction = Coarse(graph, seed);
        var slope = Directions.Inner(graph.Loss.Gradient(variables.AsSpan()), direction);
        var curvature = Inner(slope.Gradient(variables.AsSpan()).Evaluate<Rational>(graph.Graph.Bindings), direction);
        Assert.Equal(ExactDerivatives.Along<Rational, Rationals>(
            graph.Loss, graph.Graph.Bindings, variables, direction).Second, curvature);
    }

    [Fact]
    public void Ties_and_kinks_share_exactly_in_both_modes()
    {
        var (v, third) = (Prelude.Variable("v", [4]), new Rational(1, 3));
        (Expr, Tensor) at = (v, Tensor.Vector<Rational>(third, third, 0, third));
        Assert.Equal(Tensor.Vector<Rational>(third, third, 0, third), v.Max().Gradient(v).Evaluate<Rational>(at));
        Assert.Equal(third, v.Max().Jvp(v, Tensor.Vector<double>(0, 1, 5, 0)).Evaluate<Rational>(at).ToScalar());
        Assert.Equal(Tensor.Vector<Rational>(0, 0, new Rational(1, 2), 0),
            v.Minimum(0).Sum().Gradient(v).Evaluate<Rational>(at));
    }

    // Few bits, so that exact numbers stay short.
    private static ValueList<Tensor<double>> Coarse(RationalGraph graph, int seed) =>
        Directions.Random(graph.Graph.Variables.Select(x => x.Shape), seed)
        .Select(x => Tensor.Generate(x.Shape, i => Math.Round(x.Elements[i] * 8) / 8)).ToValueList();

    private static Rational Inner(IEnumerable<Tensor<Rational>> gradient, ValueList<Tensor<double>> direction) =>
        gradient.SelectMany((part, i) => part.Elements.Select(
            (g, k) => g * Rational.FromDouble(direction[i].Elements[k]))).Aggregate(new Rational(0), (a, b) => a + b);
}
