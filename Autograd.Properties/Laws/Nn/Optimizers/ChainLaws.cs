using Autograd.Graph;
using Autograd.Nn;
using Xunit;

namespace Autograd.Properties.Nn;

/// <summary>
/// A chain is composition: nothing in it but its parts, first to last. Graphs are interned, so equal updates are the
/// same node.
/// </summary>
[Laws(Arbitrary = [typeof(OptimizerArbitraries)], MaxTest = 40)]
public sealed class ChainLaws
{
    private const int Steps = 3;

    [Law]
    public void Chains_are_associative(GradientTransform a, GradientTransform b, GradientTransform c)
    {
        var gradients = Gradients();
        var flat = Updates(Optimizers.Chain(a, b, c), gradients);
        Assert.Equal(flat, Updates(Optimizers.Chain(Optimizers.Chain(a, b), c), gradients));
        Assert.Equal(flat, Updates(Optimizers.Chain(a, Optimizers.Chain(b, c)), gradients));
    }

    [Law]
    public void A_chain_of_one_is_that_one(GradientTransform transform)
    {
        var gradients = Gradients();
        Assert.Equal(Updates(transform, gradients), Updates(Optimizers.Chain(transform), gradients));
    }

    [Fact]
    public void A_chain_of_none_leaves_gradients_as_they_are()
    {
        var gradients = Gradients();
        Assert.Equal(gradients, Updates(Optimizers.Chain(), gradients));
    }

    [Law]
    public void A_chain_of_two_gives_the_second_the_updates_of_the_first(
        GradientTransform first, GradientTransform second)
    {
        var gradients = Gradients();
        Assert.Equal(Updates(second, Updates(first, gradients)), Updates(Optimizers.Chain(first, second), gradients));
    }

    [Fact]
    public void Chains_of_equal_parts_are_equal()
    {
        Assert.Equal(Optimizers.Adam(0.1), Optimizers.Adam(0.1));
        Assert.NotEqual(Optimizers.Adam(0.1), Optimizers.Adam(0.2));
        Assert.NotEqual(Optimizers.Chain(new Trace(0.5), new Scale(2)), Optimizers.Chain(new Scale(2), new Trace(0.5)));
    }

    private static Expr[] Gradients() =>
        [.. Enumerable.Range(0, Steps).Select(step => Prelude.Variable($"g{step}", [2]))];

    private static Expr[] Updates(GradientTransform transform, Expr[] gradients)
    {
        var parameters = Prelude.Zeros([2]);
        var state = transform.Start(parameters);
        var updates = new Expr[gradients.Length];
        for (var step = 0; step < updates.Length; step++)
        {
            (updates[step], state) = transform.Update(gradients[step], state, parameters);
        }

        return updates;
    }
}
