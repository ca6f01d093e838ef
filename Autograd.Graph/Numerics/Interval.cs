using System.Globalization;

namespace Autograd.Graph.Numerics;

/// <summary>All real numbers from a lower to an upper bound, either of which may be infinite.</summary>
/// <remarks>
/// This type is an immutable value type; its default is the point 0. A bound that is NaN makes the interval
/// <see cref="Undefined"/>.
/// </remarks>
/// <example><code>
/// new Interval(1, 2)               // 1..2
/// new Interval(1, 2).Contains(3)   // False
/// </code></example>
public readonly struct Interval : IEquatable<Interval>
{
    /// <summary>The interval between two bounds.</summary>
    /// <exception cref="ArgumentException">The lower bound is above the upper one.</exception>
    public Interval(double lower, double upper)
    {
        if (lower > upper)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"The lower bound {lower} is above the upper bound {upper}."), nameof(lower));
        }

        (Lower, Upper) = double.IsNaN(lower) || double.IsNaN(upper) ? (double.NaN, double.NaN) : (lower, upper);
    }

    /// <summary>The interval of one number.</summary>
    public Interval(double point)
        : this(point, point)
    {
    }

    /// <summary>
    /// No number at all, as the logarithm of −1; it passes through whatever computes with it, as NaN does.
    /// </summary>
    public static Interval Undefined => new(double.NaN);

    /// <summary>From −∞ to ∞: nothing is known.</summary>
    public static Interval All => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The lower bound.</summary>
    public double Lower { get; }

    /// <summary>The upper bound.</summary>
    public double Upper { get; }

    /// <summary>Whether there is no number in it.</summary>
    public bool IsUndefined => double.IsNaN(Lower);

    /// <summary>Whether there is just one number in it.</summary>
    public bool IsPoint => Lower == Upper;

    /// <summary>Whether both are the same interval.</summary>
    public static bool operator ==(Interval left, Interval right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Interval left, Interval right) => !left.Equals(right);

    /// <summary>The smallest interval that contains both.</summary>
    public Interval Hull(Interval other) =>
        IsUndefined ? other
            : other.IsUndefined ? this
            : new(Math.Min(Lower, other.Lower), Math.Max(Upper, other.Upper));

    /// <summary>Whether a number lies in it; NaN lies in <see cref="Undefined"/> alone.</summary>
    public bool Contains(double number) => double.IsNaN(number) ? IsUndefined : Lower <= number && number <= Upper;

    /// <summary>Whether an exact number lies in it.</summary>
    public bool Contains(Rational number) =>
        !IsUndefined
        && (double.IsInfinity(Lower) ? Lower < 0 : Rational.FromDouble(Lower) <= number)
        && (double.IsInfinity(Upper) ? Upper > 0 : number <= Rational.FromDouble(Upper));

    /// <summary>Whether all of another interval lies in it; <see cref="Undefined"/> lies in every interval.</summary>
    public bool Contains(Interval other) => other.IsUndefined || (Lower <= other.Lower && other.Upper <= Upper);

    /// <inheritdoc/>
    public bool Equals(Interval other) => Lower.Equals(other.Lower) && Upper.Equals(other.Upper);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Interval other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Lower, Upper);

    /// <summary>The bounds as <c>1..2</c>, a point as <c>1</c>.</summary>
    public override string ToString() =>
        IsPoint || IsUndefined ? Lower.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Lower}..{Upper}");
}
