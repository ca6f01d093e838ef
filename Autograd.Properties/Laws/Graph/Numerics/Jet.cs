using Autograd.Graph.Numerics;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>A number with its first and second derivative along a direction: x + t·d1 + ½ t²·d2 at t = 0.</summary>
/// <remarks>
/// It differentiates the ops' meanings, and so is exact to rounding and knows nothing of their derivative rules.
/// </remarks>
internal readonly record struct Jet(double Value, double First = 0, double Second = 0)
{
    public Jet Chain(double f, double f1, double f2) => new(f, f1 * First, (f2 * First * First) + (f1 * Second));
}

/// <summary>The number system of jets: an interpreter over it differentiates any graph twice along a line.</summary>
internal readonly partial struct Jets : INumberSystem<Jet>
{
    public static Jet FromReal(double value) => new(value);

    public static Jet Add(Jet a, Jet b) => new(a.Value + b.Value, a.First + b.First, a.Second + b.Second);

    public static Jet Subtract(Jet a, Jet b) => Add(a, Negate(b));

    public static Jet Multiply(Jet a, Jet b) => new(
        a.Value * b.Value,
        (a.First * b.Value) + (a.Value * b.First),
        (a.Second * b.Value) + (2 * a.First * b.First) + (a.Value * b.Second));

    public static Jet Divide(Jet a, Jet b) =>
        Multiply(a, b.Chain(1 / b.Value, -1 / (b.Value * b.Value), 2 / (b.Value * b.Value * b.Value)));

    public static Jet MultiplyAdd(Jet a, Jet b, Jet c) => Add(Multiply(a, b), c);

    public static Jet Negate(Jet a) => new(-a.Value, -a.First, -a.Second);

    public static Jet Abs(Jet a) => a.Value < 0 ? Negate(a) : a;

    public static Jet Sqrt(Jet a) => Math.Sqrt(a.Value) is var y ? a.Chain(y, 0.5 / y, -0.25 / (y * a.Value)) : a;

    public static Jet Exp(Jet a) => Math.Exp(a.Value) is var y ? a.Chain(y, y, y) : a;

    public static Jet Expm1(Jet a) => Subtract(Exp(a), FromReal(1));

    public static Jet Log(Jet a) => a.Chain(Math.Log(a.Value), 1 / a.Value, -1 / (a.Value * a.Value));

    public static Jet Log1p(Jet a) => Log(Add(a, FromReal(1)));

    public static Jet Sin(Jet a) => a.Chain(Math.Sin(a.Value), Math.Cos(a.Value), -Math.Sin(a.Value));

    public static Jet Cos(Jet a) => a.Chain(Math.Cos(a.Value), -Math.Sin(a.Value), -Math.Cos(a.Value));

    public static Jet Tanh(Jet a) => Subtract(Multiply(FromReal(2), Sigmoid(Multiply(FromReal(2), a))), FromReal(1));

    public static Jet Sigmoid(Jet a) => Divide(FromReal(1), Add(FromReal(1), Exp(Negate(a))));

    public static Jet Power(Jet a, Jet b) => Exp(Multiply(b, Log(a)));

    public static Jet Greater(Jet a, Jet b) => new(a.Value > b.Value ? 1 : 0);

    public static Jet GreaterOrEqual(Jet a, Jet b) => new(a.Value >= b.Value ? 1 : 0);

    public static Jet Equal(Jet a, Jet b) => new(a.Value == b.Value ? 1 : 0);

    public static Jet Select(Jet mask, Jet a, Jet b) => IsTrue(mask) ? a : b;

    public static Jet Maximum(Jet a, Jet b) => a.Value > b.Value ? a : b;

    public static Jet Minimum(Jet a, Jet b) => a.Value < b.Value ? a : b;

    public static bool IsTrue(Jet mask) => mask.Value != 0;
}
