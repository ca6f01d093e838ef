using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Examples.Experiments.Digits;

/// <summary>
/// The notes' network for digits: 784 pixels, two hidden layers of 16 units, ten outputs, sigmoid everywhere.
/// </summary>
internal static class DigitNet
{
    /// <summary>Units in each of the two hidden layers.</summary>
    public const int Hidden = 16;

    /// <summary>A network with random weights.</summary>
    public static Mlp Create(DataSet data, Key key) =>
        Mlp.Create([data.Features, Hidden, Hidden, data.Classes], Activations.Sigmoid.Initializer, key);

    /// <summary>The outputs [n, classes], each between 0 and 1.</summary>
    public static Expr Outputs(Mlp net, Expr x) => net.Scores(x, Activations.Sigmoid.Function).Sigmoid();

    /// <summary>
    /// The mean over the examples of the sum of squared differences between the outputs and the answer.
    /// </summary>
    public static Expr Cost(Mlp net, Expr x, Expr t)
    {
        var outputs = Outputs(net, x);
        return (outputs - t.OneHot(outputs.Shape[1])).Square().Sum(1).Mean();
    }

    /// <summary>
    /// The direction in the space of all parameters in which the cost falls fastest: the gradient's opposite, since the
    /// gradient points where it grows.
    /// </summary>
    public static Mlp Downhill(Mlp net, Expr x, Expr t) => (-1 * Cost(net, x, t).Gradient(net)).Evaluate<double, Mlp>();

    /// <summary>The outputs for one example.</summary>
    public static ImmutableArray<double> Answer(Mlp net, Batch example) =>
        [.. Outputs(net, example.X).Evaluate<double>().Elements];
}
