using Autograd.Graph.Numerics;

namespace Autograd.Properties.Graph.Numerics;

/// <summary>
/// Doubles that count what is done with them, on the thread that does it: a multiply-add is two operations, every other
/// one.
/// </summary>
internal readonly partial struct Counted : INumberSystem<double>
{
    [ThreadStatic]
    private static long _operations;

    public static long Operations
    {
        get => _operations;
        set => _operations = value;
    }

    public static double FromReal(double value) => value;

    public static double Add(double a, double b) => Count(Real<double>.Add(a, b));

    public static double Subtract(double a, double b) => Count(Real<double>.Subtract(a, b));

    public static double Multiply(double a, double b) => Count(Real<double>.Multiply(a, b));

    public static double Divide(double a, double b) => Count(Real<double>.Divide(a, b));

    public static double MultiplyAdd(double a, double b, double c) => Count(Real<double>.MultiplyAdd(a, b, c), 2);

    public static double Negate(double a) => Count(Real<double>.Negate(a));

    public static double Abs(double a) => Count(Real<double>.Abs(a));

    public static double Sqrt(double a) => Count(Real<double>.Sqrt(a));

    public static double Exp(double a) => Count(Real<double>.Exp(a));

    public static double Expm1(double a) => Count(Real<double>.Expm1(a));

    public static double Log(double a) => Count(Real<double>.Log(a));

    public static double Log1p(double a) => Count(Real<double>.Log1p(a));

    public static double Sin(double a) => Count(Real<double>.Sin(a));

    public static double Cos(double a) => Count(Real<double>.Cos(a));

    public static double Tanh(double a) => Count(Real<double>.Tanh(a));

    public static double Sigmoid(double a) => Count(Real<double>.Sigmoid(a));

    public static double Power(double a, double b) => Count(Real<double>.Power(a, b));

    public static double Greater(double a, double b) => Count(Real<double>.Greater(a, b));

    public static double GreaterOrEqual(double a, double b) => Count(Real<double>.GreaterOrEqual(a, b));

    public static double Equal(double a, double b) => Count(Real<double>.Equal(a, b));

    public static double Select(double mask, double a, double b) => Count(Real<double>.Select(mask, a, b));

    public static double Maximum(double a, double b) => Count(Real<double>.Maximum(a, b));

    public static double Minimum(double a, double b) => Count(Real<double>.Minimum(a, b));

    public static bool IsTrue(double mask) => Real<double>.IsTrue(mask);

    private static double Count(double value, long operations = 1)
    {
        _operations += operations;
        return value;
    }
}
