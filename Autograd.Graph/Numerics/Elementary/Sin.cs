using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The sine of x, an angle in radians.</summary>
    /// <remarks>Cody and Waite's or, from 1e5 on, Payne and Hanek's reduction by pi/2: at most 1.55 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) =>
        // A tiny x is its own result: this keeps the sign of zero.
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-5f)), x, SinShifted(x, 0));

    /// <summary>The sine of x, an angle in radians.</summary>
    /// <remarks>Cody and Waite's or, from 1e5 on, Payne and Hanek's reduction by pi/2: at most 1.4 ulp.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x) =>
        Vector512.ConditionalSelect(Vector512.LessThan(Vector512.Abs(x), Vector512.Create(1e-9)), x, SinShifted(x, 0));
}

public partial interface IArithmetic<T>
{
    /// <summary>The sine.</summary>
    /// <param name="a">An angle in radians.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Sin(T a) => throw Refused.In(nameof(Sin), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Sin(T a) => Lanes<T>.Sin(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sin(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Sin(a.AsSingle()).As<float, T>()
            : Elementary.Sin(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Sin(Interval a) => Wave(a, Real<double>.Sin, 0.25);
}

public readonly partial struct ComplexNumbers
{
    /// <inheritdoc/>
    public static Complex Sin(Complex a) => a.Imaginary == 0
        ? new(Real<double>.Sin(a.Real), a.Imaginary)
        : new(Real<double>.Sin(a.Real) * Math.Cosh(a.Imaginary), Real<double>.Cos(a.Real) * Math.Sinh(a.Imaginary));
}

internal readonly partial struct ExactNumbers
{
    public static double? Sin(double? a) => At(a, 0, a);
}
