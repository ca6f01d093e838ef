using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The hyperbolic tangent of x.</summary>
    /// <remarks>-u / (2 + u) with u = e^(-2|x|) - 1, and the sign of x, as in fdlibm: at most 2.5 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var sign = x & Vector512.Create(-0f);
        // From 10 on, the result is 1.
        var u = Expm1Clamped(Vector512.MaxNative(Vector512.Abs(x) * Vector512.Create(-2f), Vector512.Create(-20f)));
        var result = Vector512.Abs(u) / (Vector512.Create(2f) + u) | sign;
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, Vector512.Create(float.NaN));
    }

    /// <summary>The hyperbolic tangent of x.</summary>
    /// <remarks>-u / (2 + u) with u = e^(-2|x|) - 1, and the sign of x, as in fdlibm: at most 2.5 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x)
    {
        var sign = x & Vector512.Create(-0.0);
        // From 20 on, the result is 1.
        var u = Expm1Clamped(Vector512.MaxNative(Vector512.Abs(x) * Vector512.Create(-2.0), Vector512.Create(-40.0)));
        var result = Vector512.Abs(u) / (Vector512.Create(2.0) + u) | sign;
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, Vector512.Create(double.NaN));
    }
}

public partial interface IArithmetic<T>
{
    /// <summary>The hyperbolic tangent.</summary>
    /// <param name="a">The argument.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Tanh(T a) => throw Refused.In(nameof(Tanh), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Tanh(T a) => Lanes<T>.Tanh(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Tanh(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Tanh(a.AsSingle()).As<float, T>()
            : Elementary.Tanh(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Tanh(Interval a) => Rising(a, x => Outward.Near(Real<double>.Tanh(x), -1, 1));
}

public readonly partial struct ComplexNumbers
{
    // (tanh x + i tan y) / (1 + i tanh x tan y), with 1 − tanh² written as sech² so that nothing cancels.
    /// <inheritdoc/>
    public static Complex Tanh(Complex a)
    {
        var (t, u) = (Real<double>.Tanh(a.Real), Math.Tan(a.Imaginary));
        var e = Real<double>.Exp(-2 * Math.Abs(a.Real));
        var size = 1 + (t * t * u * u);
        return new(t * ((1 + (u * u)) / size), u / size * (4 * e / ((1 + e) * (1 + e))));
    }
}

internal readonly partial struct ExactNumbers
{
    public static double? Tanh(double? a) => At(a, 0, a);
}
