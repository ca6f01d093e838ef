namespace Autograd.Graph.Ops;

/// <summary>y = aᵇ; dy = b aᵇ⁻¹ da + y ln(a) db. A negative a takes whole exponents only; where b = 0 the first term is 0, where y = 0 the second.</summary>
public sealed record Power : Binary<Power.Meaning>
{
    /// <inheritdoc/>
    public override Expr? Derivative(int input, Expr a, Expr b, Expr y) =>
        input == 1 ? y.EqualTo(0).Where(0, y * a.Log())
        : b.AsNumber() is { } n ? n * a.Power(n - 1)
        : b.EqualTo(0).Where(0, b * a.Power(b - 1));

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
