using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Engine;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>Feeding outputs back to inputs is a fold over the plan.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 30)]
public sealed class PlanFoldLaws
{
    private const int Steps = 5;

    [Law]
    public void A_fold_by_feeding_is_a_loop_over_the_reference(GraphCase graph)
    {
        var gradient = graph.Loss.Gradient(graph.Variables.AsSpan());
        ImmutableArray<Expr> next = [.. graph.Variables.Select((x, i) => x - (0.01 * gradient[i]))];
        ImmutableArray<Expr> roots = [.. next, graph.Loss];
        foreach (var way in Runs.Ways)
        {
            var frame = Runs.Execution<float>(roots, graph.Bindings, way);
            var bindings = graph.Bindings;
            for (var step = 0; step < Steps; step++)
            {
                frame.Poison(float.NaN);
                var expected = Runs.Reference<float>(roots, bindings);
                Bits.AssertSame(expected, frame.Run(roots.Length), $"step {step}");
                for (var i = 0; i < next.Length; i++) frame.Feed(i, i);
                bindings = [.. graph.Variables.Select((x, i) => (x, expected[i]))];
            }
        }
    }

    [Fact]
    public void Two_states_may_change_places()
    {
        var (x, y) = (Prelude.Variable("x", [3]), Prelude.Variable("y", [3]));
        var frame = Runs.Execution<double>([y, x + y], [(x, new[] { 0.0, 1, 2 }), (y, new[] { 1.0, 1, 1 })]);
        for (var step = 0; step < 10; step++)
        {
            frame.Run();
            frame.Feed(0, 0);
            frame.Feed(1, 1);
        }

        // Fibonacci's numbers from (0, 1), (1, 1) and (2, 1).
        Assert.Equal([55, 89, 123], frame.Input(0).ToArray());
        Assert.Equal([89, 144, 199], frame.Input(1).ToArray());
    }

    [Fact]
    public void What_was_taken_before_feeding_does_not_change()
    {
        var x = Prelude.Variable("x", [2]);
        var frame = Runs.Execution<double>([2 * x], [(x, new[] { 1.0, 3 })]);
        frame.Run();
        var taken = (Tensor<double>)frame.Get(0);
        frame.Feed(0, 0);
        frame.Run();
        Assert.Equal([2, 6], taken.Elements.ToArray());
        Assert.Equal([4, 12], frame.Output(0).ToArray());
    }

    [Fact]
    public void Feeding_an_input_of_another_type_is_refused()
    {
        var (x, t) = (Prelude.Variable("x", [2]), Prelude.Variable("t", new TensorType([2], ElementKind.Index)));
        var frame = Plan<float>.Make([x, t], [x.Sum(), t]).NewExecution();
        Assert.Contains("Output 0 is Real[], but input 0 is Real[2]",
            Assert.Throws<ArgumentException>(() => frame.Feed(0, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => frame.Feed(1, 0));
    }
}
