using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// What both modes ask of a user's rules: the right shape or a scalar, and only where a derivative needs them.
/// </summary>
public sealed class RuleShapeLaws
{
    private static readonly Expr X = Variable("x", [3]);
    private static readonly Expr Y = Variable("y", [3]);

    [Fact]
    public void A_rule_that_gives_a_scalar_gives_it_to_every_element()
    {
        var y = Expr.Apply(new Same(0.5), X);
        Assert.Equal(X.Shape, y.Vjp(1, X).Shape);
        Assert.Equal(X.Shape, y.Jvp(X, (Expr)1).Shape);
        Assert.Equal([0.5, 0.5, 0.5], y.Vjp(1, X).Evaluate<double>().Elements.AsEnumerable());
        Assert.Equal([0.5, 0.5, 0.5], y.Jvp(X, (Expr)1).Evaluate<double>().Elements.AsEnumerable());
    }

    // Shapes that would broadcast too: a rule that forgets an axis is wrong, not short.
    [Fact]
    public void A_rule_of_another_shape_is_refused_with_the_op_the_input_and_both_shapes()
    {
        foreach (var shape in new Shape[] { [1], [2], [1, 3], [3, 1] })
        {
            var y = Expr.Apply(new Same(Ones(shape)), X);
            var reverse = Assert.Throws<InvalidOperationException>(() => y.Vjp(1, X)).Message;
            var forward = Assert.Throws<InvalidOperationException>(() => y.Jvp(X, (Expr)1)).Message;
            Assert.Equal($"The VJP of Same for input 0 has the shape {shape}, but the input has [3].", reverse);
            Assert.Equal($"The JVP of Same for input 0 has the shape {shape}, but the node has [3].", forward);
        }
    }

    [Fact]
    public void Rules_off_the_paths_from_what_is_asked_for_are_not_used()
    {
        var f = (X * Expr.Apply(new Same(null), Y)).Sum();
        Assert.Equal([2, 2, 2], f.Gradient(X).Evaluate<double>((Y, new double[] { 2, 2, 2 })).Elements.AsEnumerable());
        Assert.Equal(6, f.Jvp(X, (Expr)1).Evaluate<double>((Y, new double[] { 2, 2, 2 })).ToScalar());
        Assert.Throws<NotSupportedException>(() => f.Gradient(Y));
        Assert.Throws<NotSupportedException>(() => f.Jvp(Y, (Expr)1));
    }

    /// <summary>y = x, with rules that give always the same, or throw.</summary>
    private sealed record Same(Expr? Derivative) : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0];

        public override Expr? Vjp(Expr node, int input, Expr cotangent) =>
            Derivative ?? throw new NotSupportedException();

        public override Expr? Jvp(Expr node, int input, Expr tangent) =>
            Derivative ?? throw new NotSupportedException();
    }
}
