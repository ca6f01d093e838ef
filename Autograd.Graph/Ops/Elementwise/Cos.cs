namespace Autograd.Graph.Ops;

/// <summary>y = cos x, x in radians; dy = −sin x dx.</summary>
public sealed record Cos : Unary<Cos.Definition>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => -x.Sin();

    /// <summary>Cos of one element.</summary>
    public readonly struct Definition : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Cos(x);
    }
}
