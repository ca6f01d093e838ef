using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>The usual schedules of a learning rate. The first step is step 0.</summary>
/// <example><code>
/// Optimizers.Sgd(Schedules.WarmUp(100, Schedules.Cosine(0.1, 2_000)))
/// </code></example>
public static class Schedules
{
    /// <summary>The same value at every step.</summary>
    public static Schedule Constant(double value) => value;

    /// <summary>A value that is multiplied by a factor at each of some steps.</summary>
    /// <param name="value">The first value.</param>
    /// <param name="factor">What it is multiplied by, e.g. 0.1.</param>
    /// <param name="steps">The steps from which each further factor holds.</param>
    public static Schedule Step(double value, double factor, params ReadOnlySpan<int> steps)
    {
        var from = steps.ToArray();
        return Schedule.Of(step => from.Aggregate((Expr)value, (rate, first) => rate * (step >= first).Where(factor, 1)));
    }

    /// <summary>value · factor^(step / over): after every <paramref name="over"/> steps another factor, smoothly.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor or <paramref name="over"/> is not above 0.</exception>
    public static Schedule Exponential(double value, double factor, int over)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(over);
        return Schedule.Of(step => value * (Math.Log(factor) / over * step).Exp());
    }

    /// <summary>From a value down to another along half a cosine, then that value (Loshchilov and Hutter 2017).</summary>
    /// <param name="value">The first value.</param>
    /// <param name="steps">The steps on the way.</param>
    /// <param name="end">The last value.</param>
    public static Schedule Cosine(double value, int steps, double end = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        return Schedule.Of(step => end + ((value - end) / 2 * (1 + (Math.PI * (step / steps).Minimum(1)).Cos())));
    }

    /// <summary>A straight line from nothing to the first value of another schedule, which then begins: step k has (k + 1) / (steps + 1) of it.</summary>
    /// <param name="steps">The steps on the way.</param>
    /// <param name="then">What follows.</param>
    public static Schedule WarmUp(int steps, Schedule then)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        ArgumentNullException.ThrowIfNull(then);
        return Schedule.Of(step => ((step + 1) / (steps + 1)).Minimum(1) * then.At((step - steps).Maximum(0)));
    }
}
