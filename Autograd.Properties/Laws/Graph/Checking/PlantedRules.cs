using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;

namespace Autograd.Properties.Graph.Checking;

/// <summary>x / (1 + |x|), an elementwise op of a user's, with the derivative that it is given.</summary>
internal sealed record Softsign(Func<Expr, Expr, Expr> Rule) : Unary<Softsign.Definition>
{
    public override Expr? Derivative(Expr x, Expr y) => Rule(x, y);

    public override Expr? Branch(Expr node) => node.Inputs[0];

    public readonly struct Definition : IUnary
    {
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct,
            IArithmetic<T> => TNumbers.Divide(x, TNumbers.Add(TNumbers.FromReal(1), TNumbers.Abs(x)));
    }
}

/// <summary>The sum of all elements, with a reverse rule that takes its cotangent for 1.</summary>
internal sealed record LastLayer(ValueList<int> Axes) : Reduction<Sum.Definition>(Axes)
{
    public override Expr? Vjp(Expr node, int input, Expr cotangent) => Prelude.Ones(node.Inputs[0].Shape);

    public override Expr? Jvp(Expr node, int input, Expr tangent) => Expr.Apply(new Sum(Axes), tangent);
}

/// <summary>Each row minus its mean, with the rules that it is given.</summary>
internal sealed record Centred(Func<Expr, Expr> Reverse, Func<Expr, Expr> Forward) : Op
{
    /// <summary>The right rule, of both modes: the projection is its own transpose.</summary>
    public static Expr Project(Expr x) => x - x.Mean(-1).KeepAxes(x, -1);

    public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

    public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
    {
        var (x, length) = ((Tensor<T>)inputs[0], type.Shape[-1]);
        return Tensor.Generate(type.Shape, i =>
        {
            var (start, sum) = (i / length * length, TNumbers.FromReal(0));
            for (var k = 0; k < length; k++) sum = TNumbers.Add(sum, x.Elements[start + k]);
            return TNumbers.Subtract(x.Elements[i], TNumbers.Divide(sum, TNumbers.FromReal(length)));
        });
    }

    public override Expr? Vjp(Expr node, int input, Expr cotangent) => Reverse(cotangent);

    public override Expr? Jvp(Expr node, int input, Expr tangent) => Forward(tangent);
}
