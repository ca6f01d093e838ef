using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

/// <summary>Elementary functions on vectors whose bits are the same on every lane, vector width and system.</summary>
/// <remarks>
/// Only operations with one IEEE result are used: + - * /, fused multiply-add, comparisons, selects and integer
/// arithmetic. A NaN result is always the one NaN of <see cref="float.NaN"/> or <see cref="double.NaN"/>.
/// The polynomials are minimax fits of our own (Remez exchange, coefficients rounded one by one and the rest refitted).
/// </remarks>
internal static partial class Elementary
{
    // With a fused multiply-add, n * Ln2High subtracts exactly, so ln 2 is split at the full width of the type.
    private const float Log2ESingle = 1.44269504f;
    private const float Ln2HighSingle = 0.693147182f;
    private const float Ln2LowSingle = -1.90465421e-9f;
    private const double Log2EDouble = 1.4426950408889634;
    private const double Ln2HighDouble = 0.6931471805599453;
    private const double Ln2LowDouble = 2.3190468138462996e-17;

    // 1.5 * 2^23 and 1.5 * 2^52: adding one rounds to an integer, which then stands in the low bits.
    private const float RounderSingle = 12582912f;
    private const double RounderDouble = 6755399441055744;
    private const long RounderBits = 0x4338000000000000;

    /// <summary>e to the power x.</summary>
    /// <remarks>Cody and Waite's reduction by ln 2 and a polynomial of degree 6: at most 1.02 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        // Beyond these bounds the result is 0 or infinity, which the scaling then yields by itself.
        var clamped = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-104f)), Vector512.Create(89f));
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), ExpClamped(clamped), Vector512.Create(float.NaN));
    }

    /// <summary>e to the power x.</summary>
    /// <remarks>Cody and Waite's reduction by ln 2 and a polynomial of degree 12: at most 0.96 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        var clamped = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-746.0)), Vector512.Create(710.0));
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), ExpClamped(clamped), Vector512.Create(double.NaN));
    }

    /// <summary>e to the power x, for x in [-104, 89].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpClamped(Vector512<float> x)
    {
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2ESingle), Vector512.Create(RounderSingle));
        var n = rounded - Vector512.Create(RounderSingle);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2HighSingle), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2LowSingle), r);
        return Scale(Vector512<float>.One + Expm1Reduced(r), rounded);
    }

    /// <summary>e to the power x, for x in [-746, 710].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpClamped(Vector512<double> x)
    {
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2EDouble), Vector512.Create(RounderDouble));
        var n = rounded - Vector512.Create(RounderDouble);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2HighDouble), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2LowDouble), r);
        return Scale(Vector512<double>.One + Expm1Reduced(r), rounded);
    }

    /// <summary>
    /// p 2^n, where <paramref name="rounded"/> is <see cref="RounderSingle"/> + n with |n| below 254.
    /// </summary>
    /// <remarks>In two steps; the first is exact, so a subnormal result is rounded once.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(Vector512<float> p, Vector512<float> rounded)
    {
        var biases = rounded.AsInt32() - Vector512.Create(0x4B400000 - (2 * 127));
        var half = biases >>> 1;
        return p * (half << 23).AsSingle() * ((biases - half) << 23).AsSingle();
    }

    /// <summary>
    /// p 2^n, where <paramref name="rounded"/> is <see cref="RounderDouble"/> + n with |n| below 2046.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Scale(Vector512<double> p, Vector512<double> rounded)
    {
        var biases = rounded.AsInt64() - Vector512.Create(RounderBits - (2 * 1023));
        var half = biases >>> 1;
        return p * (half << 52).AsDouble() * ((biases - half) << 52).AsDouble();
    }

    /// <summary>e^r - 1 for |r| at most ln(2)/2, with relative error 2^-26.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Expm1Reduced(Vector512<float> r)
    {
        var q = Vector512.FusedMultiplyAdd(Vector512.Create(0.00138283358f), r, Vector512.Create(0.00836701225f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.0416678265f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.166665405f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.49999997f));
        return Vector512.FusedMultiplyAdd(q, r * r, r);
    }

    /// <summary>e^r - 1 for |r| at most ln(2)/2, with relative error 2^-58.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Expm1Reduced(Vector512<double> r)
    {
        var q = Vector512.FusedMultiplyAdd(
            Vector512.Create(2.093523492508924e-09), r, Vector512.Create(2.51102022876432e-08));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(2.7557199464518e-07));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(2.7557242828717586e-06));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(2.4801587411347125e-05));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.00019841269885856582));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.0013888888888845773));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.008333333333321922));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.04166666666666671));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.16666666666666677));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.5));
        return Vector512.FusedMultiplyAdd(q, r * r, r);
    }
}

public partial interface IArithmetic<T>
{
    /// <summary>eᵃ.</summary>
    /// <param name="a">The argument.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Exp(T a) => throw Refused.In(nameof(Exp), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Exp(T a) => Lanes<T>.Exp(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Exp(a.AsSingle()).As<float, T>()
            : Elementary.Exp(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Exp(Interval a) => Rising(a, x => Outward.Near(Real<double>.Exp(x), 0));
}

public readonly partial struct ComplexNumbers
{
    /// <inheritdoc/>
    public static Complex Exp(Complex a)
    {
        var (e, y) = (Real<double>.Exp(a.Real), a.Imaginary);
        if (y == 0) return new(e, y);
        if (double.IsFinite(e)) return new(e * Real<double>.Cos(y), e * Real<double>.Sin(y));
        // In two steps, because a small sine may bring the product back into range.
        var half = Real<double>.Exp(a.Real / 2);
        return new(half * Real<double>.Cos(y) * half, half * Real<double>.Sin(y) * half);
    }
}

internal readonly partial struct ExactNumbers
{
    public static double? Exp(double? a) => At(a, 0, 1);
}
