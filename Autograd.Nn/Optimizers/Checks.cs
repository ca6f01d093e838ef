using Autograd.Graph.Ops;

namespace Autograd.Nn;

/// <summary>The checks that optimizers share.</summary>
internal static class Checks
{
    public static double Decay(double decay) => decay is >= 0 and < 1
        ? decay
        : throw new ArgumentOutOfRangeException(nameof(decay), $"A decay is a number from 0 up to, but without, 1, not {decay}.");

    public static double Positive(double value, string what) => double.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"{what} is a finite number above 0, not {value}.");

    /// <summary>A learning rate: where it is a plain number, it is above 0.</summary>
    public static Schedule Rate(Schedule learningRate)
    {
        ArgumentNullException.ThrowIfNull(learningRate);
        if ((learningRate.Constant?.Op as Literal)?.Number is { } number && !(double.IsFinite(number) && number > 0))
            throw new ArgumentOutOfRangeException(nameof(learningRate), $"A learning rate is a finite number above 0, not {number}.");
        return learningRate;
    }
}
