using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The cosine of x, an angle in radians: sin(x + pi/2), the quarter added after the reduction.</summary>
    /// <remarks>Cody and Waite's or, from 1e5 on, Payne and Hanek's reduction by pi/2: at most 1.55 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x) => SinShifted(x, 1);

    /// <summary>The cosine of x, an angle in radians: sin(x + pi/2), the quarter added after the reduction.</summary>
    /// <remarks>Cody and Waite's or, from 1e5 on, Payne and Hanek's reduction by pi/2: at most 1.4 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x) => SinShifted(x, 1);
}

public partial interface IArithmetic<T>
{
    /// <summary>The cosine.</summary>
    /// <param name="a">An angle in radians.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Cos(T a) => throw Refused.In(nameof(Cos), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Cos(T a) => Lanes<T>.Cos(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Cos(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Cos(a.AsSingle()).As<float, T>()
            : Elementary.Cos(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Cos(Interval a) => Wave(a, Real<double>.Cos, 0);
}

public readonly partial struct ComplexNumbers
{
    /// <inheritdoc/>
    public static Complex Cos(Complex a) => a.Imaginary == 0
        ? new(Real<double>.Cos(a.Real), -a.Imaginary)
        : new(Real<double>.Cos(a.Real) * Math.Cosh(a.Imaginary), -(Real<double>.Sin(a.Real) * Math.Sinh(a.Imaginary)));
}

internal readonly partial struct ExactNumbers
{
    public static double? Cos(double? a) => At(a, 0, 1);
}
