namespace Autograd.Graph.Numerics;

/// <summary>
/// The number system of intervals: bounds that certainly contain the exact result, and the result in <c>double</c>.
/// </summary>
/// <remarks>
/// <para>
/// A bound is rounded outward where its operation is not exact; an elementary function adds six units in the last
/// place, and so does a power. A quotient by an interval around 0 is the whole line. A function is taken where it is
/// defined; nowhere defined it is <see cref="Interval.Undefined"/>. A point of an infinite bound stands for numbers
/// beyond every finite one.
/// </para>
/// <para>
/// The bounds of each operation alone are those of its exact image, also where both its inputs are one node, as in x ·
/// x. Where an argument stands in several operations, bounds take each for a number of its own.
/// </para>
/// <para>
/// A comparison that is undecided is 0..1, and a selection by such a mask contains both branches. What needs one
/// answer, as <c>ArgMax</c>, refuses an undecided one.
/// </para>
/// </remarks>
/// <example><code>
/// var f = Relu(x) + x / 2;
/// f.Evaluate&lt;Interval&gt;((x, new Interval(-1, 2)))                // -0.5..3
/// f.Gradient(x).Evaluate&lt;Interval&gt;((x, new Interval(-1, 2)))   // 0.5..1.5
/// </code></example>
public readonly partial struct Intervals : INumberSystem<Interval>
{
    /// <summary>The point that a <c>double</c> is.</summary>
    public static Interval FromReal(double value) => new(value);

    /// <inheritdoc/>
    public static Interval Add(Interval a, Interval b) =>
        a.IsUndefined || b.IsUndefined ? Interval.Undefined : Outward.Sum(a.Lower, b.Lower, a.Upper, b.Upper);

    /// <inheritdoc/>
    public static Interval Subtract(Interval a, Interval b) => Add(a, Negate(b));

    /// <inheritdoc/>
    public static Interval Multiply(Interval a, Interval b) => Corners(a, b, Outward.Product);

    /// <summary>
    /// a / b for all b but 0: by an interval that ends at 0 it is unbounded on one side, by one around 0 the whole
    /// line.
    /// </summary>
    public static Interval Divide(Interval a, Interval b)
    {
        if (!b.Contains(0.0) || a.IsUndefined) return Corners(a, b, Outward.Quotient);
        if (a == new Interval(0) && !b.IsPoint) return a;
        if (b.IsPoint || (b.Lower < 0 && b.Upper > 0) || (a.Lower < 0 && a.Upper > 0)) return Interval.All;
        return b.Lower < 0 ? Divide(Negate(a), Negate(b))
            : a.Lower >= 0 ? new(Outward.Quotient(a.Lower, b.Upper).Lower, double.PositiveInfinity)
            : new(double.NegativeInfinity, Outward.Quotient(a.Upper, b.Upper).Upper);
    }

    /// <inheritdoc/>
    public static Interval MultiplyAdd(Interval a, Interval b, Interval c) => Add(Multiply(a, b), c);

    /// <inheritdoc/>
    public static Interval Negate(Interval a) => new(-a.Upper, -a.Lower);

    /// <inheritdoc/>
    public static Interval Abs(Interval a) =>
        a.Lower >= 0 ? a : a.Upper <= 0 ? Negate(a) : new(0, Math.Max(-a.Lower, a.Upper));

    /// <inheritdoc/>
    public static Interval Sqrt(Interval a) =>
        a.Upper < 0 ? Interval.Undefined : Rising(a, x => Outward.Sqrt(Math.Max(x, 0)));

    /// <inheritdoc/>
    public static Interval Greater(Interval a, Interval b) => Mask(a.Lower > b.Upper, a.Upper > b.Lower);

    /// <inheritdoc/>
    public static Interval GreaterOrEqual(Interval a, Interval b) => Mask(a.Lower >= b.Upper, a.Upper >= b.Lower);

    /// <inheritdoc/>
    public static Interval Equal(Interval a, Interval b) =>
        Mask(a.IsPoint && b.IsPoint && a.Lower == b.Lower, a.Upper >= b.Lower && b.Upper >= a.Lower);

    /// <inheritdoc/>
    public static Interval Select(Interval mask, Interval a, Interval b) =>
        mask.Contains(0.0) ? mask.IsPoint ? b : a.Hull(b) : a;

    /// <inheritdoc/>
    public static Interval Maximum(Interval a, Interval b) =>
        a.IsUndefined || b.IsUndefined ? Interval.Undefined
            : new(Math.Max(a.Lower, b.Lower), Math.Max(a.Upper, b.Upper));

    /// <inheritdoc/>
    public static Interval Minimum(Interval a, Interval b) =>
        a.IsUndefined || b.IsUndefined ? Interval.Undefined
            : new(Math.Min(a.Lower, b.Lower), Math.Min(a.Upper, b.Upper));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The mask contains 0 and other numbers.</exception>
    public static bool IsTrue(Interval mask) =>
        !mask.Contains(0.0) || (mask.IsPoint ? false : throw new InvalidOperationException("A comparison of intervals "
            + "that overlap is undecided, and no single answer contains both: give narrower intervals."));

    private static Interval Mask(bool certain, bool possible) => new(certain ? 1 : 0, possible ? 1 : 0);

    private static Interval Rising(Interval a, Func<double, Interval> bound) =>
        a.IsUndefined ? a : new(bound(a.Lower).Lower, bound(a.Upper).Upper);

    // A function that only rises or only falls in each argument is largest and smallest at corners.
    private static Interval Corners(Interval a, Interval b, Func<double, double, Interval> corner) =>
        a.IsUndefined || b.IsUndefined
            ? Interval.Undefined
            : corner(a.Lower, b.Lower).Hull(corner(a.Lower, b.Upper)).Hull(corner(a.Upper, b.Lower))
            .Hull(corner(a.Upper, b.Upper));

    private static Interval Wave(Interval a, Func<double, double> f, double crest)
    {
        if (a.IsUndefined) return a;
        if (double.IsInfinity(a.Lower) || double.IsInfinity(a.Upper)) return new(-1, 1);
        var (rises, falls) = (Reaches(a, crest), Reaches(a, crest + 0.5));
        var ends = Outward.Near(f(a.Lower), -1, 1).Hull(Outward.Near(f(a.Upper), -1, 1));
        return new(falls ? -1 : ends.Lower, rises ? 1 : ends.Upper);
    }

    // Whether some turn + k lies within, in turns, with a margin for rounding: beyond 1e14 it always may.
    private static bool Reaches(Interval a, double turn)
    {
        var (from, to) = ((a.Lower / Math.Tau) - turn, (a.Upper / Math.Tau) - turn);
        var margin = 4e-15 * (1 + Math.Abs(from) + Math.Abs(to));
        return Math.Floor(to + margin) >= Math.Ceiling(from - margin);
    }
}
