namespace Autograd.Graph.Ops;

/// <summary>y = a · b; dy = b da + a db.</summary>
public sealed record Multiply : Binary<Multiply.Definition>
{
    /// <inheritdoc/>
    public override Expr? Derivative(int input, Expr a, Expr b, Expr y) => input == 0 ? b : a;

    /// <summary>Multiply of one pair of elements.</summary>
    public readonly struct Definition : IBinary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T a, T b)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Multiply(a, b);
    }
}
