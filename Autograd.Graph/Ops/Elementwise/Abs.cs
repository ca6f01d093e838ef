namespace Autograd.Graph.Ops;

/// <summary>y = |x|; dy = sign(x) dx: at the kink 0 the derivative is 0.</summary>
public sealed record Abs : Unary<Abs.Definition>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => x.Sign();

    /// <inheritdoc/>
    public override Expr? Branch(Expr node) => node.Inputs[0];

    /// <summary>Abs of one element.</summary>
    public readonly struct Definition : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Abs(x);
    }
}
