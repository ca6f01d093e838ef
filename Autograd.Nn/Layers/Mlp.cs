using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Nn;

/// <summary>
/// A network of fully connected layers, of any depth and widths (<i>Deep Learning from Scratch</i>, section 6.2:
/// MultiLayerNet).
/// </summary>
/// <param name="Layers">The layers, from the inputs to the scores.</param>
[ParameterRecord]
public sealed partial record Mlp(ImmutableArray<Affine> Layers)
{
    /// <summary>A network with random weights and zero biases.</summary>
    /// <param name="widths">The lengths of the rows: inputs, each hidden layer, outputs.</param>
    /// <param name="initializer">How the weights are drawn.</param>
    /// <param name="key">Where the randomness comes from; each layer gets a key of its own.</param>
    /// <exception cref="ArgumentException">There are fewer than two widths.</exception>
    /// <example><c>Mlp.Create([784, 100, 100, 10], Activations.Relu.Initializer, Key.From(1))</c></example>
    public static Mlp Create(ReadOnlySpan<int> widths, Initializer initializer, Key key)
    {
        if (widths.Length < 2)
        {
            throw new ArgumentException($"A network needs the widths of its inputs and its outputs at least, not "
                + $"{widths.Length} of them.", nameof(widths));
        }

        var layers = ImmutableArray.CreateBuilder<Affine>(widths.Length - 1);
        for (var i = 0; i + 1 < widths.Length; i++)
        {
            layers.Add(Affine.Create(widths[i], widths[i + 1], initializer, key.FoldIn(i)));
        }

        return new(layers.MoveToImmutable());
    }

    /// <summary>The scores [n, outputs] of rows x [n, inputs]: an activation after every layer but the last.</summary>
    /// <param name="x">Rows, [n, inputs].</param>
    /// <param name="activation">The function between two layers.</param>
    public Expr Scores(Expr x, Func<Expr, Expr> activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return Scores(x, (hidden, _) => activation(hidden));
    }

    /// <summary>
    /// The scores [n, outputs] of rows x [n, inputs], with anything between the layers: activation, dropout,
    /// normalisation.
    /// </summary>
    /// <param name="x">The rows.</param>
    /// <param name="between">From what a hidden layer gives, and the layer's number from 0, to what the next
    /// takes.</param>
    public Expr Scores(Expr x, Func<Expr, int, Expr> between)
    {
        ArgumentNullException.ThrowIfNull(between);
        for (var i = 0; i < Layers.Length - 1; i++) x = between(x.Affine(Layers[i]), i);
        return x.Affine(Layers[^1]);
    }
}
