using System.Collections.Immutable;

namespace Autograd.Examples.Charts.Drawing;

/// <summary>Ticks of a logarithmic axis.</summary>
internal static class LogTicks
{
    private const double Edge = 1e-9;

    /// <summary>
    /// Sets of ticks, denser ones first: 1, 2 and 5 times the powers of ten, then fewer and fewer of the powers.
    /// </summary>
    public static IEnumerable<ImmutableArray<Tick>> Candidates(AxisRange range, int most)
    {
        var decades = range.High - range.Low;
        if (decades <= 3) yield return Multiples(range, [1, 2, 5]);
        if (decades <= 2) yield return Multiples(range, [1, 3]);
        foreach (var step in new[] { 1, 2, 3, 5, 10, 20, 50, 100, 200 })
        {
            var exponents = Exponents(range).Where(exponent => exponent % step == 0).ToList();
            if (exponents.Count > most + 2) continue;
            var plain = exponents.All(exponent => exponent is >= -3 and <= 4);
            yield return [.. exponents.Select(exponent =>
                new Tick(Fraction(range, exponent),
                    plain ? TickLabels.Plain(1, exponent) : TickLabels.Power(exponent)))];
        }
    }

    /// <summary>Where the small ticks between the labelled ones are.</summary>
    public static ImmutableArray<double> Minor(AxisRange range, double length)
    {
        if (range.Scale != Scale.Log) return [];
        var decade = length / (range.High - range.Low);
        return decade >= 24 ? [.. Multiples(range, [1, 2, 3, 4, 5, 6, 7, 8, 9]).Select(tick => tick.Fraction)]
            : decade >= 4 ? [.. Exponents(range).Select(exponent => Fraction(range, exponent))]
            : [];
    }

    private static ImmutableArray<Tick> Multiples(AxisRange range, ImmutableArray<int> factors)
    {
        var low = (int)Math.Floor(range.Low);
        var all = Enumerable.Range(low, (int)Math.Ceiling(range.High) - low + 1)
            .SelectMany(exponent => factors.Select(factor => (factor, exponent, place: exponent + Math.Log10(factor))))
            .Where(tick => tick.place >= range.Low - Edge && tick.place <= range.High + Edge)
            .ToList();
        var plain = all.All(tick => tick.exponent is >= -4 and <= 5);
        return [.. all.Select(tick => new Tick(
            Fraction(range, tick.place),
            plain ? TickLabels.Plain(tick.factor, tick.exponent) : TickLabels.Scientific(tick.factor, tick.exponent)))];
    }

    private static IEnumerable<int> Exponents(AxisRange range)
    {
        var first = (int)Math.Ceiling(range.Low - Edge);
        return Enumerable.Range(first, Math.Max(0, (int)Math.Floor(range.High + Edge) - first + 1));
    }

    private static double Fraction(AxisRange range, double place) =>
        Math.Clamp((place - range.Low) / (range.High - range.Low), 0, 1);
}
