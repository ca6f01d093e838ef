using Autograd.Graph.Numerics;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>
/// x + ε·d with ε² = 0: a number with its formal derivative along a direction. A dual of duals has the second one.
/// </summary>
internal readonly record struct Dual<T>(T Value, T First);

/// <summary>
/// The number system of duals over another, which differentiates the ops' meanings and knows nothing of their rules.
/// </summary>
internal readonly partial struct Duals<T, TNumbers> : INumberSystem<Dual<T>>
    where TNumbers : struct, INumberSystem<T>
{
    private static T Zero => TNumbers.FromReal(0);

    private static T One => TNumbers.FromReal(1);

    public static Dual<T> FromReal(double value) => Constant(TNumbers.FromReal(value));

    public static Dual<T> Constant(T value) => new(value, Zero);

    public static Dual<T> Add(Dual<T> a, Dual<T> b) =>
        new(TNumbers.Add(a.Value, b.Value), TNumbers.Add(a.First, b.First));

    public static Dual<T> Subtract(Dual<T> a, Dual<T> b) =>
        new(TNumbers.Subtract(a.Value, b.Value), TNumbers.Subtract(a.First, b.First));

    public static Dual<T> Multiply(Dual<T> a, Dual<T> b) => new(
        TNumbers.Multiply(a.Value, b.Value),
        TNumbers.Add(TNumbers.Multiply(a.First, b.Value), TNumbers.Multiply(a.Value, b.First)));

    public static Dual<T> Divide(Dual<T> a, Dual<T> b) => TNumbers.Divide(a.Value, b.Value) is var y
        ? new(y, TNumbers.Divide(TNumbers.Subtract(a.First, TNumbers.Multiply(y, b.First)), b.Value))
        : default;

    public static Dual<T> MultiplyAdd(Dual<T> a, Dual<T> b, Dual<T> c) => Add(Multiply(a, b), c);

    public static Dual<T> Negate(Dual<T> a) => new(TNumbers.Negate(a.Value), TNumbers.Negate(a.First));

    public static Dual<T> Abs(Dual<T> a) => Select(Greater(FromReal(0), a), Negate(a), a);

    public static Dual<T> Sqrt(Dual<T> a) =>
        TNumbers.Sqrt(a.Value) is var y ? new(y, TNumbers.Divide(a.First, TNumbers.Add(y, y))) : default;

    public static Dual<T> Exp(Dual<T> a) => TNumbers.Exp(a.Value) is var y ? Chain(a, y, y) : default;

    public static Dual<T> Expm1(Dual<T> a) => Chain(a, TNumbers.Expm1(a.Value), TNumbers.Exp(a.Value));

    public static Dual<T> Log(Dual<T> a) => new(TNumbers.Log(a.Value), TNumbers.Divide(a.First, a.Value));

    public static Dual<T> Log1p(Dual<T> a) =>
        new(TNumbers.Log1p(a.Value), TNumbers.Divide(a.First, TNumbers.Add(One, a.Value)));

    public static Dual<T> Sin(Dual<T> a) => Chain(a, TNumbers.Sin(a.Value), TNumbers.Cos(a.Value));

    public static Dual<T> Cos(Dual<T> a) => Chain(a, TNumbers.Cos(a.Value), TNumbers.Negate(TNumbers.Sin(a.Value)));

    public static Dual<T> Tanh(Dual<T> a) =>
        TNumbers.Tanh(a.Value) is var y ? Chain(a, y, TNumbers.Subtract(One, TNumbers.Multiply(y, y))) : default;

    public static Dual<T> Sigmoid(Dual<T> a) =>
        TNumbers.Sigmoid(a.Value) is var y ? Chain(a, y, TNumbers.Multiply(y, TNumbers.Subtract(One, y))) : default;

    // By a constant exponent, which may be whole where the base is negative; else by the logarithm.
    public static Dual<T> Power(Dual<T> a, Dual<T> b)
    {
        var y = TNumbers.Power(a.Value, b.Value);
        if (!b.First!.Equals(Zero)) return new(y, Multiply(Multiply(b, Log(a)), new(y, Zero)).First);
        return b.Value!.Equals(Zero) ? new(y, Zero)
            : Chain(a, y, TNumbers.Multiply(b.Value, TNumbers.Power(a.Value, TNumbers.Subtract(b.Value, One))));
    }

    public static Dual<T> Greater(Dual<T> a, Dual<T> b) => Constant(TNumbers.Greater(a.Value, b.Value));

    public static Dual<T> GreaterOrEqual(Dual<T> a, Dual<T> b) => Constant(TNumbers.GreaterOrEqual(a.Value, b.Value));

    public static Dual<T> Equal(Dual<T> a, Dual<T> b) => Constant(TNumbers.Equal(a.Value, b.Value));

    public static Dual<T> Select(Dual<T> mask, Dual<T> a, Dual<T> b) => IsTrue(mask) ? a : b;

    public static Dual<T> Maximum(Dual<T> a, Dual<T> b) => Select(Greater(a, b), a, b);

    public static Dual<T> Minimum(Dual<T> a, Dual<T> b) => Select(Greater(b, a), a, b);

    public static bool IsTrue(Dual<T> mask) => TNumbers.IsTrue(mask.Value);

    private static Dual<T> Chain(Dual<T> a, T value, T slope) => new(value, TNumbers.Multiply(slope, a.First));
}
