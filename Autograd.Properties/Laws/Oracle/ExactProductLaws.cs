using Autograd.Graph;
using Autograd.Graph.Numerics;
using Autograd.Graph.Ops;
using Autograd.Graph.Transforms;
using Autograd.Properties.Graph.Numerics;
using Autograd.Properties.Graph.Transforms;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Oracle;

/// <summary>
/// Our side of the comparison with PyTorch, against derivatives to 320 binary places that use no rule of ours, where
/// exponents are 0: there PyTorch's second derivatives are others.
/// </summary>
public sealed class ExactProductLaws
{
    private const double Rounding = 1.0 / (1L << 53);
    private const double Tolerance = 1e-14;

    [Fact]
    public void Gradients_and_products_are_exact_to_a_rounding_of_their_scales()
    {
        foreach (var given in ZeroExponents.Cases)
        {
            var w = Directions.Random(given.Variables.Select(x => x.Shape), 1)
                .Select(x => ZeroExponents.Coarse(x, 0)).ToValueList();
            var (plus, minus) = (Along(given, w, 1), Along(given, w, -1));

            // Along d + w less along d - w, first derivatives are 2 g·w and second ones 4 w·Hd.
            var ours = given.Results();
            Close(given, w, ours.Gradient, (plus.First.Exactly - minus.First.Exactly) / Rational.FromDouble(2));
            Close(given, w, ours.Product, (plus.Second.Exactly - minus.Second.Exactly) / Rational.FromDouble(4));
        }
    }

    [Fact]
    public void Some_of_these_products_would_be_others_if_derivatives_were_lost_where_an_exponent_is_0()
    {
        var differing = ZeroExponents.Cases.Count(given =>
            Differ(given.Results(), (given with { Loss = Losing(given.Loss) }).Results()));
        Assert.InRange(differing, ZeroExponents.Graphs / 10, ZeroExponents.Graphs);
    }

    private static (Precise First, Precise Second) Along(OracleCase given, IEnumerable<Tensor<double>> w, int sign)
    {
        var bindings = given.Variables.Zip(given.Values, (x, value) => (x, (Tensor)value)).ToArray();
        var sum = given.Direction.Zip(
            w, (d, v) => Tensor.Generate(d.Shape, i => d.Elements[i] + (sign * v.Elements[i]))).ToValueList();
        return ExactDerivatives.Along<Precise, Precises>(given.Loss, bindings, given.Variables, sum);
    }

    private static void Close(
        OracleCase given, IEnumerable<Tensor<double>> w, IEnumerable<ResultLine> found, Rational exact)
    {
        var (along, scale) = (Rational.FromDouble(0), 0.0);
        foreach (var (v, x) in w.Zip(found, (v, x) => (v.Elements, x)))
        {
            for (var i = 0; i < v.Length; i++)
            {
                along += Rational.FromDouble(v[i]) * Rational.FromDouble(x.Elements[i]);
                scale += Math.Abs(v[i]) * x.Scale[i];
            }
        }

        var error = Math.Abs((double)(along - exact));
        Assert.True(
            error <= Rounding * scale,
            $"{given.Name}: {(double)along:R} is wrong by {error:g3}, of the scale {scale:g3}");
    }

    // Powers whose derivatives in the base are lost where the exponent is 0, much as in PyTorch.
    private static Expr Losing(Expr loss) => Rewriter.Rewrite(
        [loss],
        node => node is { Op: Power, Inputs: [var a, var b] }
            ? b.EqualTo(0).Where(a.StopGradient().Power(b), node)
            : node)[0];

    private static bool Differ(ResultsLine ours, ResultsLine others) =>
        ours.Product.Zip(others.Product, (x, y) => (x, y)).Any(pair => Enumerable.Range(0, pair.x.Scale.Length)
            .Any(i => Math.Abs(pair.x.Elements[i] - pair.y.Elements[i]) > Tolerance * pair.x.Scale[i]));
}
