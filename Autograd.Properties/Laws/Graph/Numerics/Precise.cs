using System.Numerics;
using Autograd.Graph.Numerics;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>A real number to 320 binary places: what values that are no fractions are held against.</summary>
internal readonly record struct Precise(BigInteger Fixed)
{
    /// <summary>Places that no graph of the laws uses up by its rounding.</summary>
    public const int CertainPlaces = 180;

    /// <summary>The number as a fraction.</summary>
    public Rational Exactly => new(Fixed, BigInteger.One << ExactReference.Places);
}

/// <summary>The number system of reals to 320 binary places, for arguments of moderate size.</summary>
internal readonly partial struct Precises : INumberSystem<Precise>
{
    private static readonly BigInteger One = BigInteger.One << ExactReference.Places;

    public static Precise FromReal(double value)
    {
        var exact = Rational.FromDouble(value);
        return new((exact.Numerator << ExactReference.Places) / exact.Denominator);
    }

    public static Precise Add(Precise a, Precise b) => new(a.Fixed + b.Fixed);

    public static Precise Subtract(Precise a, Precise b) => new(a.Fixed - b.Fixed);

    public static Precise Multiply(Precise a, Precise b) => new((a.Fixed * b.Fixed) >> ExactReference.Places);

    public static Precise Divide(Precise a, Precise b) => new((a.Fixed << ExactReference.Places) / b.Fixed);

    public static Precise MultiplyAdd(Precise a, Precise b, Precise c) => Add(Multiply(a, b), c);

    public static Precise Negate(Precise a) => new(-a.Fixed);

    public static Precise Abs(Precise a) => new(BigInteger.Abs(a.Fixed));

    public static Precise Sqrt(Precise a) => new(ExactReference.SquareRoot(a.Fixed << ExactReference.Places));

    public static Precise Exp(Precise a) => new(ExactReference.ExpFixed(a.Fixed));

    public static Precise Expm1(Precise a) => new(ExactReference.ExpFixed(a.Fixed) - One);

    public static Precise Log(Precise a) => a.Fixed.Sign > 0
        ? new(ExactReference.LogFixed(a.Fixed))
        : throw new ArithmeticException("The logarithm is of positive numbers.");

    public static Precise Log1p(Precise a) => Log(new(a.Fixed + One));

    public static Precise Sin(Precise a) => new(ExactReference.SinFixed(a.Fixed, 0));

    public static Precise Cos(Precise a) => new(ExactReference.SinFixed(a.Fixed, 1));

    public static Precise Tanh(Precise a)
    {
        var u = Expm1(new(2 * a.Fixed));
        return Divide(u, new(u.Fixed + (2 * One)));
    }

    public static Precise Sigmoid(Precise a) => Divide(new(One), new(One + Exp(Negate(a)).Fixed));

    public static Precise Power(Precise a, Precise b)
    {
        if (!(b.Fixed % One).IsZero) return a.Fixed.IsZero && b.Fixed.Sign > 0 ? a : Exp(Multiply(b, Log(a)));
        var exponent = (int)(b.Fixed / One);
        var power = Enumerable.Repeat(a, Math.Abs(exponent)).Aggregate(new Precise(One), Multiply);
        return exponent < 0 ? Divide(new(One), power) : power;
    }

    public static Precise Greater(Precise a, Precise b) => a.Fixed > b.Fixed ? new(One) : default;

    public static Precise GreaterOrEqual(Precise a, Precise b) => a.Fixed >= b.Fixed ? new(One) : default;

    public static Precise Equal(Precise a, Precise b) => a.Fixed == b.Fixed ? new(One) : default;

    public static Precise Select(Precise mask, Precise a, Precise b) => IsTrue(mask) ? a : b;

    public static Precise Maximum(Precise a, Precise b) => a.Fixed > b.Fixed ? a : b;

    public static Precise Minimum(Precise a, Precise b) => a.Fixed < b.Fixed ? a : b;

    public static bool IsTrue(Precise mask) => !mask.Fixed.IsZero;
}
