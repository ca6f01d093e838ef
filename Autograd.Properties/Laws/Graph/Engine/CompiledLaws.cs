using Autograd.Graph;
using Autograd.Properties.Generators;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine;

/// <summary>A compiled function is the function it was made of, traced once for each set of shapes.</summary>
[Laws(Arbitrary = [typeof(Arbitraries)], MaxTest = 40)]
public sealed partial class CompiledLaws
{
    [ParameterRecord]
    internal sealed partial record Scaled(Expr X, [property: Static] string Unit);

    [Law]
    public void It_gives_what_the_function_of_values_gives(GraphCase graph)
    {
        var compiled = Compile<float>.Function<Expr, Expr>(
            x => graph.Loss.Substitute((graph.Variables[0], x)).Substitute([.. Rest(graph)]));
        Expr value = graph.Values[0];
        var expected = graph.Loss.Substitute((graph.Variables[0], value)).Evaluate<float>(graph.Bindings);
        Bits.AssertSame([expected], [compiled.Invoke(value).Evaluate<float>()]);
    }

    [Fact]
    public void It_is_traced_once_for_each_shape()
    {
        var traces = 0;
        var f = Compile<double>.Function<Expr, Expr>(x =>
        {
            traces++;
            return x.Square().Sum();
        });
        foreach (var length in new[] { 2, 3, 2, 2, 3, 0 })
        {
            Assert.Equal(length * 4, f.Invoke(Tensor.Full([length], 2.0)).Evaluate<double>().ToScalar());
        }

        Assert.Equal(3, traces);
    }

    [Fact]
    public void It_is_pure_what_it_gave_stays_and_the_same_input_gives_the_same()
    {
        var f = Compile<float>.Function<Expr, Expr>(x => x * 2);
        var (first, second) = (f.Invoke(Tensor.Vector(1f, 2)), f.Invoke(Tensor.Vector(5f, 6)));
        Assert.Equal(Tensor.Vector(2f, 4), first.Evaluate<float>());
        Assert.Equal(Tensor.Vector(10f, 12), second.Evaluate<float>());
        Assert.Equal(first.Evaluate<float>(), f.Invoke(Tensor.Vector(1f, 2)).Evaluate<float>());
    }

    [Fact]
    public void A_static_field_of_another_value_is_another_trace()
    {
        var f = Compile<double>.Function<Scaled, Expr>(length => length.X * (length.Unit == "km" ? 1000 : 1));
        Expr x = Tensor.Vector(1.0, 2);
        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(Tensor.Vector(1000.0, 2000), f.Invoke(new(x, "km")).Evaluate<double>());
            Assert.Equal(Tensor.Vector(1.0, 2), f.Invoke(new(x, "m")).Evaluate<double>());
        }
    }

    [Fact]
    public void A_function_of_two_records_takes_both()
    {
        var f = Compile<double>.Function<Expr, Expr, Expr>((a, b) => a.Dot(b));
        Assert.Equal(11, f(Tensor.Vector(1.0, 2), Tensor.Vector(3.0, 4)).Evaluate<double>().ToScalar());
    }

    [Fact]
    public void An_input_may_be_computed_from_values_but_not_from_variables()
    {
        var f = Compile<double>.Function<Scaled, Expr>(length => length.X.Sum());
        Expr x = Tensor.Vector(1.0, 2);
        Assert.Equal(6, f.Invoke(new(x * 2, "m")).Evaluate<double>().ToScalar());
        var refused = Assert.Throws<ArgumentException>(() => f.Invoke(new(x * Prelude.Variable("rate"), "m")));
        Assert.Contains("The input X depends on the variable rate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_from_several_threads_do_not_mix()
    {
        var f = Compile<double>.Function<Expr, Expr>(x => x.Sin().Sum());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() =>
        {
            Expr x = Tensor.Full([50], n + 0.5);
            var expected = x.Sin().Sum().Evaluate<double>();
            for (var i = 0; i < 100; i++) Bits.AssertSame([expected], [f.Invoke(x).Evaluate<double>()]);
        })));
    }

    private static IEnumerable<(Expr, Expr)> Rest(GraphCase graph) =>
        graph.Bindings.Skip(1).Select(binding => (binding.Variable, Prelude.Literal(binding.Value)));
}
