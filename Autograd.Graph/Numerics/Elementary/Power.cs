using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>x to the power y, with the special cases of C99's pow.</summary>
    /// <remarks>e^(y log |x|) in double, rounded once: at most 0.51 ulp.</remarks>
    public static Vector512<float> Power(Vector512<float> x, Vector512<float> y)
    {
        var lower = PowerSingle(Vector512.WidenLower(x), Vector512.WidenLower(y));
        var upper = PowerSingle(Vector512.WidenUpper(x), Vector512.WidenUpper(y));
        var result = Vector512.Narrow(lower, upper);
        // A conversion may change the bits of a NaN.
        return Vector512.ConditionalSelect(Vector512.Equals(result, result), result, Vector512.Create(float.NaN));
    }

    /// <summary>x to the power y, with the special cases of C99's pow.</summary>
    /// <remarks>e^(y log |x|), the logarithm and the product in pairs of doubles: at most 1.1 ulp.</remarks>
    public static Vector512<double> Power(Vector512<double> x, Vector512<double> y)
    {
        var size = Vector512.Abs(x);
        var (high, low) = LogPair(size);

        // A log of 0 or infinity has no low part, nor has a product beyond every result: there it would be NaN.
        var ordinary = Vector512.LessThan(size, Vector512.Create(double.PositiveInfinity))
            & Vector512.GreaterThan(size, Vector512<double>.Zero);
        high = Vector512.ConditionalSelect(ordinary, high, LogSpecial(size, size, high));
        low = Vector512.ConditionalSelect(ordinary, low, Vector512<double>.Zero);
        var product = y * high;
        var error = Vector512.FusedMultiplyAdd(y, low, Vector512.FusedMultiplyAdd(y, high, -product));
        var bounded = Vector512.LessThan(Vector512.Abs(product), Vector512.Create(750.0));
        error = Vector512.ConditionalSelect(bounded, error, Vector512<double>.Zero);
        product = Vector512.MinNative(Vector512.MaxNative(product, Vector512.Create(-750.0)), Vector512.Create(750.0));

        var rounded = Vector512.FusedMultiplyAdd(
            product, Vector512.Create(Log2EDouble), Vector512.Create(RounderDouble));
        var n = rounded - Vector512.Create(RounderDouble);
        var exact = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2HighDouble), product);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2LowDouble), exact);
        error += Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2LowDouble), exact - r);
        var q = Expm1Reduced(r);
        q += Vector512.FusedMultiplyAdd(error, q, error);
        return PowerSpecial(x, y, Scale(Vector512<double>.One + q, rounded));
    }

    /// <summary>x to the power y, for floats as doubles: the logarithm and the exponential to 2^-37.</summary>
    /// <remarks>Written out and called, not inlined: the compiler gives up on that many inlined methods.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> PowerSingle(Vector512<double> x, Vector512<double> y)
    {
        var size = Vector512.Abs(x);
        var bits = size.AsInt64() + Vector512.Create(OneDouble - SqrtHalfDouble);
        var e = SmallToDouble((bits >>> 52) - Vector512.Create(1023L));
        var m = (bits & Vector512.Create(0x000FFFFFFFFFFFFF)) + Vector512.Create(SqrtHalfDouble);
        var s = (m.AsDouble() - Vector512<double>.One) / (m.AsDouble() + Vector512<double>.One);
        var z = s * s;
        var p = Vector512.FusedMultiplyAdd(
            Vector512.Create(0.19566930837667298), z, Vector512.Create(0.22177497506114688));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.28572074163785316));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.3999999600321536));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.6666666667442503));
        var log = Vector512.FusedMultiplyAdd(p, z * s, s + s);
        log = Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2HighDouble), log);
        var infinity = Vector512.Create(double.PositiveInfinity);
        log = Vector512.ConditionalSelect(Vector512.Equals(size, infinity), infinity, log);
        log = Vector512.ConditionalSelect(Vector512.Equals(size, Vector512<double>.Zero), -infinity, log);

        // Beyond these bounds the result is 0 or infinity as a float, while 2^n is still a normal double.
        var product = y * log;
        product = Vector512.MinNative(Vector512.MaxNative(product, Vector512.Create(-120.0)), Vector512.Create(100.0));
        var rounder = Vector512.Create(RounderDouble + 1023.0);
        var rounded = Vector512.FusedMultiplyAdd(product, Vector512.Create(Log2EDouble), rounder);
        var r = Vector512.FusedMultiplyAdd(rounded - rounder, Vector512.Create(-Ln2HighDouble), product);
        var q = Vector512.FusedMultiplyAdd(
            Vector512.Create(2.4796696911494596e-05), r, Vector512.Create(0.0001990435425898797));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.0013888982381259729));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.00833329004704793));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.04166666599357866));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.16666666750007372));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.5000000000091476));
        q = Vector512.FusedMultiplyAdd(q, r * r, r);
        var power = (rounded.AsInt64() << 52).AsDouble();
        return PowerSpecial(x, y, Vector512.FusedMultiplyAdd(q, power, power));
    }

    /// <summary>The logarithm of a positive finite x as an unevaluated sum, with relative error 2^-65.</summary>
    /// <remarks>
    /// As fdlibm's, log(1 + f) = 2 (s + s^3/3 + s^5 T(s^2)) with s = f / (2 + f), where all but T is in pairs, by
    /// Dekker's sums and products with fused multiply-add.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Vector512<double> High, Vector512<double> Low) LogPair(Vector512<double> x)
    {
        var f = Significand(x, out var e);
        var d = Vector512.Create(2.0) + f;
        var dLow = f - (d - Vector512.Create(2.0));
        var s = f / d;
        var sLow = (Vector512.FusedMultiplyAdd(-s, d, f) - (s * dLow)) / d;
        var z = s * s;
        var zLow = Vector512.FusedMultiplyAdd(s, s, -z) + ((s + s) * sLow);

        var t = Vector512.FusedMultiplyAdd(
            Vector512.Create(0.05992478739575582), z, Vector512.Create(0.05837714712262468));
        t = Vector512.FusedMultiplyAdd(t, z, Vector512.Create(0.06668139773524802));
        t = Vector512.FusedMultiplyAdd(t, z, Vector512.Create(0.07692279057728195));
        t = Vector512.FusedMultiplyAdd(t, z, Vector512.Create(0.09090909423564693));
        t = Vector512.FusedMultiplyAdd(t, z, Vector512.Create(0.11111111108888903));
        t = Vector512.FusedMultiplyAdd(t, z, Vector512.Create(0.1428571428572192));
        t = Vector512.FusedMultiplyAdd(t, z, Vector512.Create(0.1999999999999999));

        // a = 1/3 + z t, c = z a, h = s + s c.
        var third = Vector512.Create(0.3333333333333333);
        var tail = z * t;
        var a = third + tail;
        var aLow = third - a + tail + Vector512.Create(1.850371707708594e-17);
        var c = z * a;
        var cLow = Vector512.FusedMultiplyAdd(z, a, -c) + Vector512.FusedMultiplyAdd(z, aLow, zLow * a);
        var g = s * c;
        var gLow = Vector512.FusedMultiplyAdd(s, c, -g) + Vector512.FusedMultiplyAdd(s, cLow, sLow * c);
        var h = s + g;
        var hLow = s - h + g + (gLow + sLow);

        // ln 2 split so that e times its high part is exact.
        var scaled = e * Vector512.Create(0.6931471803691238);
        h += h;
        var sum = scaled + h;
        var sumLow =
            scaled - sum + h + Vector512.FusedMultiplyAdd(e, Vector512.Create(1.9082149292705877e-10), hLow + hLow);
        var high = sum + sumLow;
        return (high, sum - high + sumLow);
    }

    /// <summary>x^y where <paramref name="result"/> is |x|^y, but for the cases that C99's Annex F lists.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> PowerSpecial(Vector512<double> x, Vector512<double> y, Vector512<double> result)
    {
        var zero = Vector512<double>.Zero;
        var one = Vector512<double>.One;
        var infinity = Vector512.Create(double.PositiveInfinity);
        var size = Vector512.Abs(x);
        var whole = Vector512.Equals(Vector512.Floor(y), y);
        var half = y * Vector512.Create(0.5);
        var odd = Vector512.AndNot(whole, Vector512.Equals(Vector512.Floor(half), half));
        result |= odd & x & Vector512.Create(-0.0);
        var nan = Vector512.AndNot(Vector512.LessThan(x, zero) & Vector512.LessThan(size, infinity), whole)
            | ~Vector512.Equals(x, x) | ~Vector512.Equals(y, y);
        result = Vector512.ConditionalSelect(nan, Vector512.Create(double.NaN), result);
        var unit = Vector512.Equals(y, zero) | Vector512.Equals(x, one)
            | (Vector512.Equals(size, one) & Vector512.Equals(Vector512.Abs(y), infinity));
        return Vector512.ConditionalSelect(unit, one, result);
    }
}

