using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The natural logarithm of 1 + x.</summary>
    /// <remarks>
    /// 1 + x = 2^e (1 + f), where f = 2^-e x + (2^-e - 1) loses nothing, being fused, with its rounding error added
    /// back; then as <see cref="Log(Vector512{float})"/>: at most 0.95 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x)
    {
        var u = Vector512<float>.One + x;
        var biased = (u.AsInt32() + Vector512.Create(OneSingle - SqrtHalfSingle)) >>> 23;
        var e = Vector512.ConvertToSingle(biased) - Vector512.Create(127f);
        // 4 * 2^-e, since 2^-e itself may be subnormal.
        var scale = ((Vector512.Create(256) - biased) << 23).AsSingle();
        var quarter = x * Vector512.Create(0.25f);
        var shift = Vector512.FusedMultiplyAdd(scale, Vector512.Create(0.25f), Vector512.Create(-1f));
        var f = Vector512.FusedMultiplyAdd(quarter, scale, shift);
        var lost = Vector512.FusedMultiplyAdd(quarter, scale, shift - f);
        var low = Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2LowSingle), lost);
        var result = LogSpecial(u, x, LogReduced(f, e, low));
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-9f)), x, result);
    }

    /// <summary>The natural logarithm of 1 + x.</summary>
    /// <remarks>
    /// 1 + x = 2^e (1 + f), where f = 2^-e x + (2^-e - 1) loses nothing, being fused, with its rounding error added
    /// back; then as <see cref="Log(Vector512{double})"/>: at most 0.8 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1p(Vector512<double> x)
    {
        var u = Vector512<double>.One + x;
        var biased = (u.AsInt64() + Vector512.Create(OneDouble - SqrtHalfDouble)) >>> 52;
        var e = SmallToDouble(biased - Vector512.Create(1023L));
        var scale = ((Vector512.Create(2048L) - biased) << 52).AsDouble();
        var quarter = x * Vector512.Create(0.25);
        var shift = Vector512.FusedMultiplyAdd(scale, Vector512.Create(0.25), Vector512.Create(-1.0));
        var f = Vector512.FusedMultiplyAdd(quarter, scale, shift);
        var lost = Vector512.FusedMultiplyAdd(quarter, scale, shift - f);
        var low = Vector512.FusedMultiplyAdd(e, Vector512.Create(Ln2LowDouble), lost);
        var result = LogSpecial(u, x, LogReduced(f, e, low));
        return Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-18)), x, result);
    }
}

public partial interface IArithmetic<T>
{
    /// <summary>log(1 + a), accurate near 0.</summary>
    /// <param name="a">The argument.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Log1p(T a) => throw Refused.In(nameof(Log1p), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Log1p(T a) => Lanes<T>.Log1p(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log1p(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Log1p(a.AsSingle()).As<float, T>()
            : Elementary.Log1p(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Log1p(Interval a) =>
        a.Upper < -1 ? Interval.Undefined : Rising(a, x => Outward.Near(Real<double>.Log1p(Math.Max(x, -1))));
}

public readonly partial struct ComplexNumbers
{
    /// <inheritdoc/>
    public static Complex Log1p(Complex a)
    {
        var (x, y) = (1 + a.Real, a.Imaginary);
        if (!(x > 0 && Math.Abs(y) <= x)) return Log(new(x, y));
        var ratio = y == 0 ? 0 : y / x;
        return new(Real<double>.Log1p(a.Real) + (0.5 * Real<double>.Log1p(ratio * ratio)), Math.Atan2(y, x));
    }
}

internal readonly partial struct ExactNumbers
{
    public static double? Log1p(double? a) => At(a, 0, a);
}
