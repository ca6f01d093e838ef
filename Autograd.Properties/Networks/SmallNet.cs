using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Nn;
using Autograd.Nn.Data;

namespace Autograd.Properties.Networks;

/// <summary>A two-layer network with an activation that is configuration, and data to train it on.</summary>
[ParameterRecord]
internal sealed partial record SmallNet(Affine Hidden, Affine Output, [property: Static] string Activation = "sigmoid")
{
    public static SmallNet Create(int inputs, int hidden, int outputs, long seed = 1)
    {
        var (first, second) = Key.From(seed).Split();
        return new(Affine.Create(inputs, hidden, Initializers.Xavier, first), Affine.Create(hidden, outputs, Initializers.Xavier, second));
    }

    public static Expr Scores(SmallNet net, Expr x)
    {
        var hidden = x.Affine(net.Hidden);
        return (net.Activation == "relu" ? hidden.Relu() : hidden.Sigmoid()).Affine(net.Output);
    }

    public static Expr Loss(SmallNet net, Expr x, Expr t) => Scores(net, x).SoftmaxCrossEntropy(t);

    /// <summary>Images that differ from class to class and from example to example.</summary>
    public static DataSet Data(int count, int features, int classes)
    {
        var random = new Random(count);
        ImmutableArray<byte> labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(classes))];
        ImmutableArray<byte> images = [.. from label in labels from feature in Enumerable.Range(0, features) select (byte)((feature % classes == label ? 128 : 0) + random.Next(128))];
        return DataSet.From(images, labels, [features], classes);
    }
}
