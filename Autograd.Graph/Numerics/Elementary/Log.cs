using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    // The bits of sqrt(1/2): significands are taken between it and sqrt(2), so that log(m) is small around x = 1.
    private const int SqrtHalfSingle = 0x3F3504F3;
    private const long SqrtHalfDouble = 0x3FE6A09E667F3BCD;
    private const int OneSingle = 0x3F800000;
    private const long OneDouble = 0x3FF0000000000000;

    /// <summary>The natural logarithm of x.</summary>
    /// <remarks>x = 2^e m, with a polynomial of degree 10 in m - 1, as in Cephes: at most 0.85 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // A subnormal is scaled to a normal number; its factor's exponent is then taken off again.
        var subnormal = Vector512.LessThan(x, Vector512.Create(1.17549435e-38f));
        var factor = Vector512.ConditionalSelect(subnormal, Vector512.Create(8388608f), Vector512<float>.One);
        var bits = (x * factor).AsInt32() + Vector512.Create(OneSingle - SqrtHalfSingle);
        var e = Vector512.ConvertToSingle((bits >>> 23) - (factor.AsInt32() >>> 23));
        var m = (bits & Vector512.Create(0x007FFFFF)) + Vector512.Create(SqrtHalfSingle);
        var result = LogReduced(m.AsSingle() - Vector512<float>.One, e, e * Vector512.Create(Ln2LowSingle));
        return LogSpecial(x, x, result);
    }

    /// <summary>The natural logarithm of x.</summary>
    /// <remarks>x = 2^e m, with a polynomial in (m - 1) / (m + 1), as in fdlibm: at most 0.75 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        var f = Significand(x, out var e);
        return LogSpecial(x, x, LogReduced(f, e, e * Vector512.Create(Ln2LowDouble)));
    }

    /// <summary>For a positive finite x, the m - 1 and e with x = 2^e m and m between sqrt(1/2) and sqrt(2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Significand(Vector512<double> x, out Vector512<double> e)
    {
        var subnormal = Vector512.LessThan(x, Vector512.Create(2.2250738585072014e-308));
        var factor =
            Vector512.ConditionalSelect(subnormal, Vector512.Create(4503599627370496.0), Vector512<double>.One);
        var bits = (x * factor).AsInt64() + Vector512.Create(OneDouble - SqrtHalfDouble);
        e = SmallToDouble((bits >>> 52) - (factor.AsInt64() >>> 52));
        var m = (bits & Vector512.Create(0x000FFFFFFFFFFFFF)) + Vector512.Create(SqrtHalfDouble);
        return m.AsDouble() - Vector512<double>.One;
    }

    /// <summary>An integer below 2^51 in magnitude as a double: the low bits of 1.5 * 2^52 plus itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SmallToDouble(Vector512<long> n) =>
        (n + Vector512.Create(RounderBits)).AsDouble() - Vector512.Create(RounderDouble);

    /// <summary>log(1 + f) + e ln 2 for f in [sqrt(1/2) - 1, sqrt(2) - 1], where <paramref name="low"/> is
    /// the low part of e ln 2 and whatever else is below the last bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogReduced(Vector512<float> f, Vector512<float> e, Vector512<float> low)
    {
        var p = Vector512.FusedMultiplyAdd(Vector512.Create(-0.0761435777f), f, Vector512.Create(0.127375752f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.1315438f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.142045975f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.166244954f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.200011596f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(-0.250007778f));
        p = Vector512.FusedMultiplyAdd(p, f, Vector512.Create(0.333333313f));
        var square = f * f;
        var tail = Vector512.FusedMultiplyAdd(p, square * f, low);
        tail = Vector512.FusedMultiplyAdd(Vector512.Create(-0.5f), square, tail);
        return Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2HighSingle), f + tail);
    }

    /// <inheritdoc cref="LogReduced(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LogReduced(Vector512<double> f, Vector512<double> e, Vector512<double> low)
    {
        // log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)) with s = f / (2 + f).
        var s = f / (Vector512.Create(2.0) + f);
        var z = s * s;
        var p = Vector512.FusedMultiplyAdd(
            Vector512.Create(0.14777561034289188), z, Vector512.Create(0.15316031421370566));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.18183479994052373));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.22222200366297656));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.28571428722670916));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.39999999999518043));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.6666666666666715));
        var halfSquare = Vector512.Create(0.5) * f * f;
        var tail = Vector512.FusedMultiplyAdd(s, Vector512.FusedMultiplyAdd(p, z, halfSquare), low);
        return Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2HighDouble), f - (halfSquare - tail));
    }

    /// <summary>The result, where <paramref name="u"/> is positive and finite; else what log(u) is instead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogSpecial(Vector512<float> u, Vector512<float> x, Vector512<float> result)
    {
        var infinity = Vector512.Create(float.PositiveInfinity);
        var zero = Vector512<float>.Zero;
        var negative = Vector512.Create(float.NegativeInfinity);
        result = Vector512.ConditionalSelect(Vector512.GreaterThan(u, zero), result, Vector512.Create(float.NaN));
        result = Vector512.ConditionalSelect(Vector512.Equals(u, zero), negative, result);
        return Vector512.ConditionalSelect(Vector512.Equals(x, infinity), x, result);
    }

    /// <inheritdoc cref="LogSpecial(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> LogSpecial(Vector512<double> u, Vector512<double> x, Vector512<double> result)
    {
        var infinity = Vector512.Create(double.PositiveInfinity);
        var zero = Vector512<double>.Zero;
        var negative = Vector512.Create(double.NegativeInfinity);
        result = Vector512.ConditionalSelect(Vector512.GreaterThan(u, zero), result, Vector512.Create(double.NaN));
        result = Vector512.ConditionalSelect(Vector512.Equals(u, zero), negative, result);
        return Vector512.ConditionalSelect(Vector512.Equals(x, infinity), x, result);
    }
}

public partial interface IArithmetic<T>
{
    /// <summary>The natural logarithm.</summary>
    /// <param name="a">The argument.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Log(T a) => throw Refused.In(nameof(Log), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Log(T a) => Lanes<T>.Log(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Log(a.AsSingle()).As<float, T>()
            : Elementary.Log(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Log(Interval a) =>
        a.Upper < 0 ? Interval.Undefined : Rising(a, x => Outward.Near(Real<double>.Log(Math.Max(x, 0))));
}

public readonly partial struct ComplexNumbers
{
    /// <inheritdoc/>
    public static Complex Log(Complex a)
    {
        var (x, y) = (Math.Abs(a.Real), Math.Abs(a.Imaginary));
        var (large, small) = x >= y ? (x, y) : (y, x);
        var ratio = large > 0 && double.IsFinite(large) ? small / large : 0;
        return new(
            double.IsNaN(x + y) ? double.NaN : Real<double>.Log(large) + (0.5 * Real<double>.Log1p(ratio * ratio)),
            Math.Atan2(a.Imaginary, a.Real));
    }
}

internal readonly partial struct ExactNumbers
{
    public static double? Log(double? a) => At(a, 1, 0);
}
