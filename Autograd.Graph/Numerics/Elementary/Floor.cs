using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

public partial interface IArithmetic<T>
{
    /// <summary>The largest whole number that is not above a.</summary>
    /// <param name="a">The argument.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Floor(T a) => throw Refused.In(nameof(Floor), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Floor(T a) => T.Floor(a);
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Floor(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Vector512.Floor(a.AsSingle()).As<float, T>()
            : Vector512.Floor(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Floor(Interval a) =>
        a.IsUndefined ? a : new(Math.Floor(a.Lower), Math.Floor(a.Upper));
}

public readonly partial struct Rationals
{
    /// <inheritdoc/>
    public static Rational Floor(Rational a)
    {
        var whole = BigInteger.DivRem(a.Numerator, a.Denominator, out var rest);
        return new(rest.Sign < 0 ? whole - 1 : whole, 1);
    }
}

public readonly partial struct ComplexNumbers
{
    /// <summary>That of the real part, as comparisons are: a step along i never jumps.</summary>
    /// <param name="a">The argument.</param>
    public static Complex Floor(Complex a) => new(Math.Floor(a.Real), 0);
}

internal readonly partial struct ExactNumbers
{
    public static double? Floor(double? a) => a is { } x ? Math.Floor(x) : null;
}
