using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Examples.Models;

/// <summary>The two-layer network of <i>Deep Learning from Scratch</i>, section 4.5.1.</summary>
[ParameterRecord]
internal sealed partial record TwoLayerNet(Affine Hidden, Affine Output)
{
    public static TwoLayerNet Create(int inputs, int hidden, int outputs, Initializer initializer, Key key)
    {
        var (first, second) = key.Split();
        return new(
            Affine.Create(inputs, hidden, initializer, first), Affine.Create(hidden, outputs, initializer, second));
    }

    public Expr Scores(Expr x, Func<Expr, Expr> activation) => activation(x.Affine(Hidden)).Affine(Output);
}
