namespace Autograd.Graph.Ops;

/// <summary>y = aᵇ; dy = b aᵇ⁻¹ da + y ln(a) db. A negative a takes whole exponents only; at b = 0 the first term is 0.</summary>
public sealed record Power : Binary<Power.Meaning>
{
    /// <inheritdoc/>
    public override Expr? Derivative(int input, Expr a, Expr b, Expr y) => input == 0 ? b * a.Power(b - 1) : y * a.Log();

    /// <inheritdoc/>
    public override Domain DomainOf(int input) => input == 0 ? Domain.Positive : Domain.Real;

    /// <summary>Power of one pair of elements.</summary>
    public readonly struct Meaning : IBinary
    {
        /// <inheritdoc/>
        public static T Apply<T, TNumbers>(T a, T b)
            where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Power(a, b);
    }
}
