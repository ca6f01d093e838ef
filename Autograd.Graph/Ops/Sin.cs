namespace Autograd.Graph.Ops;

/// <summary>y = sin x, x in radians; dy = cos x dx.</summary>
public sealed record Sin : Unary<Sin.Meaning>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => x.Cos();

    /// <summary>Sin of one element.</summary>
    public readonly struct Meaning : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Sin(x);
    }
}
