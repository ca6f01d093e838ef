namespace Autograd.Graph.Ops;

/// <summary>y = eˣ; dy = y dx.</summary>
public sealed record Exp : Unary<Exp.Definition>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => y;

    /// <summary>Exp of one element.</summary>
    public readonly struct Definition : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Exp(x);
    }
}
