namespace Autograd.Graph.Ops;

/// <summary>y = eˣ − 1, accurate near 0; dy = eˣ dx, written y + 1.</summary>
public sealed record Expm1 : Unary<Expm1.Definition>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => y + 1;

    /// <summary>Expm1 of one element.</summary>
    public readonly struct Definition : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Expm1(x);
    }
}
