namespace Autograd.Graph.Ops;

/// <summary>y = x²; dy = 2x dx.</summary>
public sealed record Square : Unary<Square.Meaning>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => 2 * x;

    /// <summary>Square of one element: |x| · |x|, which is x · x, and of an interval around 0 has the lower bound 0.</summary>
    public readonly struct Meaning : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Multiply(TNumbers.Abs(x), TNumbers.Abs(x));
    }
}
