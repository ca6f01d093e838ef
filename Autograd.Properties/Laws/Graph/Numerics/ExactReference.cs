using System.Numerics;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>Elementary functions of doubles to some 250 bits: power series over fixed-point integers.</summary>
internal static class ExactReference
{
    public const int Places = 320;
    private const int WidePlaces = Places + 1100;

    private static readonly BigInteger One = BigInteger.One << Places;
    private static readonly BigInteger Ln2 = 2 * Atanh(3, Places);
    private static readonly BigInteger WidePi = (16 * Atan(5, WidePlaces)) - (4 * Atan(239, WidePlaces));
    private static readonly BigInteger SqrtPi = SquareRoot(WidePi >> (WidePlaces - (2 * Places)));

    /// <summary>The value m 2^e.</summary>
    internal readonly record struct Real(BigInteger M, int E);

    public static Real Exp(double x) => Exp(Fixed(x));

    public static Real Expm1(double x) => Expm1(Fixed(x));

    public static Real Log(double x) => new(LogFixed(Split(x), Math.Log(x)), -Places);

    public static Real Log1p(double x) => new(LogFixed(new Real(One + Fixed(x), -Places), Math.Log(1 + x)), -Places);

    public static Real Sin(double x) => Trigonometric(x, 0);

    public static Real Cos(double x) => Trigonometric(x, 1);

    public static Real Sigmoid(double x)
    {
        var t = AsFixed(Exp(Fixed(-Math.Abs(x))), Places + 1100);
        var one = BigInteger.One << (Places + 1100);
        return new(((x < 0 ? t : one) << (Places + 1100)) / (one + t), -Places - 1100);
    }

    public static Real Tanh(double x)
    {
        var u = AsFixed(Expm1(Fixed(-2 * Math.Abs(x))), Places);
        return new((-u * Math.Sign(x) << Places) / ((2 * One) + u), -Places);
    }

    // The terms grow to e^(x²) before they fall, so they have so many places more; from 16 on the result is 1 to 360.
    public static Real Erf(double x)
    {
        if (Math.Abs(x) >= 16) return new(Math.Sign(x), 0);
        return new(ErfWide(AsFixed(Split(x), WidePlaces)) >> (WidePlaces - Places), -Places);
    }

    /// <summary>erf t of fixed-point numbers.</summary>
    public static BigInteger ErfFixed(BigInteger t) => BigInteger.Abs(t) >= 16 * One ? t.Sign * One
        : ErfWide(t << (WidePlaces - Places)) >> (WidePlaces - Places);

    private static BigInteger ErfWide(BigInteger t)
    {
        var square = (t * t) >> WidePlaces;
        BigInteger sum = 0, power = t;
        for (var n = 0; power != 0 && power != -1; n++)
        {
            sum += power / ((2 * n) + 1);
            power = -((power * square) >> WidePlaces) / (n + 1);
        }

        return (sum << (Places + 1)) / SqrtPi;
    }

    /// <summary>x^y for positive x and a result within the range of double.</summary>
    public static Real Power(double x, double y)
    {
        var (m, e) = Split(y);
        var product = m * LogFixed(Split(x), Math.Log(x));
        return Exp(e >= 0 ? product << e : product >> -e);
    }

    /// <summary>eᵗ of fixed-point numbers of <see cref="Places"/> places.</summary>
    public static BigInteger ExpFixed(BigInteger t) => AsFixed(Exp(t), Places);

    /// <summary>log t of positive fixed-point numbers.</summary>
    public static BigInteger LogFixed(BigInteger t) =>
        LogFixed(new Real(t, -Places), BigInteger.Log(t) - (Places * Math.Log(2)));

    /// <summary>sin(t + quarter · π/2) of fixed-point numbers of moderate size.</summary>
    public static BigInteger SinFixed(BigInteger t, int quarter) =>
        Trigonometric(t << (WidePlaces - Places), quarter).M;

