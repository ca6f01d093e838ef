namespace Autograd.Graph.Numerics;

/// <summary>
/// The number system of doubles that refuses to round: a result is a <c>double</c> only where it is exact, else null.
/// </summary>
/// <remarks>
/// What it computes is the same number in every other system. Sums and products are tested by their error terms
/// (Dekker, <i>A floating-point technique for extending the available precision</i>, 1971), which are themselves exact.
/// </remarks>
internal readonly partial struct ExactNumbers : INumberSystem<double?>
{
    // Below this an error term may itself be lost.
    private const double Tiny = 1e-270;

    public static double? FromReal(double value) => value;

    public static double? Add(double? a, double? b)
    {
        if (a is not { } x || b is not { } y) return null;
        var sum = x + y;
        if (!double.IsFinite(sum)) return Limit(sum, x, y);
        var part = sum - x;
        return x - (sum - part) + (y - part) == 0 ? sum : null;
    }

    public static double? Subtract(double? a, double? b) => Add(a, -b);

    public static double? Multiply(double? a, double? b)
    {
        if (a is not { } x || b is not { } y) return null;
        var product = x * y;
        if (!double.IsFinite(product)) return Limit(product, x, y);
        if (x == 0 || y == 0) return product;
        var exact = Math.Abs(product) < Tiny
            ? Rational.FromDouble(x) * Rational.FromDouble(y) == Rational.FromDouble(product)
            : Math.FusedMultiplyAdd(x, y, -product) == 0;
        return exact ? product : null;
    }

    public static double? Divide(double? a, double? b)
    {
        if (a is not { } x || b is not { } y || y == 0 || double.IsInfinity(y)) return null;
        var quotient = x / y;
        if (!double.IsFinite(quotient)) return Limit(quotient, x, y);
        if (x == 0) return quotient;
        var exact = Math.Abs(quotient) < Tiny || Math.Abs(x) < Tiny
            ? Rational.FromDouble(quotient) * Rational.FromDouble(y) == Rational.FromDouble(x)
            : Math.FusedMultiplyAdd(-quotient, y, x) == 0;
        return exact ? quotient : null;
    }

    public static double? MultiplyAdd(double? a, double? b, double? c) => Add(Multiply(a, b), c);

    public static double? Negate(double? a) => -a;

    public static double? Abs(double? a) => a is { } x ? Math.Abs(x) : null;

    public static double? Sqrt(double? a)
    {
        if (a is not { } x || x < 0) return null;
        var root = Math.Sqrt(x);
        return double.IsFinite(root) ? Multiply(root, root) == x ? root : null : Limit(root, x, x);
    }

    public static double? Greater(double? a, double? b) => a is null || b is null ? null : a > b ? 1 : 0;

    public static double? GreaterOrEqual(double? a, double? b) => a is null || b is null ? null : a >= b ? 1 : 0;

    public static double? Equal(double? a, double? b) => a is { } x && b is { } y ? x == y ? 1 : 0 : null;

    public static double? Select(double? mask, double? a, double? b) => mask is { } m ? m != 0 ? a : b : null;

    public static double? Maximum(double? a, double? b) => a is { } x && b is { } y ? Real<double>.Maximum(x, y) : null;

    public static double? Minimum(double? a, double? b) => a is { } x && b is { } y ? Real<double>.Minimum(x, y) : null;

    /// <exception cref="InvalidOperationException">The mask is not exact.</exception>
    public static bool IsTrue(double? mask) =>
        mask is { } m ? m != 0 : throw new InvalidOperationException("A mask that is not exact decides nothing.");

    // NaN and infinity come of what is NaN and infinite already; what overflows or is undefined is left to whoever
    // computes.
    private static double? Limit(double result, double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y)
            || (double.IsInfinity(result) && (double.IsInfinity(x) || double.IsInfinity(y))) ? result : null;

    private static double? At(double? a, double point, double? value) =>
        a is { } x && (x == point || double.IsNaN(x)) ? double.IsNaN(x) ? x : value : null;
}
