using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// The rules of calculus, for random graphs: of sums, products and compositions, and derivatives of the third order.
/// </summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed class AlgebraLaws
{
    [Law]
    public void The_gradient_of_a_sum_is_the_sum_of_gradients(GraphCase graph) =>
        Same(graph, (f, g) => f + (3 * g), (f, g, df, dg) => df + (3 * dg));

    [Law]
    public void The_gradient_of_a_product_is_each_factor_times_the_others_gradient(GraphCase graph) =>
        Same(graph, (f, g) => f * g, (f, g, df, dg) => (f * dg) + (g * df));

    [Law]
    public void The_gradient_of_a_quotient_is_its_quotient_rule(GraphCase graph) =>
        Same(graph, (f, g) => f / (1 + g.Square()),
            (f, g, df, dg) => ((df * (1 + g.Square())) - (f * 2 * g * dg)) / (1 + g.Square()).Square());

    [Law]
    public void The_gradient_of_a_function_of_a_graph_is_its_slope_times_the_gradient(GraphCase graph)
    {
        Same(graph, (f, g) => f.Sin() + g.Tanh(), (f, g, df, dg) => (f.Cos() * df) + ((1 - g.Tanh().Square()) * dg));
        Same(graph, (f, g) => (f * g).Sigmoid(),
            (f, g, df, dg) => (f * g).Sigmoid() * (1 - (f * g).Sigmoid()) * ((f * dg) + (g * df)));
    }

    [Law]
    public void The_Jacobian_of_a_composition_is_the_product_of_Jacobians(GraphCase graph, int seed)
    {
        // f of g, where f is the graph and g goes from other variables to its own: Jᵀ of g after Jᵀ of f, at g's value.
        (Expr Variable, Expr Image)[] inner = [.. graph.Variables.Select(x => (Variable($"z{x}", x.Shape), x))
            .Select(pair => (pair.Item1, (pair.Item1 * 0.5).Sin() + pair.Item1))];
        (Expr, Tensor)[] at = [.. inner.Zip(graph.Values, (pair, value) => (pair.Variable, (Tensor)value))];
        (Expr, Expr)[] composed = [.. graph.Variables.Zip(inner, (x, pair) => (x, pair.Image))];
        foreach (var output in graph.Outputs)
        {
            Expr u = Directions.Random(output.Shape, seed);
            for (var i = 0; i < inner.Length; i++)
            {
                var whole = output.Substitute(composed).Vjp(u, inner[i].Variable);
                var parts =
                    inner[i].Image.Vjp(output.Vjp(u, graph.Variables[i]).Substitute(composed), inner[i].Variable);
                var (expected, actual) = (parts.Evaluate<double>(at), whole.Evaluate<double>(at));
                if (expected.Elements.All(double.IsFinite))
                {
                    Close.Tensors($"x{i}", expected, actual, 1e-10, Close.Scale([expected]));
                }
            }
        }
    }

    [Law(MaxTest = 25, EndSize = 60)]
    public void The_third_derivative_along_a_line_is_the_complex_step_of_the_second_in_every_order_of_modes(
        GraphCase graph, int seed)
    {
        var v = Directions.Random(graph.Variables.Select(x => x.Shape), seed);
        var loss = Oracles.Frozen(graph.Loss, graph.Bindings);
        Expr Reverse(Expr f) => Directions.Inner(f.Gradient(graph.Variables.AsSpan()), v);
        Expr Forward(Expr f) => f.Jvp(new Leaves(graph.Variables), new Leaves([.. v.Select(d => (Expr)d)]));
        var exact = Oracles.ComplexStep(Reverse(Reverse(loss)), graph.Bindings, graph.Variables.ToValueList(), v);
        var fourth = Forward(Reverse(Reverse(Forward(loss)))).Evaluate<double>(graph.Bindings).ToScalar();
        if (!double.IsFinite(exact)) return;
        foreach (var (order, third) in new[]
        {
            ("reverse thrice", Reverse(Reverse(Reverse(loss)))), ("forward thrice", Forward(Forward(Forward(loss)))),
            ("mixed", Reverse(Forward(Reverse(loss)))),
        })
        {
            Close.Numbers(order, exact, third.Evaluate<double>(graph.Bindings).ToScalar(), 1e-9,
                1 + Math.Abs(exact) + Math.Abs(fourth));
        }
    }

    private delegate Expr Rule(Expr f, Expr g, Expr df, Expr dg);

    // f is the graph's loss and g another scalar of its outputs.
    private static void Same(GraphCase graph, Func<Expr, Expr, Expr> compose, Rule rule)
    {
        var (f, g) =
            (graph.Loss, graph.Outputs.Select(output => (output * 0.1).Sin().Sum()).Aggregate((a, b) => a + b));
        var whole = compose(f, g).Gradient(graph.Variables.AsSpan()).Evaluate<double>(graph.Bindings);
        var (df, dg) = (f.Gradient(graph.Variables.AsSpan()), g.Gradient(graph.Variables.AsSpan()));
        for (var i = 0; i < whole.Count; i++)
        {
            var expected = rule(f, g, df[i], dg[i]).Evaluate<double>(graph.Bindings);
            Close.Tensors($"d / d x{i}", expected, whole[i], 1e-10,
                Close.Scale([df[i].Evaluate<double>(graph.Bindings), dg[i].Evaluate<double>(graph.Bindings)]));
        }
    }
}
