using Autograd.Graph;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>What one may differentiate with respect to: what has an identity, at one leaf of a record each.</summary>
public sealed class ParametersLaws
{
    private static readonly Expr X = Tensor.Vector(1.0, 2, 3);

    // Everything that takes a derivative with respect to a record.
    private static readonly Dictionary<string, Action<Leaves>> Takers = new()
    {
        ["Gradient"] = p => Loss(p).Gradient(p),
        ["Vjp"] = p => Loss(p).Vjp(1, p),
        ["Jvp"] = p => Loss(p).Jvp(p, p),
        ["Jacobian"] = p => (Loss(p) * X).Jacobian(p),
        ["HessianVectorProduct"] = p => Loss(p).HessianVectorProduct(p, p),
    };

    // Those that take single expressions.
    private static readonly Dictionary<string, Action<Expr>> Single = new()
    {
        ["Gradient"] = p => (2 * p).Sum().Gradient(p),
        ["Gradient of several"] = p => (2 * p).Sum().Gradient(X, p),
        ["Hessian"] = p => (2 * p).Sum().Hessian(p),
    };

    public static TheoryData<string> Names { get; } = [.. Takers.Keys];

    public static TheoryData<string> SingleNames { get; } = [.. Single.Keys];

    // Each is one node with every equal expression.
    private static Expr[] Shared =>
        [2.0, -0.5, double.NaN, 1e300, Zeros([2]), Ones([3]).Reshape(3, 1), (Expr)1 / 3,
            new[] { Ones([2]), Zeros([2]) }.Concatenate(), ((Expr)2).Exp().BroadcastTo([3])];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_leaf_of_numbers_is_refused_with_its_path_and_what_to_write(string taker)
    {
        foreach (var number in Shared)
        {
            var error = Assert.Throws<ArgumentException>(() => Takers[taker](new Leaves([Variable("x"), number])));
            Assert.StartsWith($"{taker}: the leaf Items[1]: ", error.Message, StringComparison.Ordinal);
            Assert.Contains("Parameter(", error.Message, StringComparison.Ordinal);
            Assert.InRange(error.Message.Length, 1, 400);
        }
    }

    [Theory]
    [MemberData(nameof(SingleNames))]
    public void A_number_alone_is_refused(string taker)
    {
        foreach (var number in Shared)
        {
            Assert.Contains("Parameter(", Assert.Throws<ArgumentException>(() => Single[taker](number)).Message,
                StringComparison.Ordinal);
        }

        Assert.Contains("Write Parameter(2.0)", Assert.Throws<ArgumentException>(() => Single[taker](2)).Message,
            StringComparison.Ordinal);
        Assert.Contains("Write Parameter(Tensor.Full([2], 0.0))",
            Assert.Throws<ArgumentException>(() => Single[taker](Zeros([2]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_at_a_number_is_refused_with_the_leaf()
    {
        Assert.Contains("Write Parameter(2.0)", Assert.Throws<ArgumentException>(
            () => Gradients.Check(a => 2 * a, (Expr)2)).Message, StringComparison.Ordinal);
        var error = Assert.Throws<ArgumentException>(() => Gradients.Check(Loss, new Leaves([Parameter(1), 2])));
        Assert.Contains("Items[1]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_node_at_two_leaves_is_refused_with_both_paths(string taker)
    {
        var x = Variable("x");
        foreach (var twice in new[] { x, Parameter(2), x.Sin() })
        {
            var error =
                Assert.Throws<ArgumentException>(() => Takers[taker](new Leaves([twice, Variable("y"), twice])));
            Assert.StartsWith(
                $"{taker}: the leaves Items[0] and Items[2] are one node", error.Message, StringComparison.Ordinal);
        }
    }

    // Of few values, so that parameters equal each other, and the numbers around them.
    [Law]
    public void Parameters_of_equal_values_have_derivatives_of_their_own(byte first, byte second)
    {
        var (a, b) = (Parameter(first % 3), Parameter(second % 3));
        var f = (2 * a * X).Sum() + (a * b) + (1 * b);
        Assert.Equal([12.0 + (second % 3), (first % 3) + 1.0],
            f.Gradient(a, b).Evaluate<double>().Select(part => part.ToScalar()));
        Assert.Equal([12.0 + (second % 3), (first % 3) + 1.0],
            f.Gradient(new Leaves([a, b])).All.Evaluate<double>().Select(part => part.ToScalar()));
        Assert.Equal(1, f.Gradient(a).Gradient(b).Evaluate<double>().ToScalar());
    }

    [Fact]
    public void A_power_by_a_parameter_is_not_taken_for_one_by_its_number()
    {
        var (x, n) = (Variable("x"), Parameter(2));
        Assert.Equal(9 * Math.Log(3), x.Power(n).Gradient(n).Evaluate<double>((x, 3.0)).ToScalar(), 1e-14);
    }

    [Fact]
    public void What_holds_a_parameter_can_be_differentiated_by_as_well()
    {
        var a = Parameter(2) * Ones([3]);
        Assert.Equal(Tensor.Vector(2.0, 4, 6), (a * (2 * X)).Sum().Gradient(a).Evaluate<double>());
    }

    private static Expr Loss(Leaves p) => p.All.Aggregate((Expr)0, (sum, leaf) => sum + (2 * leaf.Square()).Sum());
}
