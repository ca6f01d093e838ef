using Autograd.Graph.Numerics;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>
/// A number and how far rounding may have moved it, in units of rounding (2⁻⁵³): what its inputs' errors become, and
/// its own.
/// </summary>
internal readonly record struct Bounded(double Value, double Error);

/// <summary>
/// The number system of running error bounds, to first order. A comparison is exact: the graphs keep away from kinks.
/// </summary>
internal readonly partial struct Bounds : INumberSystem<Bounded>
{
    public static Bounded FromReal(double value) => new(value, 0);

    /// <summary>
    /// An input that is wrong by its own size in units of rounding, so that the bound is at least the condition.
    /// </summary>
    public static Bounded Input(double value) => new(value, Math.Abs(value));

    public static Bounded Add(Bounded a, Bounded b) => Rounded(a.Value + b.Value, a.Error + b.Error);

    public static Bounded Subtract(Bounded a, Bounded b) => Rounded(a.Value - b.Value, a.Error + b.Error);

    public static Bounded Multiply(Bounded a, Bounded b) =>
        Rounded(a.Value * b.Value, (Math.Abs(b.Value) * a.Error) + (Math.Abs(a.Value) * b.Error));

    public static Bounded Divide(Bounded a, Bounded b)
    {
        var y = a.Value / b.Value;
        return Rounded(y, (a.Error + (Math.Abs(y) * b.Error)) / Math.Abs(b.Value));
    }

    // Rounded twice, as by who has no fused multiply-add.
    public static Bounded MultiplyAdd(Bounded a, Bounded b, Bounded c) => Add(Multiply(a, b), c);

    public static Bounded Negate(Bounded a) => new(-a.Value, a.Error);

    public static Bounded Abs(Bounded a) => new(Math.Abs(a.Value), a.Error);

    public static Bounded Sqrt(Bounded a) => Through(a, Math.Sqrt(a.Value), 0.5 / Math.Sqrt(a.Value));

    public static Bounded Exp(Bounded a) => Through(a, Math.Exp(a.Value), Math.Exp(a.Value));

    public static Bounded Expm1(Bounded a) => Through(a, Real<double>.Expm1(a.Value), Math.Exp(a.Value));

    public static Bounded Log(Bounded a) => Through(a, Math.Log(a.Value), 1 / a.Value);

    public static Bounded Log1p(Bounded a) => Through(a, Real<double>.Log1p(a.Value), 1 / (1 + a.Value));

    public static Bounded Sin(Bounded a) => Through(a, Math.Sin(a.Value), Math.Cos(a.Value));

    public static Bounded Cos(Bounded a) => Through(a, Math.Cos(a.Value), Math.Sin(a.Value));

    public static Bounded Tanh(Bounded a) => Math.Tanh(a.Value) is var y ? Through(a, y, 1 - (y * y)) : default;

    public static Bounded Sigmoid(Bounded a) =>
        1 / (1 + Math.Exp(-a.Value)) is var y ? Through(a, y, y * (1 - y)) : default;

    public static Bounded Power(Bounded a, Bounded b)
    {
        var y = Math.Pow(a.Value, b.Value);
        return Rounded(
            y, Times(b.Value * Math.Pow(a.Value, b.Value - 1), a.Error) + Times(y * Math.Log(a.Value), b.Error));
    }

    public static Bounded Greater(Bounded a, Bounded b) => new(a.Value > b.Value ? 1 : 0, 0);

    public static Bounded GreaterOrEqual(Bounded a, Bounded b) => new(a.Value >= b.Value ? 1 : 0, 0);

    public static Bounded Equal(Bounded a, Bounded b) => new(a.Value == b.Value ? 1 : 0, 0);

    public static Bounded Select(Bounded mask, Bounded a, Bounded b) => IsTrue(mask) ? a : b;

    public static Bounded Maximum(Bounded a, Bounded b) => a.Value > b.Value || double.IsNaN(a.Value) ? a : b;

    public static Bounded Minimum(Bounded a, Bounded b) => a.Value < b.Value || double.IsNaN(a.Value) ? a : b;

    public static bool IsTrue(Bounded mask) => mask.Value != 0;

    private static Bounded Through(Bounded a, double y, double slope) => Rounded(y, Times(slope, a.Error));

    // What is exact stays exact, however steep.
    private static double Times(double slope, double error) => error == 0 ? 0 : Math.Abs(slope) * error;

    private static Bounded Rounded(double value, double propagated) => new(value, propagated + Math.Abs(value));
}
