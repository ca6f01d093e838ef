using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The logistic function 1 / (1 + e^-x).</summary>
    /// <remarks>
    /// With t = e^-|x|, which cannot overflow, it is 1 / (1 + t) or, for negative x, t / (1 + t), which keeps its
    /// relative accuracy down to the subnormals: at most 2.35 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        var t = ExpClamped(Vector512.MaxNative(-Vector512.Abs(x), Vector512.Create(-104f)));
        var one = Vector512<float>.One;
        var top = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), t, one);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), top / (one + t), Vector512.Create(float.NaN));
    }

    /// <summary>The logistic function 1 / (1 + e^-x).</summary>
    /// <remarks>
    /// With t = e^-|x|, which cannot overflow, it is 1 / (1 + t) or, for negative x, t / (1 + t), which keeps its
    /// relative accuracy down to the subnormals: at most 2.0 ulp.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sigmoid(Vector512<double> x)
    {
        var t = ExpClamped(Vector512.MaxNative(-Vector512.Abs(x), Vector512.Create(-746.0)));
        var one = Vector512<double>.One;
        var top = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<double>.Zero), t, one);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), top / (one + t), Vector512.Create(double.NaN));
    }
}

public partial interface IArithmetic<T>
{
    /// <summary>1 / (1 + e⁻ᵃ).</summary>
    /// <param name="a">The argument.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Sigmoid(T a) => throw Refused.In(nameof(Sigmoid), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Sigmoid(T a) => Lanes<T>.Sigmoid(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sigmoid(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Sigmoid(a.AsSingle()).As<float, T>()
            : Elementary.Sigmoid(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Sigmoid(Interval a) => Rising(a, x => Outward.Near(Real<double>.Sigmoid(x), 0, 1));
}

public readonly partial struct ComplexNumbers
{
    // With u = σ(x) and v = σ(−x) = 1 − u this is u / (u + v e⁻ⁱʸ), in which nothing overflows.
    /// <inheritdoc/>
    public static Complex Sigmoid(Complex a)
    {
        var (u, v) = (Real<double>.Sigmoid(a.Real), Real<double>.Sigmoid(-a.Real));
        var half = Real<double>.Sin(a.Imaginary / 2);
        var size = 1 - (4 * u * v * half * half);
        return new(u * ((1 - (2 * v * half * half)) / size), u * (v * Real<double>.Sin(a.Imaginary)) / size);
    }
}

internal readonly partial struct ExactNumbers
{
    public static double? Sigmoid(double? a) => At(a, 0, 0.5);
}
