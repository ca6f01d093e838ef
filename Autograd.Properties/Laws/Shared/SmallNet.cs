using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Properties.Shared;

/// <summary>A two-layer network, to train in these laws.</summary>
[ParameterRecord]
internal sealed partial record SmallNet(Affine Hidden, Affine Output)
{
    public static SmallNet Create(int inputs, int hidden, int outputs, double standardDeviation = 0.3, long seed = 1)
    {
        var (first, second) = Key.From(seed).Split();
        var weights = Initializers.Normal(standardDeviation);
        return new(Affine.Create(inputs, hidden, weights, first), Affine.Create(hidden, outputs, weights, second));
    }

    public static Expr Scores(SmallNet net, Expr x) => x.Affine(net.Hidden).Sigmoid().Affine(net.Output);

    public static Expr Loss(SmallNet net, Expr x, Expr t) => Scores(net, x).SoftmaxCrossEntropy(t);
}

/// <summary>Records as the numbers they hold.</summary>
internal static class RecordValues
{
    public static IReadOnlyList<Tensor> Values<T>(this T record)
        where T : IParameterRecord<T> => [.. record.Leaves().Select(leaf => leaf.Value.Evaluate<float>())];
}
