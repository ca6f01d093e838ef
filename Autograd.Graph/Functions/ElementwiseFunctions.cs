namespace Autograd.Graph;

/// <summary>
/// Functions of each element. Two or more inputs broadcast as NumPy's. Those of one op stand in its file under
/// Ops/Elementwise, with its derivative at kinks; here are those composed of others.
/// </summary>
public static partial class ElementwiseFunctions
{
    /// <summary>
    /// log(1 + eˣ), without overflow: m + log(eˣ⁻ᵐ + e⁻ᵐ) for m = max(x, 0). It is 0 at −∞ and +∞ at +∞.
    /// </summary>
    /// <param name="x">The argument.</param>
    [InPrelude]
    public static Expr Softplus(this Expr x) => Refusals.Named(nameof(Softplus), [x], () =>
    {
        // The value does not depend on m, so m counts as constant: the derivatives of every order are right, at 0 too.
        var m = x.Relu().StopGradient();
        return x.EqualTo(double.PositiveInfinity).Where(x, m + ((x - m).Exp() + (-m).Expm1()).Log1p());
    });

    /// <summary>x held between two bounds; on a bound the gradient is one half.</summary>
    /// <param name="x">The argument.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    public static Expr Clip(this Expr x, Expr low, Expr high) =>
        Refusals.Named(nameof(Clip), [x, low, high], () => x.Maximum(low).Minimum(high));

    /// <summary>1 where a ≠ b, else 0.</summary>
    /// <param name="a">The left side.</param>
    /// <param name="b">The right side.</param>
    public static Expr NotEqualTo(this Expr a, Expr b) =>
        Refusals.Named(nameof(NotEqualTo), [a, b], () => 1 - a.EqualTo(b));
}
