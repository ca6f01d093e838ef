using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;

namespace Autograd.Properties.Graph.Engine.Rewriting;

/// <summary>What a plan simplifies keeps every bit, of −0, of infinities and of NaN too.</summary>
public sealed class RewriteLaws
{
    private static readonly double[] Odd = [0.0, -0.0, 1, -1, 0.1, double.PositiveInfinity, double.NegativeInfinity,
        double.NaN, 1e30, -1e-30, 1e308, 5e-324];

    [Fact]
    public void Identities_of_the_reals_are_used_only_where_they_hold_for_every_number()
    {
        var (x, y) = (Prelude.Variable("x", [12, 12]), Prelude.Variable("y", [12, 12]));
        Expr zero = 0, negativeZero = -0.0;
        Runs.Agree(
            [
                x + 0, 0 + x, x + negativeZero, negativeZero + x, x - 0, x - negativeZero, zero - x, negativeZero - x,
                x * 1, 1 * x, x * -1, -1 * x, x * 0, x / 1, x / -1,
                -(-x), x + -y, -x + y, x - -y, -x - y, x - x, x / x, x + Prelude.Zeros([12, 12]),
                x * Prelude.Ones([12, 12]), 2 * (3 * x), (x + 1) + 2,
            ],
            (x, Tensor.Generate([12, 12], i => Odd[i / 12])),
            (y, Tensor.Generate([12, 12], i => Odd[i % 12])));
    }

    [Fact]
    public void Computations_with_numbers_alone_have_the_bits_of_the_plans_own_precision()
    {
        Expr third = (Expr)1 / 3;
        Runs.Agree([third, third * 3 - 1, third.Sin().Exp(), (third + 1e-9) - third, (Expr)1e30 * 1e30,
            Prelude.Ones([3]) * third, third.BroadcastTo([2, 2]).Transpose()]);
    }

    [Fact]
    public void Views_of_views_are_read_right()
    {
        var x = Samples.Variable("x", [4, 5, 6]);
        Runs.Agree(
            [
                x.Variable.Permute(2, 0, 1).Permute(1, 2, 0), x.Variable.Permute(1, 0, 2).Permute(2, 1, 0),
                x.Variable.Reshape(20, 6).Reshape(5, 24).Transpose(),
                x.Variable.Sum(0).BroadcastTo([4, 5, 6]).BroadcastTo([2, 4, 5, 6]) * 2,
                x.Variable.Transpose().Transpose(), x.Variable.Reshape(120).Reshape(4, 5, 6),
                x.Variable.StopGradient() + 1,
            ],
            x);
    }
}
