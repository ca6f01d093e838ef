using System.Collections.Immutable;
using Autograd.Examples.Charts;

namespace Autograd.Examples.Experiments.Captions;

/// <summary>What a curve does, in words that follow from its points.</summary>
internal static class CurveWords
{
    // Less than this part of itself a number does not change to the eye.
    private const double Noticeable = 0.02;

    /// <summary>How a curve goes from its first to its last number, e.g. <c>falls from 2.3 to 0.05</c>.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="written">How its numbers are written.</param>
    public static string FromTo(ImmutableArray<Point> curve, Func<double, string>? written = null)
    {
        written ??= Written.Number;
        var numbers = curve.Select(point => point.Y).Where(double.IsFinite).ToList();
        if (numbers.Count == 0) return "has no numbers";
        var (first, last) = (numbers[0], numbers[^1]);
        if (!double.IsFinite(curve[^1].Y)) return $"starts at {written(first)} and ends in no numbers";
        if (numbers.Count == 1) return $"is {written(first)}";
        return Math.Abs(last - first) <= Noticeable * Math.Max(Math.Abs(first), Math.Abs(last))
            ? $"begins at {written(first)} and ends at {written(last)}"
            : $"{(last < first ? "falls" : "rises")} from {written(first)} to {written(last)}";
    }

    /// <summary>The first point from which on a curve stays at or below a height; null where it does not.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="height">The height.</param>
    public static Point? StaysBelow(ImmutableArray<Point> curve, double height)
    {
        var from = curve.Length;
        while (from > 0 && curve[from - 1].Y <= height) from--;
        return from == curve.Length ? null : curve[from];
    }
}
