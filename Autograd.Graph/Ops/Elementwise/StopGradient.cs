namespace Autograd.Graph.Ops;

/// <summary>y = x, but dy = 0: what lies below counts as constant.</summary>
public sealed record StopGradient : Unary<StopGradient.Definition>
{
    /// <inheritdoc/>
    public override Expr? Derivative(Expr x, Expr y) => null;

    /// <summary>StopGradient of one element.</summary>
    public readonly struct Definition : IUnary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T x)
            where TNumbers : struct, Numerics.IArithmetic<T> => x;
    }
}
