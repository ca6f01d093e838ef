namespace Autograd.Examples.Charts.Drawing;

/// <summary>
/// What an axis shows, in units in which its places are evenly spaced: those of a logarithmic axis are powers of ten.
/// </summary>
/// <param name="Scale">How numbers become places.</param>
/// <param name="Low">Where it starts.</param>
/// <param name="High">Where it ends, above <paramref name="Low"/>.</param>
internal readonly record struct AxisRange(Scale Scale, double Low, double High)
{
    // Beyond these, steps and margins would leave the numbers that a double can hold.
    private const double Largest = 1e306;
    private const double Smallest = 1e-300;

    /// <summary>Where a number lies, from 0 at the start to 1 at the end; NaN if it has no place.</summary>
    public double Fraction(double value)
    {
        var place = Place(value);
        return double.IsFinite(place) ? Math.Clamp((place - Low) / (High - Low), -1e4, 1e4) : double.NaN;
    }

    /// <summary>The number at a fraction of the axis.</summary>
    public double Value(double fraction)
    {
        var place = Low + (fraction * (High - Low));
        return Scale == Scale.Log ? Math.Pow(10, place) : place;
    }

    /// <summary>The range that an axis shows.</summary>
    /// <param name="axis">The axis; what it says of its ends goes before all else.</param>
    /// <param name="loose">Numbers to show, with a margin.</param>
    /// <param name="tight">Numbers to show, without one: the ground of bars, the edges of a grid.</param>
    /// <param name="margin">The margin, as a part of the range.</param>
    public static AxisRange Of(Axis axis, IEnumerable<double> loose, IEnumerable<double> tight, double margin)
    {
        if (!axis.Names.IsEmpty) return new(Scale.Linear, -0.5, axis.Names.Length - 0.5);
        var (low, high) = Bounds(loose, axis.Scale);
        var (tightLow, tightHigh) = Bounds(tight, axis.Scale);
        // Of what is shown, ends that are given included: a single point is not at the edge then.
        var pad = Math.Max(0, ((Given(axis.Max, axis.Scale) ?? Math.Max(high, tightHigh))
            - (Given(axis.Min, axis.Scale) ?? Math.Min(low, tightLow))) * margin);
        var (lowHeld, highHeld) = (tightLow <= low, tightHigh >= high);
        (low, high) = (lowHeld ? tightLow : low - pad, highHeld ? tightHigh : high + pad);
        // A margin in powers of ten must not lead to powers that are no numbers.
        if (axis.Scale == Scale.Log) (low, high) = (Math.Max(low, -307), Math.Min(high, 307));
        if (!(low <= high)) (low, high) = (0, 1);
        if (Given(axis.Min, axis.Scale) is { } min) (low, high, lowHeld) = (min, Math.Max(min, high), true);
        if (Given(axis.Max, axis.Scale) is { } max) (low, high, highHeld) = (Math.Min(low, max), max, true);
        return Widened(new(axis.Scale, low, high), lowHeld, highHeld);
    }

    // A range without width has no places: half of what is added goes to each end that may move.
    private static AxisRange Widened(AxisRange range, bool lowHeld, bool highHeld)
    {
        var size = Math.Max(Math.Abs(range.Low), Math.Abs(range.High));
        if (range.High - range.Low > (range.Scale == Scale.Log ? 1e-8 : Math.Max(size * 1e-9, Smallest))) return range;
        var half = range.Scale == Scale.Log ? 0.5 : size > 10 * Smallest ? size * 0.1 : 0.5;
        return lowHeld && !highHeld ? range with { High = range.Low + (2 * half) }
            : highHeld && !lowHeld ? range with { Low = range.High - (2 * half) }
            : range with { Low = range.Low - half, High = range.High + half };
    }

    private double Place(double value) => Scale == Scale.Log ? Math.Log10(value) : value;

    private static double? Given(double? end, Scale scale) =>
        end is { } value && double.IsFinite(value) && (scale == Scale.Linear || value > 0) ? Bounds([value], scale).Low
            : null;

    private static (double Low, double High) Bounds(IEnumerable<double> values, Scale scale)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values)
        {
            if (!double.IsFinite(value) || (scale == Scale.Log && value <= 0)) continue;
            var place = scale == Scale.Log ? Math.Log10(Math.Clamp(value, 1 / Largest, Largest))
                : Math.Clamp(value, -Largest, Largest);
            (low, high) = (Math.Min(low, place), Math.Max(high, place));
        }

        return (low, high);
    }
}
