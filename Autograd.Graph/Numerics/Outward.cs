namespace Autograd.Graph.Numerics;

/// <summary>
/// Bounds of results that round: one step further out unless the operation was exact, which its error term tells.
/// </summary>
internal static class Outward
{
    // The computed functions are within 2.6 units in the last place, at the bound and at every point between: twice
    // that.
    private const int Margin = 6;

    // Below this the error term of a product may itself be lost.
    private const double Tiny = 1e-270;

    public static Interval Sum(double lower, double otherLower, double upper, double otherUpper) => Of(
        Down(lower + otherLower, SumError(lower, otherLower)),
        Up(upper + otherUpper, SumError(upper, otherUpper)));

    /// <summary>a · b, where 0 times an infinite bound is 0: a bound is only approached.</summary>
    public static Interval Product(double a, double b)
    {
        if (a == 0 || b == 0) return new(0);
        var product = a * b;
        var error = Math.Abs(product) < Tiny ? double.NaN : Math.FusedMultiplyAdd(a, b, -product);
        return Signed(Math.Sign(a) * Math.Sign(b), Down(product, error), Up(product, error));
    }

    /// <summary>
    /// a / b, where a finite bound over an infinite one is near 0, and two infinite bounds have any quotient of their
    /// sign.
    /// </summary>
    public static Interval Quotient(double a, double b)
    {
        if (a == 0) return new(0);
        var sign = Math.Sign(a) * Math.Sign(b);
        if (double.IsInfinity(a) && double.IsInfinity(b))
        {
            return sign > 0 ? new(0, double.PositiveInfinity) : new(double.NegativeInfinity, 0);
        }

        var quotient = a / b;
        var lost = Math.Abs(quotient) < Tiny || Math.Abs(a) < Tiny;
        var error = lost ? double.NaN : Math.FusedMultiplyAdd(-quotient, b, a) * Math.Sign(b);
        return Signed(sign, Down(quotient, error), Up(quotient, error));
    }

    public static Interval Sqrt(double a)
    {
        var root = Math.Sqrt(a);
        var error =
            a is 0 or double.PositiveInfinity ? 0 : a < Tiny ? double.NaN : Math.FusedMultiplyAdd(-root, root, a);
        return Of(Down(root, error), Up(root, error));
    }

    /// <summary>
    /// A computed value of an elementary function, and its margin either side, but not beyond the function's range.
    /// </summary>
    public static Interval Near(
        double value, double least = double.NegativeInfinity, double most = double.PositiveInfinity)
    {
        var (lower, upper) = (value, value);
        for (var i = 0; i < Margin; i++) (lower, upper) = (Math.BitDecrement(lower), Math.BitIncrement(upper));
        return new(Math.Max(lower, least), Math.Min(upper, most));
    }

    private static double SumError(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return a - (sum - part) + (b - part);
    }

    // A NaN error means unknown; an infinity that finite numbers overflowed to steps back to the largest number.
    private static double Down(double value, double error) => error >= 0 ? value : Math.BitDecrement(value);

    private static double Up(double value, double error) => error <= 0 ? value : Math.BitIncrement(value);

    // What underflows keeps its sign.
    private static Interval Signed(int sign, double lower, double upper) =>
        Of(sign > 0 && lower < 0 ? 0 : lower, sign < 0 && upper > 0 ? 0 : upper);

    // ∞ − ∞ may be anything.
    private static Interval Of(double lower, double upper) =>
        new(double.IsNaN(lower) ? double.NegativeInfinity : lower,
            double.IsNaN(upper) ? double.PositiveInfinity : upper);
}
