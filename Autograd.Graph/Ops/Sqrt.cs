namespace Autograd.Graph.Ops;

/// <summary>y = √x for x &gt; 0; dy = dx / 2y.</summary>
public sealed record Sqrt : Unary<Sqrt.Meaning>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => 0.5 / y;

    /// <inheritdoc/>
    public override Domain DomainOf(int input) => Domain.Positive;

    /// <summary>Sqrt of one element.</summary>
    public readonly struct Meaning : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Sqrt(x);
    }
}
