using Autograd.Graph;
using Autograd.Graph.Engine.Rewriting;
using Autograd.Graph.Ops;
using Xunit;

namespace Autograd.Properties.Graph.Engine.Rewriting;

/// <summary>
/// How much a plan computes beforehand: up to a quarter of a million steps and results not larger than what they are
/// made of, or small.
/// </summary>
public sealed class FoldingLimitLaws
{
    [Fact]
    public void A_result_is_folded_if_it_is_small_or_no_larger_than_its_sources_together()
    {
        Assert.True(IsFolded(Ramp(64, 1) + Ramp(1, 64)));
        Assert.False(IsFolded(Ramp(64, 1) + Ramp(1, 65)));
        Assert.True(IsFolded(new[] { Ramp(3000), Ramp(3000) }.Concatenate()));
    }

    [Fact]
    public void All_elements_read_and_written_are_counted()
    {
        Assert.True(IsFolded(-Ramp(1 << 17)));
        Assert.False(IsFolded(-Ramp((1 << 17) + 1)));
        Assert.False(IsFolded(Ramp(100_000) + Ramp(100_000)));
    }

    [Fact]
    public void A_product_counts_its_multiplications()
    {
        Assert.True(IsFolded(Ramp(40, 40).Dot(Ramp(40, 40))));
        Assert.False(IsFolded(Ramp(64, 64).Dot(Ramp(64, 64))));
        Assert.False(IsFolded(Ramp(1, 2, 40_000).Dot(Ramp(1, 40_000, 2))));
    }

    [Fact]
    public void What_is_folded_already_counts_too()
    {
        var folding = new ConstantFolding<double>();
        Assert.NotNull(folding.Rule.Apply(-Ramp(1 << 16)));
        Assert.NotNull(folding.Rule.Apply(-Ramp(1 << 16)));
        Assert.Null(folding.Rule.Apply(-Ramp(1)));
    }

    [Fact]
    public void A_function_of_numbers_is_a_number_however_often_it_stands_there()
    {
        var folded = new ConstantFolding<float>().Rule.Apply(Prelude.Ones([1000, 1000]) * 3);
        Assert.IsType<BroadcastTo>(folded!.Op);
        Assert.Equal(3, ((Literal)folded.Inputs[0].Op).Number);
    }

    private static bool IsFolded(Expr node) => new ConstantFolding<double>().Rule.Apply(node)?.Op is Literal;

    private static Expr Ramp(params int[] axes) => Tensor.Generate(Shape.Of(axes), i => (double)i);
}
