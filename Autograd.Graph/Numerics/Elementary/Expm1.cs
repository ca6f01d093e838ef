using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>e to the power x, minus 1.</summary>
    /// <remarks>
    /// x = n ln 2 + r, and the result is 2^n (e^r - 1) + (2^n - 1), as in fdlibm: at most 1.55 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        var clamped = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-20f)), Vector512.Create(89f));
        var result = Expm1Clamped(clamped);
        // A tiny x is its own result: this keeps the sign of zero and the last bit of a subnormal.
        result = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-9f)), x, result);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, Vector512.Create(float.NaN));
    }

    /// <summary>e to the power x, minus 1.</summary>
    /// <remarks>
    /// x = n ln 2 + r, and the result is 2^n (e^r - 1) + (2^n - 1), as in fdlibm: at most 1.8 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Expm1(Vector512<double> x)
    {
        var clamped = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-40.0)), Vector512.Create(710.0));
        var result = Expm1Clamped(clamped);
        result = Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-18)), x, result);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, Vector512.Create(double.NaN));
    }

    /// <summary>e to the power x, minus 1, for x in [-20, 89]; the sign of zero is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Expm1Clamped(Vector512<float> x)
    {
        // The 126 puts n - 1 + 127 in the low bits: 2^(n-1), since 2^128 is no float, follows by a shift.
        var rounder = Vector512.Create(RounderSingle + 126f);
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2ESingle), rounder);
        var n = rounded - rounder;
        var exact = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2HighSingle), x);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2LowSingle), exact);
        var q = Expm1Reduced(r);
        var halfPower = (rounded.AsInt32() << 23).AsSingle();
        var half = Vector512.FusedMultiplyAdd(halfPower, q, halfPower - Vector512.Create(0.5f));
        return half + half;
    }

    /// <summary>e to the power x, minus 1, for x in [-40, 710]; the sign of zero is lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Expm1Clamped(Vector512<double> x)
    {
        var rounder = Vector512.Create(RounderDouble + 1022.0);
        var rounded = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2EDouble), rounder);
        var n = rounded - rounder;
        var exact = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2HighDouble), x);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2LowDouble), exact);
        var q = Expm1Reduced(r);
        var halfPower = (rounded.AsInt64() << 52).AsDouble();
        var half = Vector512.FusedMultiplyAdd(halfPower, q, halfPower - Vector512.Create(0.5));
        return half + half;
    }
}

public partial interface IArithmetic<T>
{
    /// <summary>eᵃ − 1, accurate near 0.</summary>
    /// <param name="a">The argument.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Expm1(T a) => throw Refused.In(nameof(Expm1), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Expm1(T a) => Lanes<T>.Expm1(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Expm1(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Expm1(a.AsSingle()).As<float, T>()
            : Elementary.Expm1(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Expm1(Interval a) => Rising(a, x => Outward.Near(Real<double>.Expm1(x), -1));
}

public readonly partial struct ComplexNumbers
{
    /// <inheritdoc/>
    public static Complex Expm1(Complex a)
    {
        var (e, half) = (Real<double>.Expm1(a.Real), Real<double>.Sin(a.Imaginary / 2));
        return a.Imaginary == 0 ? new(e, a.Imaginary)
            : new((e * Real<double>.Cos(a.Imaginary)) - (2 * half * half), Exp(a).Imaginary);
    }
}

internal readonly partial struct ExactNumbers
{
    public static double? Expm1(double? a) => At(a, 0, a);
}
