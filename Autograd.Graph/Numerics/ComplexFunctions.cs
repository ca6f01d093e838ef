using System.Numerics;
using Reals = Autograd.Graph.Numerics.Real<double>;

namespace Autograd.Graph.Numerics;

/// <summary>Elementary functions of complex numbers, each part accurate in itself near the real axis.</summary>
/// <remarks>
/// System.Numerics.Complex lets a small imaginary part drown in the real one, or overflows between; on the real axis
/// these are the functions of <c>double</c>.
/// </remarks>
internal static class ComplexFunctions
{
    public static Complex Exp(Complex z)
    {
        var (e, y) = (Reals.Exp(z.Real), z.Imaginary);
        if (y == 0) return new(e, y);
        if (double.IsFinite(e)) return new(e * Reals.Cos(y), e * Reals.Sin(y));
        // In two steps, because a small sine may bring the product back into range.
        var half = Reals.Exp(z.Real / 2);
        return new(half * Reals.Cos(y) * half, half * Reals.Sin(y) * half);
    }

    public static Complex Expm1(Complex z)
    {
        var (e, half) = (Reals.Expm1(z.Real), Reals.Sin(z.Imaginary / 2));
        return z.Imaginary == 0 ? new(e, z.Imaginary)
            : new((e * Reals.Cos(z.Imaginary)) - (2 * half * half), Exp(z).Imaginary);
    }

    public static Complex Log(Complex z)
    {
        var (x, y) = (Math.Abs(z.Real), Math.Abs(z.Imaginary));
        var (large, small) = x >= y ? (x, y) : (y, x);
        var ratio = large > 0 && double.IsFinite(large) ? small / large : 0;
        return new(double.IsNaN(x + y) ? double.NaN : Reals.Log(large) + (0.5 * Reals.Log1p(ratio * ratio)),
            Math.Atan2(z.Imaginary, z.Real));
    }

    public static Complex Log1p(Complex z)
    {
        var (x, y) = (1 + z.Real, z.Imaginary);
        if (!(x > 0 && Math.Abs(y) <= x)) return Log(new(x, y));
        var ratio = y == 0 ? 0 : y / x;
        return new(Reals.Log1p(z.Real) + (0.5 * Reals.Log1p(ratio * ratio)), Math.Atan2(y, x));
    }

    public static Complex Sin(Complex z) => z.Imaginary == 0
        ? new(Reals.Sin(z.Real), z.Imaginary)
        : new(Reals.Sin(z.Real) * Math.Cosh(z.Imaginary), Reals.Cos(z.Real) * Math.Sinh(z.Imaginary));

    public static Complex Cos(Complex z) => z.Imaginary == 0
        ? new(Reals.Cos(z.Real), -z.Imaginary)
        : new(Reals.Cos(z.Real) * Math.Cosh(z.Imaginary), -(Reals.Sin(z.Real) * Math.Sinh(z.Imaginary)));

    // (tanh x + i tan y) / (1 + i tanh x tan y), with 1 − tanh² written as sech² so that nothing cancels.
    public static Complex Tanh(Complex z)
    {
        var (t, u) = (Reals.Tanh(z.Real), Math.Tan(z.Imaginary));
        var e = Reals.Exp(-2 * Math.Abs(z.Real));
        var size = 1 + (t * t * u * u);
        return new(t * ((1 + (u * u)) / size), u / size * (4 * e / ((1 + e) * (1 + e))));
    }

    // With u = σ(x) and v = σ(−x) = 1 − u this is u / (u + v e⁻ⁱʸ), in which nothing overflows.
    public static Complex Sigmoid(Complex z)
    {
        var (u, v) = (Reals.Sigmoid(z.Real), Reals.Sigmoid(-z.Real));
        var half = Reals.Sin(z.Imaginary / 2);
        var size = 1 - (4 * u * v * half * half);
        return new(u * ((1 - (2 * v * half * half)) / size), u * (v * Reals.Sin(z.Imaginary)) / size);
    }

    public static Complex Sqrt(Complex z)
    {
        var size = double.Hypot(z.Real, z.Imaginary);
        if (size == 0) return z;
        // Halving a subnormal number would round it.
        if (size < 1e-290) return Sqrt(z * Math.ScaleB(1, 200)) * Math.ScaleB(1, -100);
        var root = Math.Sqrt((size / 2) + (Math.Abs(z.Real) / 2));
        return z.Real >= 0
            ? new(root, z.Imaginary / root / 2)
            : new(Math.Abs(z.Imaginary) / root / 2, Math.CopySign(root, z.Imaginary));
    }

    // aᵇ = |x|ᵘ · exp(b log(a / |x|) + i v log |x|) for a = x + iy, b = u + iv: near the real axis the exponent is
    // small and so is its error.
    public static Complex Power(Complex a, Complex b)
    {
        if (b == Complex.Zero || a == Complex.One) return Complex.One;
        var whole = b.Imaginary == 0 && Math.Floor(b.Real) == b.Real;
        if (a == Complex.Zero) return new(Reals.Power(0, b.Real), 0);
        if (a.Imaginary == 0 && b.Imaginary == 0 && (a.Real > 0 || whole)) return new(Reals.Power(a.Real, b.Real), 0);
        if (Math.Abs(a.Imaginary) > Math.Abs(a.Real) || (a.Real < 0 && !whole)) return Exp(b * Log(a));
        var size = Math.Abs(a.Real);
        var ratio = a.Imaginary == 0 ? 0 : a.Imaginary / a.Real;
        var angle = b.Imaginary == 0 ? 0 : b.Imaginary * Reals.Log(size);
        var turn = Exp((b * Log1p(new(0, ratio))) + new Complex(0, angle));
        var scale = Reals.Power(a.Real < 0 ? a.Real : size, b.Real);
        return new(scale * turn.Real, turn.Imaginary == 0 ? turn.Imaginary : scale * turn.Imaginary);
    }
}
