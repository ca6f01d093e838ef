using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>A mark on an axis.</summary>
/// <param name="Fraction">Where, from 0 at the start of the axis to 1 at its end.</param>
/// <param name="Label">The number there.</param>
internal readonly record struct Tick(double Fraction, string Label);

/// <summary>The numbers that are marked on an axis: those that fit.</summary>
internal static class Ticks
{
    /// <summary>The ticks of an axis: its names, or numbers.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="range">What it shows.</param>
    /// <param name="length">Its length.</param>
    /// <param name="most">About how many numbers at most.</param>
    /// <param name="extent">How much of the length a label takes, its distance to the next included.</param>
    public static ImmutableArray<Tick> Of(
        Axis axis, AxisRange range, double length, int most, Func<string, double> extent)
    {
        if (axis.Names.IsEmpty) return Fit(range, length, most, extent);
        ImmutableArray<Tick> all = [.. axis.Names.Select((name, i) => new Tick(range.Fraction(i), name))];
        // Where there is no room for all, every second, third … name.
        return Enumerable.Range(1, all.Length)
            .Select(step => all.Where((_, i) => i % step == 0).ToImmutableArray())
            .First(some => some.Length == 1 || AreApart(some, length, extent));
    }

    /// <summary>The densest ticks whose labels keep a distance from each other.</summary>
    /// <param name="range">What the axis shows.</param>
    /// <param name="length">Its length.</param>
    /// <param name="most">About how many ticks at most.</param>
    /// <param name="extent">How much of the length a label takes, its distance to the next included.</param>
    public static ImmutableArray<Tick> Fit(AxisRange range, double length, int most, Func<string, double> extent)
    {
        var all = Candidates(range, most).ToList();
        var fitting = all.FindAll(ticks => ticks.Length > 0 && AreApart(ticks, length, extent));
        // Two numbers make a scale; one only says where.
        return fitting.Find(ticks => ticks.Length > 1) is { IsDefault: false } scale ? scale
            : fitting.Count > 0 ? fitting[0]
            : all.Find(ticks => ticks.Length > 0) is { IsDefault: false } any ? any[..1]
            : [];
    }

    /// <summary>Multiples of 1, 2 or 5 times a power of ten: every one between two numbers.</summary>
    /// <param name="low">The lower number.</param>
    /// <param name="high">The upper number.</param>
    /// <param name="most">How many steps at most between them.</param>
    public static ImmutableArray<(double Value, string Label)> Nice(double low, double high, int most)
    {
        var least = (high - low) / most;
        var exponent = (int)Math.Floor(Math.Log10(least));
        var factor = (least / Power(exponent)) switch { <= 1.000001 => 1, <= 2.000001 => 2, <= 5.000001 => 5, _ => 10 };
        if (factor == 10) (factor, exponent) = (1, exponent + 1);
        var step = factor * Power(exponent);
        var (first, last) = ((long)Math.Ceiling((low / step) - 1e-6), (long)Math.Floor((high / step) + 1e-6));
        long[] digits =
            [.. Enumerable.Range(0, (int)Math.Clamp(last - first + 1, 0, 1000)).Select(i => (first + i) * factor)];
        var labels = TickLabels.Of(digits, exponent);
        // Divided, not multiplied by a rounded 0.1: the number next to 0.3 is then 0.3.
        return [.. digits.Select(
            (number, i) => (exponent < 0 ? number / Power(-exponent) : number * Power(exponent), labels[i]))];
    }

    private static double Power(int exponent) => Math.Pow(10, exponent);

    private static IEnumerable<ImmutableArray<Tick>> Candidates(AxisRange range, int most)
    {
        // Within less than a decade there is at most one power of ten; even steps say more.
        if (range.Scale == Scale.Log && range.High - range.Low >= 0.8) return LogTicks.Candidates(range, most);
        var (low, high) = (range.Value(0), range.Value(1));
        return Enumerable.Range(1, Math.Max(most, 3)).Reverse().Select(steps =>
            Nice(low, high, steps).Select(tick => new Tick(Math.Clamp(range.Fraction(tick.Value), 0, 1), tick.Label))
                .ToImmutableArray());
    }

    private static bool AreApart(ImmutableArray<Tick> ticks, double length, Func<string, double> extent) =>
        ticks.Zip(ticks.Skip(1), (one, next) => ((next.Fraction - one.Fraction) * length)
            - ((extent(one.Label) + extent(next.Label)) / 2)).All(room => room >= 0);
}
