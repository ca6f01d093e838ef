using System.Numerics;
using System.Runtime.Intrinsics;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Properties.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>
/// The error function, held against a power series of 1,420 binary places, and what the laws' own number systems make
/// of it.
/// </summary>
public sealed class ErfCase
{
    // System.Math has no error function: the estimate for float is the function of double, held to the exact one.
    internal static ElementaryCase Function { get; } =
        new("Erf", Elementary.Erf, Elementary.Erf, x => Elementary.Erf(Vector512.Create(x))[0], ExactReference.Erf)
        {
            Ulps = (1.0, 1.0),
            Specials = "0:0 -0:-0 inf:1 -inf:-1 50:1 -50:-1",
            Bits = 0xA2B532D3CD94BB9CUL,
            Limit = 7,
            Op = new Erf(),
            Derivative = x => 2 / Math.Sqrt(Math.PI) * Math.Exp(-(x * x)),
        };

    internal static ElementwiseCase Case { get; } =
        new(new Erf(), x => (double)Precises.Erf(Precises.FromReal(x[0])).Exactly);

    [Theory]
    [InlineData(0.0, 0.7)]
    [InlineData(0.5, -1.5)]
    [InlineData(-1.2, 1e-3)]
    [InlineData(2.5, 2.0)]
    public void Off_the_real_axis_it_is_its_power_series(double x, double y)
    {
        var (z, sum) = (new Complex(x, y), Complex.Zero);
        var power = z;
        for (var n = 0; n < 120; n++)
        {
            sum += power / ((2 * n) + 1);
            power *= -z * z / (n + 1);
        }

        var expected = 2 / Math.Sqrt(Math.PI) * sum;
        Assert.True((expected - ComplexNumbers.Erf(z)).Magnitude <= 1e-12 * (1 + expected.Magnitude),
            $"erf {z} is {expected}, not {ComplexNumbers.Erf(z)}");
    }
}

internal readonly partial struct Duals<T, TNumbers>
{
    // 2/√π to 210 binary places.
    private static readonly double[] TwoOverRootPi =
        [1.1283791670955126, 1.533545961316588e-17, -4.765684596693686e-34, -2.007794661655263e-50];

    public static Dual<T> Erf(Dual<T> a)
    {
        var factor = TwoOverRootPi.Select(TNumbers.FromReal).Aggregate(TNumbers.Add);
        var bell = TNumbers.Exp(TNumbers.Negate(TNumbers.Multiply(a.Value, a.Value)));
        return Chain(a, TNumbers.Erf(a.Value), TNumbers.Multiply(factor, bell));
    }
}

internal readonly partial struct Jets
{
    public static Jet Erf(Jet a)
    {
        var slope = ErfCase.Function.Derivative!(a.Value);
        return a.Chain(Real<double>.Erf(a.Value), slope, -2 * a.Value * slope);
    }
}

internal readonly partial struct Precises
{
    public static Precise Erf(Precise a) => new(ExactReference.ErfFixed(a.Fixed));
}

internal readonly partial struct Counted
{
    public static double Erf(double a) => Count(Real<double>.Erf(a));
}

internal readonly partial struct Bounds
{
    public static Bounded Erf(Bounded a) =>
        Through(a, Real<double>.Erf(a.Value), ErfCase.Function.Derivative!(a.Value));
}
