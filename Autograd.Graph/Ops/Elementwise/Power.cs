namespace Autograd.Graph
{
    public static partial class ElementwiseFunctions
    {
        /// <summary>
        /// xʸ; a negative x takes whole exponents only. The exponents 0, 1 and 2 written as numbers give 1, x and x².
        /// </summary>
        /// <param name="x">The base.</param>
        /// <param name="exponent">The exponent y.</param>
        [InPrelude]
        public static Expr Power(this Expr x, Expr exponent)
        {
            ArgumentNullException.ThrowIfNull(x);
            ArgumentNullException.ThrowIfNull(exponent);
            return (exponent.Op as Ops.Literal)?.Number switch
            {
                0 => Prelude.Ones(x.Shape),
                1 => x,
                2 => Refusals.Named(nameof(Power), [x, exponent], x.Square),
                _ => Expr.Apply(new Ops.Power(), x, exponent),
            };
        }
    }
}

namespace Autograd.Graph.Ops
{
    /// <summary>
    /// y = aᵇ; dy = b aᵇ⁻¹ da + y ln(a) db. A negative a takes whole exponents only. The first term is 0 where b = 0
    /// and aᵇ⁻¹ is infinite or NaN, the second where y = 0.
    /// </summary>
    public sealed record Power : Binary<Power.Definition>
    {
        /// <inheritdoc/>
        public override string? Convention => "at x = 0 and at exponent 0 the products 0 · ∞ of the rule are 0";

        /// <inheritdoc/>
        public override Expr? Derivative(int input, Expr a, Expr b, Expr y)
        {
            if (input == 1) return y.EqualTo(0).Where(0, y * a.Log());
            var isNotZero = b.NumberIn<Numerics.Interval, Numerics.Intervals>() is { } bounds && !bounds.Contains(0.0);
            if (isNotZero || b.AsNumber() is not null)
            {
                return b.Unrepeated() * a.Power(b.Less(1));
            }

            // Where b = 0 only the product 0 · ∞ is held at 0: what is finite there has a derivative with respect to b.
            var power = a.Power(b - 1);
            var finite = (power - power).EqualTo(0);
            return b.EqualTo(0).Where(finite, 1).Where(b * power, 0);
        }

        /// <inheritdoc/>
        public override Domain DomainOf(int input) => input == 0 ? Domain.Positive : Domain.Real;

        /// <summary>The scalar definition.</summary>
        public readonly struct Definition : IBinary
        {
            /// <inheritdoc/>
            public static T Apply<T, TNumbers>(T a, T b)
                where TNumbers : struct, Numerics.IArithmetic<T> => TNumbers.Power(a, b);
        }
    }
}
