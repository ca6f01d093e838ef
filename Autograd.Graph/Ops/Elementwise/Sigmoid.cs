namespace Autograd.Graph.Ops;

/// <summary>y = 1 / (1 + e⁻ˣ); dy = y (1 − y) dx.</summary>
public sealed record Sigmoid : Unary<Sigmoid.Definition>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => y * (1 - y);

    /// <summary>Sigmoid of one element.</summary>
    public readonly struct Definition : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Sigmoid(x);
    }
}
