using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// The parameters of layer normalisation: what a normalised feature is multiplied by, and what is then added (Ba, Kiros
/// and Hinton 2016).
/// </summary>
/// <param name="Scale">γ, [features].</param>
/// <param name="Shift">β, [features].</param>
[ParameterRecord]
public sealed partial record LayerNorm(Expr Scale, Expr Shift)
{
    /// <summary>Scale 1 and shift 0.</summary>
    /// <param name="features">How many features there are.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no feature.</exception>
    public static LayerNorm Create(int features)
    {
        Checks.AtLeast(1, features, "a number of features");
        return new(Prelude.Literal(Tensor.Full<float>([features], 1)),
            Prelude.Literal(Tensor.Full<float>([features], 0)));
    }
}

/// <summary>Layer normalisation as a function.</summary>
public static class LayerNormFunctions
{
    /// <summary>
    /// Each row along the last axis normalised by its own mean and variance, scaled and shifted: the same in training
    /// and in inference.
    /// </summary>
    /// <param name="x">Features on the last axis, e.g. [n, features] or [n, length, features].</param>
    /// <param name="layer">The parameters.</param>
    /// <param name="epsilon">Added to the variance, against division by zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epsilon is not a finite number above 0.</exception>
    /// <exception cref="ShapeException">The layer is of another number of features.</exception>
    public static Expr LayerNorm(this Expr x, LayerNorm layer, double epsilon = 1e-5)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(layer);
        Checks.Positive(epsilon, "an epsilon", nameof(epsilon));
        if (x.Shape.Rank == 0 || layer.Scale.Shape != [x.Shape[-1]] || layer.Shift.Shape != [x.Shape[-1]])
        {
            throw new ShapeException($"Layer normalisation of {x.Type}: the layer is {layer.Scale.Type} and "
                + $"{layer.Shift.Type}, but must have one number for each feature on the last axis; create it with "
                + "LayerNorm.Create(features).");
        }

        var (mean, variance) = (x.Mean(-1).KeepAxes(x, -1), x.Variance(-1).KeepAxes(x, -1));
        return ((x - mean) / (variance + epsilon).Sqrt() * layer.Scale) + layer.Shift;
    }
}
