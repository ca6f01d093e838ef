using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// The parameters of batch normalisation: what a normalised feature is multiplied by, and what is then added (Ioffe and
/// Szegedy 2015).
/// </summary>
/// <param name="Scale">γ, [features].</param>
/// <param name="Shift">β, [features].</param>
[ParameterRecord]
public sealed partial record BatchNorm(Expr Scale, Expr Shift)
{
    /// <summary>Scale 1 and shift 0.</summary>
    /// <param name="features">How many features there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature.</exception>
    public static BatchNorm Create(int features)
    {
        Checks.AtLeast(1, features, "a number of features");
        return new(Prelude.Literal(Tensor.Full<float>([features], 1)),
            Prelude.Literal(Tensor.Full<float>([features], 0)));
    }
}

/// <summary>The means and variances of features: of one batch, or running over the batches of training.</summary>
/// <param name="Mean">[features].</param>
/// <param name="Variance">[features]; the mean squared distance from the mean, without a correction for the size of the
/// batch.</param>
[ParameterRecord]
public sealed partial record FeatureStatistics(Expr Mean, Expr Variance)
{
    /// <summary>Mean 0 and variance 1.</summary>
    /// <param name="features">How many features there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature.</exception>
    public static FeatureStatistics Create(int features)
    {
        Checks.AtLeast(1, features, "a number of features");
        return new(Prelude.Literal(Tensor.Full<float>([features], 0)),
            Prelude.Literal(Tensor.Full<float>([features], 1)));
    }

    /// <summary>The statistics of a batch.</summary>
    /// <param name="x">Examples on axis 0, features on axis 1, e.g. [n, features] or [n, features, height,
    /// width].</param>
    public static FeatureStatistics Of(Expr x)
    {
        var others = Others(x);
        return new(x.Mean(others), x.Variance(others));
    }

    /// <summary>The running statistics after another batch: momentum of these and the rest of that batch.</summary>
    /// <param name="batch">The statistics of the batch.</param>
    /// <param name="momentum">The share of the running statistics that is kept, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not one.</exception>
    public FeatureStatistics Toward(FeatureStatistics batch, double momentum)
    {
        Checks.Share(momentum);
        return this.Zip(batch, (running, seen) => (momentum * running) + ((1 - momentum) * seen));
    }

    internal static int[] Others(Expr x) => x.Shape.Rank >= 2
        ? [0, .. Enumerable.Range(2, x.Shape.Rank - 2)]
        : throw new ShapeException(
            $"Batch normalisation takes examples and features, [n, features] or more axes, not {x.Type}.");
}
