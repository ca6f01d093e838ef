using Autograd.Graph.Ops;

namespace Autograd.Graph;

/// <summary>
/// Functions of each element. Two or more inputs broadcast as NumPy's; derivatives at kinks stand with each op.
/// </summary>
public static class ElementwiseFunctions
{
    /// <summary>x².</summary>
    public static Expr Square(this Expr x) => Expr.Apply(new Square(), x);

    /// <summary>√x, for x &gt; 0.</summary>
    public static Expr Sqrt(this Expr x) => Expr.Apply(new Sqrt(), x);

    /// <summary>
    /// xʸ; a negative x takes whole exponents only. The exponents 0, 1 and 2 written as numbers give 1, x and x².
    /// </summary>
    public static Expr Power(this Expr x, Expr exponent)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(exponent);
        return (exponent.Op as Literal)?.Number switch
        {
            0 => Prelude.Ones(x.Shape),
            1 => x,
            2 => Refusals.Named(nameof(Power), [x, exponent], x.Square),
            _ => Expr.Apply(new Power(), x, exponent),
        };
    }

    /// <summary>eˣ.</summary>
    public static Expr Exp(this Expr x) => Expr.Apply(new Exp(), x);

    /// <summary>eˣ − 1, accurate near 0.</summary>
    public static Expr Expm1(this Expr x) => Expr.Apply(new Expm1(), x);

    /// <summary>The natural logarithm, for x &gt; 0.</summary>
    public static Expr Log(this Expr x) => Expr.Apply(new Log(), x);

    /// <summary>log(1 + x), accurate near 0.</summary>
    public static Expr Log1p(this Expr x) => Expr.Apply(new Log1p(), x);

    /// <summary>The sine of x radians.</summary>
    public static Expr Sin(this Expr x) => Expr.Apply(new Sin(), x);

    /// <summary>The cosine of x radians.</summary>
    public static Expr Cos(this Expr x) => Expr.Apply(new Cos(), x);

    /// <summary>The hyperbolic tangent.</summary>
    public static Expr Tanh(this Expr x) => Expr.Apply(new Tanh(), x);

    /// <summary>1 / (1 + e⁻ˣ) (<i>Deep Learning from Scratch</i>, eq. 3.6).</summary>
    public static Expr Sigmoid(this Expr x) => Expr.Apply(new Sigmoid(), x);

    /// <summary>max(x, 0); its derivative at 0 is 0 (<i>Deep Learning from Scratch</i>, eq. 3.7).</summary>
    public static Expr Relu(this Expr x) => Expr.Apply(new Relu(), x);

    /// <summary>
    /// log(1 + eˣ), without overflow: m + log(eˣ⁻ᵐ + e⁻ᵐ) for m = max(x, 0). It is 0 at −∞ and +∞ at +∞.
    /// </summary>
    public static Expr Softplus(this Expr x) => Refusals.Named(nameof(Softplus), [x], () =>
    {
        // The value does not depend on m, so m counts as constant: the derivatives of every order are right, at 0 too.
        var m = x.Relu().StopGradient();
        return x.EqualTo(double.PositiveInfinity).Where(x, m + ((x - m).Exp() + (-m).Expm1()).Log1p());
    });

    /// <summary>|x|; its derivative at 0 is 0.</summary>
    public static Expr Abs(this Expr x) => Expr.Apply(new Abs(), x);

    /// <summary>−1, 0 or 1; its derivative is 0.</summary>
    public static Expr Sign(this Expr x) => Expr.Apply(new Sign(), x);

    /// <summary>The larger of two, element by element; equal elements share the gradient.</summary>
    public static Expr Maximum(this Expr a, Expr b) => Expr.Apply(new Maximum(), a, b);

    /// <summary>The smaller of two, element by element; equal elements share the gradient.</summary>
    public static Expr Minimum(this Expr a, Expr b) => Expr.Apply(new Minimum(), a, b);

    /// <summary>x held between two bounds; on a bound the gradient is one half.</summary>
    public static Expr Clip(this Expr x, Expr low, Expr high) =>
        Refusals.Named(nameof(Clip), [x, low, high], () => x.Maximum(low).Minimum(high));

    /// <summary>1 where a = b, else 0. (<c>==</c> asks whether two expressions are the same node.)</summary>
    public static Expr EqualTo(this Expr a, Expr b) =>
        Refusals.Named(nameof(EqualTo), [a, b], () => Expr.Apply(new Equal(), a, b));

    /// <summary>1 where a ≠ b, else 0.</summary>
    public static Expr NotEqualTo(this Expr a, Expr b) =>
        Refusals.Named(nameof(NotEqualTo), [a, b], () => 1 - a.EqualTo(b));

    /// <summary>
    /// a where the mask is not 0, else b. The branch not taken adds 0 to gradients even where it is infinite.
    /// </summary>
    public static Expr Where(this Expr mask, Expr a, Expr b) => Expr.Apply(new Where(), mask, a, b);

    /// <summary>x as a constant: no gradient passes.</summary>
    public static Expr StopGradient(this Expr x) => Expr.Apply(new StopGradient(), x);
}
