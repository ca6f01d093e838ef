using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties;
using Autograd.Properties.Generators;
using FsCheck;
using FsCheck.Xunit;

namespace MyModel.Tests;

[Properties(Arbitrary = [typeof(ModelLaws)])]
public sealed class ModelLaws
{
    private static readonly Expr X = Tensor.Of([2, 4], 0.1, 0.9, 0.2, 0.8, 0.7, 0.1, 0.9, 0.3);
    private static readonly Expr T = Tensor.Vector(1, 0);

    public static Arbitrary<TwoLayerNet> Nets() => Records.Like(new TwoLayerNet(
        Affine.Create(4, 5, Initializers.Xavier, Key.From(1)),
        Affine.Create(5, 3, Initializers.Xavier, Key.From(2))));

    [Property]
    public Property My_loss_has_the_gradient_it_claims(TwoLayerNet net) => Gradients.Agree(p => Loss(p, X, T), net);

    private static Expr Scores(TwoLayerNet net, Expr x) => x.Affine(net.Hidden).Sigmoid().Affine(net.Output);

    private static Expr Loss(TwoLayerNet net, Expr x, Expr t) => Scores(net, x).SoftmaxCrossEntropy(t);
}

[ParameterRecord]
public sealed partial record TwoLayerNet(Affine Hidden, Affine Output);