public partial interface IArithmetic<T>
{
    /// <summary>aᵇ.</summary>
    /// <param name="a">The base.</param>
    /// <param name="b">The exponent.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Power(T a, T b) => throw Refused.In(nameof(Power), a, b);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Power(T a, T b) => Lanes<T>.Power(Lane(a), Lane(b)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Power(Vector512<T> a, Vector512<T> b) =>
        typeof(T) == typeof(float)
            ? Elementary.Power(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Elementary.Power(a.AsDouble(), b.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    /// <remarks>
    /// A base that may be negative is taken where it is not, for one exponent that is not whole; for several exponents
    /// the result is the whole line.
    /// </remarks>
    public static Interval Power(Interval a, Interval b)
    {
        if (b == new Interval(0) || a == new Interval(1)) return new(1);
        if (a.IsUndefined || b.IsUndefined) return Interval.Undefined;
        if (a.Lower >= 0) return Corners(a, b, (x, y) => Outward.Near(Real<double>.Power(Math.Abs(x), y), 0));
        if (!b.IsPoint) return Interval.All;
        if (!double.IsInteger(b.Lower)) return a.Upper < 0 ? Interval.Undefined : Power(new(0, a.Upper), b);
        if (double.IsEvenInteger(b.Lower)) return Power(Abs(a), b);
        if (b.Lower < 0 && a.Upper > 0) return Interval.All;
        return Corners(a, b, (x, y) => Outward.Near(Real<double>.Power(x == 0 ? -0.0 : x, y)));
    }
}

public readonly partial struct Rationals
{
    /// <summary>aᵇ for whole b.</summary>
    /// <exception cref="NotSupportedException">b is not an integer, or beyond 32 bits.</exception>
    /// <exception cref="DivideByZeroException">a is 0 and b negative.</exception>
    public static Rational Power(Rational a, Rational b) =>
        b.IsInteger && BigInteger.Abs(b.Numerator) <= int.MaxValue ? a.Power((int)b.Numerator)
            : throw Refused.In(nameof(Power), a, b);
}

public readonly partial struct ComplexNumbers
{
    // aᵇ = |x|ᵘ · exp(b log(a / |x|) + i v log |x|) for a = x + iy, b = u + iv: near the real axis the exponent is
    // small and so is its error.
    /// <inheritdoc/>
    public static Complex Power(Complex a, Complex b)
    {
        if (b == Complex.Zero || a == Complex.One) return Complex.One;
        var whole = b.Imaginary == 0 && Math.Floor(b.Real) == b.Real;
        if (a == Complex.Zero) return new(Real<double>.Power(0, b.Real), 0);
        if (a.Imaginary == 0 && b.Imaginary == 0 && (a.Real > 0 || whole))
        {
            return new(Real<double>.Power(a.Real, b.Real), 0);
        }
        if (Math.Abs(a.Imaginary) > Math.Abs(a.Real) || (a.Real < 0 && !whole)) return Exp(b * Log(a));
        var size = Math.Abs(a.Real);
        var ratio = a.Imaginary == 0 ? 0 : a.Imaginary / a.Real;
        var angle = b.Imaginary == 0 ? 0 : b.Imaginary * Real<double>.Log(size);
        var turn = Exp((b * Log1p(new(0, ratio))) + new Complex(0, angle));
        var scale = Real<double>.Power(a.Real < 0 ? a.Real : size, b.Real);
        return new(scale * turn.Real, turn.Imaginary == 0 ? turn.Imaginary : scale * turn.Imaginary);
    }
}

internal readonly partial struct ExactNumbers
{
    // A whole power beyond this is a number that no expression writes.
    private const double LargestExponent = 64;

    public static double? Power(double? a, double? b)
    {
        if (a is not { } x || b is not { } y) return null;
        if (y == 0 || x == 1) return 1;
        if (!double.IsFinite(x) || !double.IsInteger(y) || Math.Abs(y) > LargestExponent || (x == 0 && y < 0))
        {
            return null;
        }

        var exact = Rational.FromDouble(x).Power((int)y);
        var power = (double)exact;
        return double.IsFinite(power) && Rational.FromDouble(power) == exact ? power : null;
    }
}
