using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// The parameters of a fully connected layer, x·Weight + Bias (<i>Deep Learning from Scratch</i>, section 5.6).
/// </summary>
/// <param name="Weight">[in, out].</param>
/// <param name="Bias">[out].</param>
[ParameterRecord]
public sealed partial record Affine(Expr Weight, Expr Bias)
{
    /// <summary>A layer with random weights and zero biases.</summary>
    /// <param name="inputs">The length of an input row.</param>
    /// <param name="outputs">The length of an output row.</param>
    /// <param name="initializer">How the weights are drawn.</param>
    /// <param name="key">Where the randomness comes from; use each key once.</param>
    public static Affine Create(int inputs, int outputs, Initializer initializer, Key key)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        Checks.AtLeast(0, inputs, "a length of rows");
        Checks.AtLeast(0, outputs, "a length of rows");
        return new(
            Prelude.Literal(initializer(key, [inputs, outputs])), Prelude.Literal(Tensor.Full<float>([outputs], 0)));
    }
}

/// <summary>Layers as functions.</summary>
public static class AffineFunctions
{
    /// <summary>x·Weight + Bias, for rows x [n, in]; the result is [n, out].</summary>
    /// <param name="x">Rows, [n, inputs].</param>
    /// <param name="layer">The layer: weights [inputs, outputs], bias [outputs].</param>
    /// <exception cref="ShapeException">The rows are not as long as the layer takes.</exception>
    public static Expr Affine(this Expr x, Affine layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return x.Affine(layer.Weight, layer.Bias);
    }
}
