using Autograd.Graph;
using Autograd.Nn;

namespace Autograd.Examples.Bench;

/// <summary>Two hidden layers of relu: large enough that the matrix products fill the machine.</summary>
[ParameterRecord]
internal sealed partial record ThreeLayerNet(Affine First, Affine Second, Affine Output)
{
    public static ThreeLayerNet Create(int inputs, int hidden, int outputs, Initializer initializer, Key key)
    {
        var (first, rest) = key.Split();
        var (second, output) = rest.Split();
        return new(
            Affine.Create(inputs, hidden, initializer, first),
            Affine.Create(hidden, hidden, initializer, second),
            Affine.Create(hidden, outputs, initializer, output));
    }

    public Expr Scores(Expr x) => x.Affine(First).Relu().Affine(Second).Relu().Affine(Output);
}
