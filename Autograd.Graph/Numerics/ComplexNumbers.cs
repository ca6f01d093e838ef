using System.Numerics;

namespace Autograd.Graph.Numerics;

/// <summary>
/// The number system of complex numbers, for derivatives without differences: f(x + ih) ≈ f(x) + ih f′(x).
/// </summary>
/// <remarks>
/// <para>
/// A comparison, a selection, a maximum, a minimum and a truth look at the real part alone. |z| is z where its real
/// part is 0 or more, else −z, so the derivative of |x| at 0 is 1 here. Logarithms, roots and powers are principal
/// values, also where <c>double</c> has NaN.
/// </para>
/// <para>
/// An imaginary part keeps its relative accuracy however small it is, as long as h·f′ is above the smallest normal
/// number: 1e-100 is a good step near 1, 1e-20 where f′ may be as small as 1e-280. (The functions of
/// <see cref="Complex"/> let a small imaginary part drown in the real one, or overflow between.) On the real axis the
/// functions are those of <c>double</c>.
/// </para>
/// </remarks>
/// <example><code>
/// var f = Tanh(x) * Exp(x);
/// f.Evaluate&lt;Complex&gt;((x, new Complex(2, 1e-20))).ToScalar().Imaginary / 1e-20   // 7.645296778372327
/// f.Gradient(x).Evaluate&lt;double&gt;((x, 2.0))                                          // 7.645296778372328
/// </code></example>
public readonly partial struct ComplexNumbers : INumberSystem<Complex>
{
    /// <inheritdoc/>
    public static Complex FromReal(double value) => new(value, 0);

    /// <inheritdoc/>
    public static Complex Add(Complex a, Complex b) => a + b;

    /// <inheritdoc/>
    public static Complex Subtract(Complex a, Complex b) => a - b;

    /// <inheritdoc/>
    /// <remarks>A real factor scales each part, so that infinite · 2 is infinite as for <c>double</c>.</remarks>
    public static Complex Multiply(Complex a, Complex b) =>
        a.Imaginary == 0 ? Scale(b, a.Real) : b.Imaginary == 0 ? Scale(a, b.Real) : a * b;

    /// <inheritdoc/>
    /// <remarks>
    /// A real divisor divides each part, so that 1 / 0 is infinite as for <c>double</c>; what is finite over an
    /// infinite real part is 0.
    /// </remarks>
    public static Complex Divide(Complex a, Complex b) =>
        b.Imaginary == 0 ? new(a.Real / b.Real, a.Imaginary == 0 ? 0 : a.Imaginary / b.Real)
        : double.IsInfinity(b.Real) && Complex.IsFinite(a) ? new(a.Real / b.Real, 0)
        : a / b;

    /// <inheritdoc/>
    public static Complex MultiplyAdd(Complex a, Complex b, Complex c) => new(
        Math.FusedMultiplyAdd(-a.Imaginary, b.Imaginary, Math.FusedMultiplyAdd(a.Real, b.Real, c.Real)),
        Math.FusedMultiplyAdd(a.Real, b.Imaginary, Math.FusedMultiplyAdd(a.Imaginary, b.Real, c.Imaginary)));

    /// <inheritdoc/>
    public static Complex Negate(Complex a) => -a;

    /// <summary>The continuation of |x|: a where its real part is 0 or more, else −a.</summary>
    public static Complex Abs(Complex a) => a.Real < 0 ? -a : a;

    /// <inheritdoc/>
    public static Complex Sqrt(Complex a)
    {
        var size = double.Hypot(a.Real, a.Imaginary);
        if (size == 0) return a;
        // Halving a subnormal number would round it.
        if (size < 1e-290) return Sqrt(a * Math.ScaleB(1, 200)) * Math.ScaleB(1, -100);
        var root = Math.Sqrt((size / 2) + (Math.Abs(a.Real) / 2));
        return a.Real >= 0
            ? new(root, a.Imaginary / root / 2)
            : new(Math.Abs(a.Imaginary) / root / 2, Math.CopySign(root, a.Imaginary));
    }

    /// <inheritdoc/>
    public static Complex Greater(Complex a, Complex b) => a.Real > b.Real ? 1 : 0;

    /// <inheritdoc/>
    public static Complex GreaterOrEqual(Complex a, Complex b) => a.Real >= b.Real ? 1 : 0;

    /// <inheritdoc/>
    public static Complex Equal(Complex a, Complex b) => a.Real == b.Real ? 1 : 0;

    /// <inheritdoc/>
    public static Complex Select(Complex mask, Complex a, Complex b) => IsTrue(mask) ? a : b;

    /// <inheritdoc/>
    public static Complex Maximum(Complex a, Complex b) => a.Real > b.Real || double.IsNaN(a.Real) ? a : b;

    /// <inheritdoc/>
    public static Complex Minimum(Complex a, Complex b) => a.Real < b.Real || double.IsNaN(a.Real) ? a : b;

    /// <inheritdoc/>
    public static bool IsTrue(Complex mask) => mask.Real != 0;

    private static Complex Scale(Complex a, double factor) =>
        new(a.Real * factor, a.Imaginary == 0 ? 0 : a.Imaginary * factor);
}
