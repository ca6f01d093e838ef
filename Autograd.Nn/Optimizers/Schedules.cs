using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>The usual schedules of a learning rate. The first step is step 0.</summary>
/// <remarks>
/// A value below 0, NaN or an infinity is refused; for a factor of another sign, write
/// <c>Schedule.Of(step => -rate.At(step))</c>.
/// </remarks>
/// <example><code>
/// Optimizers.Sgd(Schedules.WarmUp(100, Schedules.Cosine(0.1, 2_000)))
/// </code></example>
public static class Schedules
{
    /// <summary>The same value at every step.</summary>
    /// <param name="value">The value.</param>
    public static Schedule Constant(double value) => Checks.ScheduleValue(value);

    /// <summary>A value that is multiplied by a factor at each of some steps.</summary>
    /// <param name="value">The first value.</param>
    /// <param name="factor">What it is multiplied by, e.g. 0.1.</param>
    /// <param name="steps">The steps from which each further factor holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value or a step is below 0, or a value is not
    /// finite.</exception>
    public static Schedule Step(double value, double factor, params ReadOnlySpan<int> steps)
    {
        var (start, from) = (Checks.ScheduleValue(value), steps.ToArray());
        var times = Checks.NotNegative(factor, "a factor of a schedule", nameof(factor));
        foreach (var first in from) Checks.AtLeast(0, first, "a step from which a factor holds", nameof(steps));
        return Schedule.Of(step =>
            from.Aggregate((Expr)start, (rate, first) => rate * (step >= first).Where(times, 1)));
    }

    /// <summary>
    /// value · factor^(step / over): after every <paramref name="over"/> steps another factor, smoothly.
    /// </summary>
    /// <param name="value">The first value.</param>
    /// <param name="factor">What it is multiplied by, e.g. 0.9.</param>
    /// <param name="over">After how many steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor or <paramref name="over"/> is not above 0, or the
    /// value below 0.</exception>
    public static Schedule Exponential(double value, double factor, int over)
    {
        Checks.ScheduleValue(value);
        Checks.Positive(factor, "a factor of a schedule", nameof(factor));
        Checks.AtLeast(1, over, "a number of steps");
        return Schedule.Of(step => value * (Math.Log(factor) / over * step).Exp());
    }

    /// <summary>
    /// From a value down to another along half a cosine, then that value (Loshchilov and Hutter 2017).
    /// </summary>
    /// <param name="value">The first value.</param>
    /// <param name="steps">The steps on the way.</param>
    /// <param name="end">The last value.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is below 0 or not finite, or there is no step on the
    /// way.</exception>
    public static Schedule Cosine(double value, int steps, double end = 0)
    {
        Checks.ScheduleValue(value);
        Checks.ScheduleValue(end);
        Checks.AtLeast(1, steps, "a number of steps");
        return Schedule.Of(step => end + ((value - end) / 2 * (1 + (Math.PI * (step / steps).Minimum(1)).Cos())));
    }

    /// <summary>
    /// A straight line from nothing to the first value of another schedule, which then begins: step k has (k + 1) /
    /// (steps + 1) of it.
    /// </summary>
    /// <param name="steps">The steps on the way.</param>
    /// <param name="then">What follows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is below 0.</exception>
    public static Schedule WarmUp(int steps, Schedule then)
    {
        Checks.ScheduleValue(then);
        Checks.AtLeast(0, steps, "a number of steps");
        return Schedule.Of(step => ((step + 1) / (steps + 1.0)).Minimum(1) * then.At((step - steps).Maximum(0)));
    }
}
