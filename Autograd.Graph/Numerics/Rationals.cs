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
public readonly struct Rationals : INumberSystem<Rational>
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
            : throw Leaves($"Sqrt({a})");

    /// <summary>Refused: not rational.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Rational Exp(Rational a) => throw Leaves($"Exp({a})");

    /// <summary>Refused: not rational.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Rational Expm1(Rational a) => throw Leaves($"Expm1({a})");

    /// <summary>Refused: not rational.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Rational Log(Rational a) => throw Leaves($"Log({a})");

    /// <summary>Refused: not rational.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Rational Log1p(Rational a) => throw Leaves($"Log1p({a})");

    /// <summary>Refused: not rational.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Rational Sin(Rational a) => throw Leaves($"Sin({a})");

    /// <summary>Refused: not rational.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Rational Cos(Rational a) => throw Leaves($"Cos({a})");

    /// <summary>Refused: not rational.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Rational Tanh(Rational a) => throw Leaves($"Tanh({a})");

    /// <summary>Refused: not rational.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public static Rational Sigmoid(Rational a) => throw Leaves($"Sigmoid({a})");

    /// <summary>aᵇ for whole b.</summary>
    /// <exception cref="NotSupportedException">b is not an integer, or beyond 32 bits.</exception>
    /// <exception cref="DivideByZeroException">a is 0 and b negative.</exception>
    public static Rational Power(Rational a, Rational b) =>
        b.IsInteger && BigInteger.Abs(b.Numerator) <= int.MaxValue ? a.Power((int)b.Numerator)
            : throw Leaves($"Power({a}, {b})");

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

    private static NotSupportedException Leaves(string call) =>
        new($"{call} is not rational in general: evaluate this graph with double, or with Interval for bounds that "
            + $"are certain.");
}
