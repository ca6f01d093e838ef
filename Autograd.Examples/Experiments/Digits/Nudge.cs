using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Digits;

/// <summary>One entry of the negative gradient: which way a parameter should go, and how much that matters.</summary>
/// <param name="Layer">The layer of the parameter, from 0.</param>
/// <param name="From">The unit or pixel that a weight comes from, from 0; null for a bias.</param>
/// <param name="To">The unit that it is for, from 0.</param>
/// <param name="Value">The entry: above 0 where a larger parameter makes the cost smaller.</param>
internal sealed record Nudge(int Layer, int? From, int To, double Value)
{
    /// <summary>The way that makes the cost smaller.</summary>
    public string Direction => Value switch { > 0 => "up", < 0 => "down", _ => "neither way" };

    /// <summary>How much the parameter matters beside others.</summary>
    public double Size => Math.Abs(Value);

    /// <summary>All entries of a negative gradient, the largest first.</summary>
    public static ImmutableArray<Nudge> Of(Mlp downhill) =>
        [.. downhill.Layers.SelectMany((layer, number) =>
            Weights(layer.Weight, number).Concat(Biases(layer.Bias, number))).OrderByDescending(nudge => nudge.Size)];

    /// <summary>
    /// Which parameter it is, in words: hidden units are counted from 1 in each layer, outputs are the digits.
    /// </summary>
    /// <param name="net">The network.</param>
    /// <param name="data">What it looks at.</param>
    public string Parameter(Mlp net, DataSet data)
    {
        var to = Layer == net.Layers.Length - 1 ? $"output {To}" : $"hidden unit {Layer + 1}.{To + 1}";
        if (From is not { } from) return $"the bias of {to}";
        return $"the weight from {(Layer == 0 ? Pixel(from, data.ImageShape[^1]) : $"hidden unit {Layer}.{from + 1}")}"
            + $" to {to}";
    }

    private static string Pixel(int pixel, int width) =>
        $"the pixel in row {(pixel / width) + 1}, column {(pixel % width) + 1}";

    private static IEnumerable<Nudge> Weights(Expr weight, int layer) =>
        weight.Evaluate<double>().Elements.Select(
            (value, i) => new Nudge(layer, i / weight.Shape[1], i % weight.Shape[1], value));

    private static IEnumerable<Nudge> Biases(Expr bias, int layer) =>
        bias.Evaluate<double>().Elements.Select((value, i) => new Nudge(layer, null, i, value));
}
