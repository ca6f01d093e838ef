using System.Numerics;

namespace Autograd.Graph.Numerics;

/// <summary>
/// The number system of exact rational numbers: what a graph of polynomials, quotients, choices and sums is without
/// rounding.
/// </summary>
/// <remarks>
/// A number in the graph is exactly the <c>double</c> it was written as. What is not rational is refused: infinities,
/// NaN, and functions such as <c>Exp</c>, also in a branch that <c>Where</c> does not take.
/// </remarks>
/// <example><code>
/// var f = (x * x + 1) / (3 * x);
/// f.Evaluate&lt;Rational&gt;((x, new Rational(1, 7)))               // 50/21
/// f.Gradient(x).Evaluate&lt;Rational&gt;((x, new Rational(1, 7)))   // -16
/// </code></example>
public readonly partial struct Rationals : INumberSystem<Rational>
{
    /// <summary>The number that a <c>double</c> is, without rounding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or NaN.</exception>
    public static Rational FromReal(double value) => Rational.FromDouble(value);

    /// <inheritdoc/>
    public static Rational Add(Rational a, Rational b) => a + b;

    /// <inheritdoc/>
    public static Rational Subtract(Rational a, Rational b) => a - b;

    /// <inheritdoc/>
    public static Rational Multiply(Rational a, Rational b) => a * b;

    /// <inheritdoc/>
    /// <exception cref="DivideByZeroException">b is 0.</exception>
    public static Rational Divide(Rational a, Rational b) => a / b;

    /// <inheritdoc/>
    public static Rational MultiplyAdd(Rational a, Rational b, Rational c) => (a * b) + c;

    /// <inheritdoc/>
    public static Rational Negate(Rational a) => -a;

    /// <inheritdoc/>
    public static Rational Abs(Rational a) => Rational.Abs(a);

    /// <summary>The square root of the square of a rational number.</summary>
    /// <exception cref="NotSupportedException">The root is not rational.</exception>
    public static Rational Sqrt(Rational a) =>
        Root(a.Numerator) is { } above && Root(a.Denominator) is { } below ? new(above, below)
            : throw Refused.In(nameof(Sqrt), a);

    /// <inheritdoc/>
    public static Rational Greater(Rational a, Rational b) => a > b ? 1 : 0;

    /// <inheritdoc/>
    public static Rational GreaterOrEqual(Rational a, Rational b) => a >= b ? 1 : 0;

    /// <inheritdoc/>
    public static Rational Equal(Rational a, Rational b) => a == b ? 1 : 0;

    /// <inheritdoc/>
    public static Rational Select(Rational mask, Rational a, Rational b) => IsTrue(mask) ? a : b;

    /// <inheritdoc/>
    public static Rational Maximum(Rational a, Rational b) => a > b ? a : b;

    /// <inheritdoc/>
    public static Rational Minimum(Rational a, Rational b) => a < b ? a : b;

    /// <inheritdoc/>
    public static bool IsTrue(Rational mask) => mask.Sign != 0;

    private static BigInteger? Root(BigInteger square)
    {
        if (square.Sign <= 0) return square.IsZero ? square : null;
        // Newton's iteration from above falls until it is the integer root.
        var root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while ((root + (square / root)) / 2 is var next && next < root) root = next;
        return root * root == square ? root : null;
    }
}
