using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>A node that is held is a variable for one derivative, and what it was for the next.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 60)]
public sealed class PartialDerivativesLaws
{
    [Law]
    public void Held_is_replaced_by_a_variable_and_put_back(GraphCase graph, int seed)
    {
        var loss = graph.Loss;

        // What waits for another node is its first input: to hold one is to hold the other.
        var inner = Topology.InOrder([loss])
            .Where(node => node.Kind == ElementKind.Real && !node.Inputs.IsEmpty && node.Op is not OptimizationBarrier)
            .ToArray();
        Expr[] held = [inner[Math.Abs(seed % inner.Length)], inner[Math.Abs(seed / 7 % inner.Length)]];
        var x = graph.Variables[0];
        var names = held.Distinct().Select(node => (Node: node, Name: Variable("held", node.Shape))).ToArray();
        var open = loss.Substitute([.. names]);
        (Expr, Expr)[] back = [.. names.Reverse().Select(pair => (pair.Name, pair.Node))];
        Expr Put(Expr made) => back.Aggregate(made, (at, pair) => at.Substitute(pair));

        Expr v = Directions.Random(x.Shape, seed);
        Same(Put(open.Gradient(x)), loss.Gradient(x, holding: held));
        Same(Put(open.Jvp(x, v)), loss.Jvp(x, v, holding: held));
        Same(Put(open.Vjp(2, x)), loss.Vjp(2, x, holding: held));
        Same(Put(open.Gradient(x)).Vjp(v, x), loss.Gradient(x, holding: held).Vjp(v, x));

        void Same(Expr expected, Expr actual) =>
            Close.Tensors("held", expected.Evaluate<double>(graph.Bindings), actual.Evaluate<double>(graph.Bindings),
                1e-11, Close.Scale([expected.Evaluate<double>(graph.Bindings)]));
    }

    [Fact]
    public void What_is_held_varies_again_in_the_next_derivative()
    {
        var x = Variable("x");
        var z = x.Square();
        var partial = (x * z).Gradient(x, holding: z);
        Assert.Equal((9, 6), (At(partial), At(partial.Gradient(x))));
        Assert.Equal((9, 6), (At((x * z).Jvp(x, 1, holding: z)), At(partial.Jvp(x, Literal(1)))));
        Assert.Equal((9, 3), (At((x * z).Gradient(new Pair<Expr, Expr>(x, z), holding: z).First),
            At((x * z).Gradient(new Pair<Expr, Expr>(x, z), holding: [z]).Second)));
        var block = Checkpoint(y => y.Square());
        Assert.Equal((9, 6), (At((x * block(x)).Gradient(x, holding: block(x))),
            At((x * block(x)).Gradient(x, holding: block(x)).Gradient(x))));

        double At(Expr y) => y.Evaluate<double>((x, 3.0)).ToScalar();
    }
}
