using System.Collections.Immutable;

namespace Autograd.Nn;

/// <summary>The loss of each batch of training, before its step.</summary>
/// <param name="Losses">First to last.</param>
public sealed record LossHistory(ImmutableArray<float> Losses)
{
    /// <summary>The loss of the last batch.</summary>
    public double Last => Losses[^1];

    /// <summary>The mean over the last batches.</summary>
    /// <param name="count">How many; fewer, if there are fewer.</param>
    public double MeanOfLast(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return Losses.Skip(Losses.Length - count).Average();
    }

    /// <summary>
    /// The running mean of the losses, each over the batches within <paramref name="reach"/> of it: a smooth curve.
    /// </summary>
    /// <param name="reach">The distance; 0 leaves them as they are.</param>
    public ImmutableArray<double> Smoothed(int reach)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(reach);
        var sums = new double[Losses.Length + 1];
        for (var i = 0; i < Losses.Length; i++) sums[i + 1] = sums[i] + Losses[i];
        var smooth = ImmutableArray.CreateBuilder<double>(Losses.Length);
        for (var i = 0; i < Losses.Length; i++)
        {
            var (from, to) = (Math.Max(0, i - reach), Math.Min(Losses.Length, i + reach + 1));
            smooth.Add((sums[to] - sums[from]) / (to - from));
        }

        return smooth.MoveToImmutable();
    }
}
