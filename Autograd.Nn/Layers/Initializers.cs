using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>Draws initial weights of a shape; the first axis is the number of inputs to a unit.</summary>
/// <param name="key">The key of the draws.</param>
/// <param name="shape">The shape of the weights: [inputs, outputs], or that of filters.</param>
public delegate Tensor<float> Initializer(Key key, Shape shape);

/// <summary>
/// How weights start (<i>Deep Learning from Scratch</i>, section 6.2). The same key and shape give the same weights.
/// </summary>
public static class Initializers
{
    /// <summary>Normal with mean 0 and the given standard deviation.</summary>
    /// <param name="standardDeviation">The standard deviation, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative or not a finite
    /// number.</exception>
    public static Initializer Normal(double standardDeviation) =>
        double.IsFinite(standardDeviation) && standardDeviation >= 0
            ? (key, shape) => Draw(key, shape, standardDeviation)
            : throw new ArgumentOutOfRangeException(nameof(standardDeviation),
                $"A standard deviation is a finite number of 0 or more, not {standardDeviation}.");

    /// <summary>
    /// Normal with standard deviation √(1/n), n the inputs to a unit: for sigmoid and tanh (Glorot and Bengio 2010).
    /// </summary>
    public static Initializer Xavier { get; } = (key, shape) => Draw(key, shape, Math.Sqrt(1.0 / Inputs(shape)));

    /// <summary>Normal with standard deviation √(2/n), n the inputs to a unit: for relu (He et al. 2015).</summary>
    public static Initializer He { get; } = (key, shape) => Draw(key, shape, Math.Sqrt(2.0 / Inputs(shape)));

    private static int Inputs(Shape shape) => shape.Rank > 0
        ? Math.Max(1, shape[0])
        : throw new ArgumentException(
            "A scalar has no inputs to scale by: give a shape [inputs, outputs].", nameof(shape));

    private static Tensor<float> Draw(Key key, Shape shape, double standardDeviation)
    {
        var normals = new float[shape.Size];
        key.FillNormal(normals);
        return Tensor.Generate(shape, i => (float)(standardDeviation * normals[i]));
    }
}
