using System.Collections.Immutable;
using Autograd.Graph;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>
/// Derivatives of derivatives along one direction share what they have in common: their graphs grow as a power of the
/// order.
/// </summary>
public sealed class NestedDerivativeLaws
{
    private static readonly Expr X = Variable("x");
    private static readonly Expr Y = Variable("y");

    public static TheoryData<string> Functions => [.. All.Keys];

    private static ImmutableSortedDictionary<string, Expr> All { get; } = new Dictionary<string, Expr>
    {
        ["tanh of a product"] = Tanh(X * Y),
        ["sigmoid"] = X.Sigmoid(),
        ["exp of sin"] = X.Sin().Exp(),
        ["a power"] = X.Power(3.5),
        ["a variable power"] = (1 + X.Square()).Power(Y),
        ["a product of functions"] = X.Sin() * X.Exp() * X.Cos(),
    }.ToImmutableSortedDictionary();

    [Theory]
    [MemberData(nameof(Functions))]
    public void Twice_the_order_of_forward_mode_is_no_more_than_sixteen_times_the_nodes(string function)
    {
        var nodes = new List<int>();
        var derivative = All[function];
        for (var order = 1; order <= 16; order++)
        {
            derivative = derivative.Jvp(X, (Expr)1);
            nodes.Add(Topology.InOrder([derivative]).Length);
        }

        Assert.True(nodes[15] <= 16 * nodes[7], string.Join(", ", nodes));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Both_modes_agree_in_every_order(string function)
    {
        var (forward, reverse) = (All[function], All[function]);
        for (var order = 1; order <= 8; order++)
        {
            (forward, reverse) = (forward.Jvp(X, (Expr)1), reverse.Gradient(X));
            var (a, b) = (forward.Evaluate<double>((X, 0.7), (Y, 1.3)).ToScalar(),
                reverse.Evaluate<double>((X, 0.7), (Y, 1.3)).ToScalar());
            Assert.InRange(Math.Abs(a - b), 0, 1e-9 * (1 + Math.Abs(a)));
        }
    }
}
