using System.Collections.Immutable;
using Autograd.Graph;

namespace Autograd.Properties.Shared;

/// <summary>
/// The numbers at which identities of the reals fail: signed zeros, infinities, NaN, and the largest and smallest there
/// are.
/// </summary>
internal static class OddNumbers
{
    private static readonly double[] All =
        [0.0, -0.0, 1, -1, 0.1, -2.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e30, -1e-30,
            double.MaxValue, 5e-324, -1e-45, 3e38];

    /// <summary>Values for two variables of one shape, such that each number meets each.</summary>
    public static IEnumerable<(Expr Variable, Tensor Value)[]> Pairs(Expr x, Expr y)
    {
        for (var start = 0; start < All.Length * All.Length; start += x.Shape.Size)
        {
            yield return
            [
                (x, Tensor.Generate(x.Shape, i => All[(start + i) / All.Length % All.Length])),
                (y, Tensor.Generate(x.Shape, i => All[(start + i) % All.Length])),
            ];
        }
    }

    /// <summary>
    /// Two lists of graphs have the same bits over float and double, whatever numbers two variables take.
    /// </summary>
    public static void SameBits(ImmutableArray<Expr> before, ImmutableArray<Expr> after, Expr x, Expr y)
    {
        foreach (var bindings in Pairs(x, y))
        {
            Bits.AssertSame(Runs.Reference<float>(before, bindings), Runs.Reference<float>(after, bindings),
                $"float, {before[0]}:");
            Bits.AssertSame(Runs.Reference<double>(before, bindings), Runs.Reference<double>(after, bindings),
                $"double, {before[0]}:");
        }
    }
}
