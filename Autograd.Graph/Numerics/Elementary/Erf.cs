using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd.Graph.Numerics;

internal static partial class Elementary
{
    /// <summary>The error function of x.</summary>
    /// <remarks>
    /// Below 1, x + x P(x^2); from 1 on, 1 - e^Q(|x| - 1) where Q is the logarithm of the complement, which is
    /// smooth and loses its weight as the complement vanishes: at most 1.0 ulp.
    /// </remarks>
    public static Vector512<float> Erf(Vector512<float> x)
    {
        var size = Vector512.Abs(x);
        var z = size * size;
        var p = Vector512.FusedMultiplyAdd(Vector512.Create(7.79051552e-05f), z, Vector512.Create(-0.000799339963f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.00518673612f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.0268531796f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.112835765f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.37612626f));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.128379166f));
        var near = Vector512.FusedMultiplyAdd(p, size, size);
        // From 4 on, the result is 1.
        var t = Vector512.MinNative(size, Vector512.Create(4f)) - Vector512<float>.One;
        var q = Vector512.FusedMultiplyAdd(Vector512.Create(0.000186374629f), t, Vector512.Create(-0.00182936643f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.00989543926f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.0415034853f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.843117595f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-2.6389668f));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-1.84960556f));
        var far = Vector512<float>.One - ExpClamped(q);
        var result = Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512<float>.One), near, far);
        result |= x & Vector512.Create(-0f);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, Vector512.Create(float.NaN));
    }

    /// <summary>The error function of x.</summary>
    /// <remarks>
    /// Below 1, x + x P(x^2); from 1 on, 1 - e^Q(|x| - 1) where Q is the logarithm of the complement, which is
    /// smooth and loses its weight as the complement vanishes: at most 0.9 ulp.
    /// </remarks>
    public static Vector512<double> Erf(Vector512<double> x)
    {
        var size = Vector512.Abs(x);
        var z = size * size;
        var p = Vector512.FusedMultiplyAdd(
            Vector512.Create(5.945290031037285e-11), z, Vector512.Create(-1.1365683248456953e-09));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1.4657884472637242e-08));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1.6350025936209924e-07));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(1.6460972886829844e-06));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-1.4925593511401867e-05));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.00012055331037093965));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.0008548326978747702));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.005223977624780965));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.026866170645072907));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.11283791670954857));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(-0.3761263890318375));
        p = Vector512.FusedMultiplyAdd(p, z, Vector512.Create(0.1283791670955126));
        var near = Vector512.FusedMultiplyAdd(p, size, size);
        // From 6 on, the result is 1.
        var t = Vector512.MinNative(size, Vector512.Create(6.0)) - Vector512<double>.One;
        var q = Vector512.FusedMultiplyAdd(
            Vector512.Create(1.382711231715539e-14), t, Vector512.Create(-5.416595295316737e-13));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(9.882324018190007e-12));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-1.1169185305210316e-10));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(8.761146132285509e-10));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-5.0428166560848915e-09));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(2.1720218760150176e-08));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-6.79104096717255e-08));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(1.255253863814915e-07));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(1.0536175289020409e-07));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-2.0215186756570754e-06));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(9.579412562520528e-06));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-2.7142135207611988e-05));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(2.627071247686372e-05));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.0002373246355366626));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.001977903011850791));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(0.01003382543363709));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.04156109804650051));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-0.8431072563584857));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-2.6389675142347913));
        q = Vector512.FusedMultiplyAdd(q, t, Vector512.Create(-1.8496055099332482));
        var far = Vector512<double>.One - ExpClamped(q);
        var result = Vector512.ConditionalSelect(Vector512.LessThan(size, Vector512<double>.One), near, far);
        result |= x & Vector512.Create(-0.0);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), result, Vector512.Create(double.NaN));
    }
}

public partial interface IArithmetic<T>
{
    /// <summary>The error function.</summary>
    /// <param name="a">The argument.</param>
    /// <exception cref="NotSupportedException">The number system does not define it.</exception>
    static virtual T Erf(T a) => throw Refused.In(nameof(Erf), a);
}

public readonly partial struct Real<T>
{
    /// <inheritdoc/>
    public static T Erf(T a) => Lanes<T>.Erf(Lane(a)).ToScalar();
}

internal readonly partial struct Lanes<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Erf(Vector512<T> a) =>
        typeof(T) == typeof(float) ? Elementary.Erf(a.AsSingle()).As<float, T>()
            : Elementary.Erf(a.AsDouble()).As<double, T>();
}

public readonly partial struct Intervals
{
    /// <inheritdoc/>
    public static Interval Erf(Interval a) => Rising(a, x => Outward.Near(Real<double>.Erf(x), -1, 1));
}

public readonly partial struct ComplexNumbers
{
    // Abramowitz and Stegun, 7.1.29, which is a trapezoidal rule and so good to e^(−4π²). Near the real axis its terms
    // add up to the derivative, which is used there instead.
    /// <inheritdoc/>
    public static Complex Erf(Complex a)
    {
        var (x, y) = (a.Real, a.Imaginary);
        var (real, bell) = (Real<double>.Erf(x), Real<double>.Exp(-(x * x)));
        if (Math.Abs(y) < 1e-10) return new(real, 2 / Math.Sqrt(Math.PI) * bell * y);
        var (sine, cosine) = Math.SinCos(2 * x * y);
        var sum = x == 0 ? new Complex(0, y / Math.PI) : new Complex(1 - cosine, sine) / (Math.Tau * x);
        for (var n = 1; n < 13 + (2 * Math.Abs(y)); n++)
        {
            var (up, down) = (Math.Exp((n * y) - (n * n / 4.0)) / 2, Math.Exp((-n * y) - (n * n / 4.0)) / 2);
            var (cosh, sinh) = (up + down, up - down);
            var flat = 2 * x * Math.Exp(-(n * n / 4.0));
            var term = new Complex(
                flat - (2 * x * cosh * cosine) + (n * sinh * sine), (2 * x * cosh * sine) + (n * sinh * cosine));
            sum += 2 / Math.PI * term / ((n * n) + (4 * x * x));
        }

        return real + (bell * sum);
    }
}

internal readonly partial struct ExactNumbers
{
    public static double? Erf(double? a) => At(a, 0, a);
}