    /// <summary>How far a double is from the exact value, in units of the last place of the exact value.</summary>
    public static double Ulps(double computed, Real exact)
    {
        if (exact.M.IsZero) return computed == 0 ? 0 : double.PositiveInfinity;
        var last = Math.Max((int)BigInteger.Abs(exact.M).GetBitLength() - 1 + exact.E - 52, -1074);
        var (m, e) = Split(computed);
        var difference = Shift(m, e - last + 64) - Shift(exact.M, exact.E - last + 64);
        return Math.Abs((double)difference) * Math.ScaleB(1, -64);
    }

    private static Real Exp(BigInteger t)
    {
        var n = (int)BigInteger.Divide(t, Ln2);
        var r = (t - (n * Ln2)) >> 8;
        BigInteger sum = 0, term = One;
        for (var k = 1; term != 0 && term != -1; k++)
        {
            sum += term;
            term = ((term * r) >> Places) / k;
        }

        for (var i = 0; i < 8; i++) sum = (sum * sum) >> Places;
        return new(sum, n - Places);
    }

    private static Real Expm1(BigInteger t)
    {
        var (m, e) = Exp(t);
        return e > 0 ? new(m, e) : new(m - (BigInteger.One << -e), e);
    }

    // Newton's step from an estimate: log x = y + log(x e^-y), the last a short series.
    private static BigInteger LogFixed(Real x, double estimate)
    {
        var inverse = Exp(Fixed(-estimate));
        var z = AsFixed(new Real(x.M * inverse.M, x.E + inverse.E), Places) - One;
        BigInteger sum = Fixed(estimate), power = z;
        for (var k = 1; k <= 7; k++)
        {
            sum += power / (k % 2 == 1 ? k : -k);
            power = (power * z) >> Places;
        }

        return sum;
    }

    private static Real Trigonometric(double x, int quarter)
    {
        var (m, e) = Split(x);
        return Trigonometric(Shift(m, e + WidePlaces), quarter);
    }

    private static Real Trigonometric(BigInteger wide, int quarter)
    {
        var right = WidePi >> 1;
        var n = BigInteger.Divide(wide, right);
        var r = (wide - (n * right)) >> (WidePlaces - Places);
        var turn = (int)((((n + quarter) % 4) + 4) % 4);
        BigInteger sum = 0, term = turn % 2 == 0 ? r : One;
        for (var k = turn % 2 == 0 ? 2 : 1; term != 0 && term != -1; k += 2)
        {
            sum += term;
            term = -(((term * r) >> Places) * r >> Places) / (k * (k + 1));
        }

        return new(turn < 2 ? sum : -sum, -Places);
    }

    private static Real Split(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var e = (int)((bits >> 52) & 0x7FF);
        var m = (bits & 0xFFFFFFFFFFFFF) | (e == 0 ? 0 : 1L << 52);
        return new(bits < 0 ? -m : m, Math.Max(e, 1) - 1075);
    }

    private static BigInteger Fixed(double x) => AsFixed(Split(x), Places);

    private static BigInteger AsFixed(Real x, int places) => Shift(x.M, x.E + places);

    private static BigInteger Shift(BigInteger m, int by) => by >= 0 ? m << by : m >> -by;

    private static BigInteger Atan(int n, int places) => InverseSeries(n, places, -1);

    private static BigInteger Atanh(int n, int places) => InverseSeries(n, places, 1);

    // The sum of sign^k / ((2k + 1) n^(2k + 1)).
    private static BigInteger InverseSeries(int n, int places, int sign)
    {
        BigInteger sum = 0, power = (BigInteger.One << places) / n;
        for (var k = 0; !power.IsZero; k++)
        {
            sum += power / ((2 * k) + 1);
            power = sign * power / (n * n);
        }

        return sum;
    }

    /// <summary>The integer part of the root of an integer.</summary>
    public static BigInteger SquareRoot(BigInteger x)
    {
        var root = BigInteger.One << (int)((x.GetBitLength() / 2) + 1);
        for (var next = (root + (x / root)) >> 1; next < root; next = (root + (x / root)) >> 1) root = next;
        return root;
    }
}
