using System.Globalization;
using System.Numerics;

namespace Autograd.Graph.Numerics;

/// <summary>A fraction of two integers of any size, in lowest terms with a positive denominator.</summary>
/// <remarks>This type is an immutable value type; its default is 0. No operation rounds.</remarks>
/// <example><code>
/// new Rational(6, -8)                       // -3/4
/// new Rational(1, 3) + new Rational(1, 6)   // 1/2
/// Rational.FromDouble(0.1)                  // 3602879701896397/36028797018963968
/// </code></example>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    // One less than the denominator, so that the default of the type is 0 / 1.
    private readonly BigInteger _denominatorLessOne;

    /// <summary>An integer.</summary>
    public Rational(BigInteger value) => Numerator = value;

    /// <summary>A fraction, brought to lowest terms.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException($"{Text(numerator)} / 0 is not a rational number.");
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominatorLessOne = (denominator / divisor) - 1;
    }

    /// <summary>What is divided; it has the sign of the number.</summary>
    public BigInteger Numerator { get; }

    /// <summary>What it is divided by, 1 or more.</summary>
    public BigInteger Denominator => _denominatorLessOne + 1;

    /// <summary>Whether the number is an integer.</summary>
    public bool IsInteger => _denominatorLessOne.IsZero;

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Numerator.Sign;

    /// <summary>The number that a <c>double</c> is, without rounding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is infinite or NaN.</exception>
    public static Rational FromDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value,
                "Only a finite number is rational; for infinities and NaN use double or intervals.");
        }

        if (value == 0) return default;
        var exponent = Math.Max(Math.ILogB(value) - 52, -1074);
        // In two halves, since 2^1074 is not a double.
        BigInteger digits = (long)Math.ScaleB(Math.ScaleB(value, -exponent / 2), -exponent - (-exponent / 2));
        return exponent < 0 ? new(digits, BigInteger.One << -exponent) : new(digits << exponent);
    }

    /// <summary>An integer is a rational number.</summary>
    public static implicit operator Rational(int value) => new(value);

    /// <summary>The nearest <c>double</c>, infinite beyond the largest.</summary>
    public static explicit operator double(Rational value)
    {
        if (value.Sign == 0) return 0;
        // 62 or 63 bits and a last one for the rest are rounded once; a subnormal result has fewer bits, all of which
        // fit.
        var shift = (int)Math.Min(1076, 62 - value.Numerator.GetBitLength() + value.Denominator.GetBitLength());
        var (above, below) =
            (BigInteger.Abs(value.Numerator) << Math.Max(shift, 0), value.Denominator << Math.Max(-shift, 0));
        var quotient = BigInteger.DivRem(above, below, out var rest);
        return value.Sign * Math.ScaleB((ulong)(rest.IsZero ? quotient : quotient | 1), -shift);
    }

    /// <summary>a + b.</summary>
    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    /// <summary>a − b.</summary>
    public static Rational operator -(Rational a, Rational b) => a + -b;

    /// <summary>a · b.</summary>
    public static Rational operator *(Rational a, Rational b) =>
        new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    /// <summary>a / b.</summary>
    /// <exception cref="DivideByZeroException">b is 0.</exception>
    public static Rational operator /(Rational a, Rational b) => b.Sign == 0
        ? throw new DivideByZeroException($"{a} / 0 is not a rational number.")
        : new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    /// <summary>−a.</summary>
    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    /// <summary>Whether both are the same number.</summary>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <summary>Whether the left one is smaller.</summary>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left one is larger.</summary>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left one is not larger.</summary>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left one is not smaller.</summary>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>|a|.</summary>
    public static Rational Abs(Rational a) => a.Sign < 0 ? -a : a;

    /// <summary>The number to a whole power, positive or negative; to the power 0 it is 1.</summary>
    /// <exception cref="DivideByZeroException">0 to a negative power.</exception>
    public Rational Power(int exponent) => exponent >= 0
        ? new(BigInteger.Pow(Numerator, exponent), BigInteger.Pow(Denominator, exponent))
        : 1 / Power(checked(-exponent));

    /// <inheritdoc/>
    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <inheritdoc/>
    public bool Equals(Rational other) =>
        Numerator == other.Numerator && _denominatorLessOne == other._denominatorLessOne;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Numerator, _denominatorLessOne);

    /// <summary>The fraction as <c>-3/4</c>, an integer as <c>2</c>.</summary>
    public override string ToString() => IsInteger ? Text(Numerator) : $"{Text(Numerator)}/{Text(Denominator)}";

    private static string Text(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);
}
