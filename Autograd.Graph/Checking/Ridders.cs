namespace Autograd.Graph.Checking;

/// <summary>A derivative by differences, with what it may be wrong by.</summary>
/// <param name="Value">The derivative.</param>
/// <param name="Error">An estimate of its error; infinite where no step was possible.</param>
internal readonly record struct Slope(double Value, double Error);

/// <summary>Central differences for ever smaller steps, extrapolated to the step 0.</summary>
/// <remarks>
/// Richardson's extrapolation in Neville's tableau, which also estimates the error (Ridders, <i>Accurate computation of
/// F′(x) and F′(x)F″(x)</i>, 1982).
/// </remarks>
internal static class Ridders
{
    private const int Rows = 10;
    private const int Halvings = 40;
    private const int Scales = 4;
    private const double Shorter = 1.0 / 1024;
    private const double Confirmed = 1e-3;
    private const double Rounding = 1.0 / (1L << 52);

    /// <summary>The derivative at 0 of a function of one number.</summary>
    /// <param name="f">The function; null where a step has reached beyond the piece of it that 0 lies on.</param>
    /// <param name="step">The largest step.</param>
    /// <param name="enough">An error that is small enough to stop.</param>
    public static Slope Derivative(Func<double, double?> f, double step, Tolerance enough)
    {
        var apart = 0.0;
        var (slope, last) = Extrapolated(f, step, enough);
        for (var scale = 0; scale < Scales && double.IsFinite(slope.Error); scale++)
        {
            // Steps longer than a period or across a pole converge too, to what a far shorter step does not confirm.
            step = last * Shorter;
            if (Difference(f, step) is not var (confirming, rounding)) return slope;
            apart = Math.Abs(confirming - slope.Value);
            if (apart <= (Confirmed * Math.Max(Math.Abs(confirming), Math.Abs(slope.Value))) + (10 * rounding)
                + slope.Error)
            {
                return slope;
            }

            (slope, last) = Extrapolated(f, step, enough);
        }

        return slope with { Error = Math.Max(slope.Error, apart) };
    }

    // The best of a tableau, and the shortest step in it.
    private static (Slope Slope, double Step) Extrapolated(Func<double, double?> f, double step, Tolerance enough)
    {
        var best = new Slope(double.NaN, double.PositiveInfinity);
        double[] last = [];
        for (var halving = 0; halving < Halvings && last.Length < Rows; halving++, step /= 2)
        {
            if (Difference(f, step) is not var (difference, rounding))
            {
                last = [];
                continue;
            }

            var row = Extrapolated(difference, last);
            for (var order = 1; order < row.Length; order++)
            {
                var error =
                    Math.Max(Math.Abs(row[order] - row[order - 1]), Math.Abs(row[order] - last[order - 1])) + rounding;
                if (error < best.Error) best = new(row[order], error);
            }

            if (row.Length > 2 && best.Error <= enough.Of(best.Value)) return (best, step);
            last = row;
        }

        return (best, step);
    }

    private static (double Value, double Rounding)? Difference(Func<double, double?> f, double step) =>
        f(step) is { } above && f(-step) is { } below && double.IsFinite(above - below)
            ? ((above - below) / (2 * step), Math.Max(Math.Abs(above), Math.Abs(below)) * Rounding / step)
            : null;

    // Halving the step quarters the error's first term; each further column removes one more.
    private static double[] Extrapolated(double difference, double[] last)
    {
        var row = new double[last.Length + 1];
        row[0] = difference;
        for (var order = 1; order < row.Length; order++)
        {
            var factor = Math.ScaleB(1, 2 * order);
            row[order] = ((factor * row[order - 1]) - last[order - 1]) / (factor - 1);
        }

        return row;
    }
}
