namespace Autograd.Graph.Ops;

/// <summary>y = −1, 0 or 1 as x is negative, zero or positive (NaN stays NaN); dy = 0, at the jump 0 too.</summary>
public sealed record Sign : Unary<Sign.Meaning>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => null;

    /// <inheritdoc/>
    public override Expr? Branch(Expr node) => node.Inputs[0];

    /// <summary>Sign of one element.</summary>
    public readonly struct Meaning : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Select(
                TNumbers.Equal(x, x),
                TNumbers.Subtract(TNumbers.Greater(x, TNumbers.FromReal(0)), TNumbers.Greater(TNumbers.FromReal(0), x)),
                x);
    }
}
