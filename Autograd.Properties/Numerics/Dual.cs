using Autograd.Graph.Numerics;

namespace Autograd.Properties.Numerics;

/// <summary>x + ε·d with ε² = 0: an exact number with its formal derivative along a direction.</summary>
internal readonly record struct Dual(Rational Value, Rational First = default);

/// <summary>The number system of duals over rationals, which differentiates the ops' meanings and knows nothing of their rules.</summary>
internal readonly struct Duals : INumberSystem<Dual>
{
    public static Dual FromReal(double value) => new(Rational.FromDouble(value));

    public static Dual Add(Dual a, Dual b) => new(a.Value + b.Value, a.First + b.First);

    public static Dual Subtract(Dual a, Dual b) => new(a.Value - b.Value, a.First - b.First);

    public static Dual Multiply(Dual a, Dual b) => new(a.Value * b.Value, (a.First * b.Value) + (a.Value * b.First));

    public static Dual Divide(Dual a, Dual b) => new(a.Value / b.Value, ((a.First * b.Value) - (a.Value * b.First)) / (b.Value * b.Value));

    public static Dual MultiplyAdd(Dual a, Dual b, Dual c) => Add(Multiply(a, b), c);

    public static Dual Negate(Dual a) => new(-a.Value, -a.First);

    public static Dual Abs(Dual a) => a.Value < 0 ? Negate(a) : a;

    public static Dual Sqrt(Dual a) => throw new NotSupportedException();

    public static Dual Exp(Dual a) => throw new NotSupportedException();

    public static Dual Expm1(Dual a) => throw new NotSupportedException();

    public static Dual Log(Dual a) => throw new NotSupportedException();

    public static Dual Log1p(Dual a) => throw new NotSupportedException();

    public static Dual Sin(Dual a) => throw new NotSupportedException();

    public static Dual Cos(Dual a) => throw new NotSupportedException();

    public static Dual Tanh(Dual a) => throw new NotSupportedException();

    public static Dual Sigmoid(Dual a) => throw new NotSupportedException();

    public static Dual Power(Dual a, Dual b) => throw new NotSupportedException();

    public static Dual Greater(Dual a, Dual b) => new(a.Value > b.Value ? 1 : 0);

    public static Dual GreaterOrEqual(Dual a, Dual b) => new(a.Value >= b.Value ? 1 : 0);

    public static Dual Equal(Dual a, Dual b) => new(a.Value == b.Value ? 1 : 0);

    public static Dual Select(Dual mask, Dual a, Dual b) => IsTrue(mask) ? a : b;

    public static Dual Maximum(Dual a, Dual b) => a.Value > b.Value ? a : b;

    public static Dual Minimum(Dual a, Dual b) => a.Value < b.Value ? a : b;

    public static bool IsTrue(Dual mask) => mask.Value != 0;
}
