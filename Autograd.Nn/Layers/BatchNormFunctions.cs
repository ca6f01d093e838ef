using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Batch normalisation (<i>Deep Learning from Scratch</i>, section 6.3).</summary>
public static class BatchNormFunctions
{
    /// <summary>Inference: each feature normalised by given statistics, scaled and shifted.</summary>
    /// <param name="x">Examples on axis 0, features on axis 1.</param>
    /// <param name="layer">The parameters.</param>
    /// <param name="statistics">Means and variances, usually the running ones of training.</param>
    /// <param name="epsilon">Added to the variance, against division by zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epsilon is not a finite number above 0.</exception>
    /// <exception cref="ShapeException">The layer or the statistics are of another number of features.</exception>
    public static Expr BatchNorm(this Expr x, BatchNorm layer, FeatureStatistics statistics, double epsilon = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(statistics);
        Checks.Positive(epsilon, "an epsilon", nameof(epsilon));
        var others = FeatureStatistics.Others(x);
        Expr Spread(Expr feature) => feature.Shape == [x.Shape[1]]
            ? feature.KeepAxes(x, others)
            : throw new ShapeException($"Batch normalisation of {x.Type}: axis 1 has {x.Shape[1]} features, but the "
                + $"layer or its statistics are {feature.Type}; create them with BatchNorm.Create({x.Shape[1]}).");
        var normalised = (x - Spread(statistics.Mean)) / (Spread(statistics.Variance) + epsilon).Sqrt();
        return (normalised * Spread(layer.Scale)) + Spread(layer.Shift);
    }

    /// <summary>
    /// Training: each feature normalised by the batch's own statistics, scaled and shifted; and the running statistics
    /// after it.
    /// </summary>
    /// <param name="x">Examples on axis 0, features on axis 1.</param>
    /// <param name="layer">The parameters.</param>
    /// <param name="running">The running statistics before.</param>
    /// <param name="momentum">How much of them is kept.</param>
    /// <param name="epsilon">Added to the variance, against division by zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The momentum is not from 0 to 1, or the epsilon not a finite
    /// number above 0.</exception>
    /// <exception cref="ShapeException">A feature has one value only, which has no spread; or the layer is of another
    /// number of features.</exception>
    public static (Expr Y, FeatureStatistics Running) BatchNormTraining(
        this Expr x, BatchNorm layer, FeatureStatistics running, double momentum = 0.9, double epsilon = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(running);
        Checks.Share(momentum);
        if (FeatureStatistics.Others(x).Aggregate(1, (count, axis) => count * x.Shape[axis]) < 2)
            throw new ShapeException($"Batch normalisation of {x.Type}: each feature has one value, whose spread is "
                + $"zero and whose gradient vanishes; train on batches of 2 or more.");
        var batch = FeatureStatistics.Of(x);
        return (x.BatchNorm(layer, batch, epsilon), running.Toward(batch, momentum));
    }
}
