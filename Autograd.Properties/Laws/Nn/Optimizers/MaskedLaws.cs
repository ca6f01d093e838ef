using Autograd.Graph;
using Autograd.Nn;
using Autograd.Properties.Shared;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Nn;

/// <summary>A masked transform passes the rest through; freezing and groups say what happens to every leaf.</summary>
public sealed class MaskedLaws
{
    private static readonly SmallNet Net = SmallNet.Create(4, 5, 3).Map(leaf => leaf + 0.25);
    private static readonly SmallNet Gradients =
        Net.Map((Leaf leaf) => Literal(Samples.Tensor(leaf.Value.Shape, leaf.Path.Length)));

    [Fact]
    public void A_chain_of_two_masks_trains_each_part_with_its_own_rate()
    {
        var weights = Net.Map((Leaf leaf) => IsWeight(leaf.Path) ? 1 : 0);
        var both = Optimizers.Chain(Optimizers.Sgd(0.1).Only(weights), Optimizers.Sgd(0.01).Only(1 - weights));
        var apart = Net.Zip(Gradients, (Leaf leaf, Expr g) => leaf.Value + ((IsWeight(leaf.Path) ? -0.1 : -0.01) * g));
        Bits.AssertSame(apart.Values(), Next(both).Values());
        Bits.AssertSame(apart.Values(),
            Next(Optimizers.Chain(Optimizers.Sgd(0.1).Only(IsWeight), Optimizers.Sgd(0.01).Only(IsBias))).Values());
        Bits.AssertSame(apart.Values(),
            Next(Optimizers.Groups((IsWeight, Optimizers.Sgd(0.1)), (IsBias, Optimizers.Sgd(0.01)))).Values());
    }

    [Fact]
    public void A_masked_decay_decays_its_leaves_and_all_are_trained()
    {
        var decay = Optimizers.Chain(new AddDecayedWeights(0.1, 0).Only(IsBias), Optimizers.Sgd(1));
        var expected = Net.Zip(
            Gradients, (Leaf leaf, Expr g) => leaf.Value + (-1 * (IsBias(leaf.Path) ? g + (0.1 * leaf.Value) : g)));
        Bits.AssertSame(expected.Values(), Next(decay).Values());
    }

    [Fact]
    public void Every_optimizer_for_all_leaves_by_a_mask_is_the_optimizer_and_for_none_it_is_nothing()
    {
        foreach (var (name, make) in EveryOptimizer.By)
        {
            var (plain, all) = (make(0.1), Net.Map(leaf => 1));
            Bits.AssertSame(Next(plain).Values(), Next(plain.Only(all)).Values(), name);
            Bits.AssertSame(Next(plain).Values(), Next(plain.Freeze(all.Map(leaf => 0))).Values(), name);
            Bits.AssertSame(Net.Values(), Next(plain.Freeze(all)).Values(), name);
            Bits.AssertSame(Next(Optimizers.Sgd(0.5)).Values(),
                Next(Optimizers.Chain(plain.Only(all.Map(leaf => 0)), Optimizers.Sgd(0.5))).Values(), name);
        }
    }

    [Fact]
    public void Every_optimizer_with_a_mask_over_elements_is_itself_within_and_nothing_outside()
    {
        var half = Net.Map(leaf => Literal(Tensor.Generate(leaf.Shape, i => i % 2f)));
        foreach (var (name, make) in EveryOptimizer.By.Where(
            optimizer => optimizer.Key is not ("Clip by global norm" or "Masked" or "Groups" or "Frozen")))
        {
            var (plain, frozen) = (Next(make(0.1)), Next(make(0.1).Freeze(half)));
            foreach (var ((before, after), free) in Net.Values().Zip(frozen.Values()).Zip(plain.Values()))
            {
                for (var i = 0; i < before.Shape.Size; i++)
                    Assert.Equal(
                        ((Tensor<float>)(i % 2 == 1 ? before : free)).Elements[i], ((Tensor<float>)after).Elements[i]);
            }
        }
    }

    [Fact]
    public void A_frozen_leaf_costs_no_gradient_in_the_plan()
    {
        var step = Train.Step<SmallNet>(
            SmallNet.Loss, Optimizers.Sgd(0.1).Freeze(path => path.StartsWith("Hidden", StringComparison.Ordinal)));
        var free = Train.Step<SmallNet>(SmallNet.Loss, Optimizers.Sgd(0.1));
        var (few, all) = (step.PlanFor(step.Start(Net), 6, 4).Cost, free.PlanFor(free.Start(Net), 6, 4).Cost);
        Assert.True(few.Flops < 0.9 * all.Flops, $"{few} against {all}");
    }

    [Fact]
    public void A_norm_within_a_mask_is_that_of_its_own_leaves()
    {
        var clipped = new ClipByGlobalNorm(0.5).Only(IsBias);
        var updates = clipped.Update(Gradients, clipped.Start(Net), Net).Updates;
        Bits.AssertSame([.. Gradients.Hidden.Values().Take(1)], [.. updates.Hidden.Values().Take(1)]);
        var length = (updates.Hidden.Bias.Square().Sum() + updates.Output.Bias.Square().Sum()).Sqrt();
        Close.Numbers("length", 0.5, length.Evaluate<float>().ToScalar(), 1e-6);
    }

    [Fact]
    public void A_gradient_that_nothing_takes_is_refused_and_freezing_is_the_fix()
    {
        var half = Net.Map(leaf => Literal(Tensor.Generate(leaf.Shape, i => i % 2f)));
        foreach (var alone in new[] {
            Optimizers.Sgd(0.1).Only(IsWeight), Optimizers.Adam(0.1).Only(half), Optimizers.Chain() })
            Assert.Contains(
                "Freeze", Assert.Throws<ArgumentException>(() => Next(alone)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_that_match_nothing_or_twice_are_refused_by_name()
    {
        Refused("No leaf", () => Next(Optimizers.Sgd(0.1).Freeze(path => path == "Hiden.Weight")), "Hidden.Weight");
        Refused("No leaf", () => Next(Optimizers.Chain(new Scale(2).Only(_ => false), Optimizers.Sgd(0.1))),
            "Output.Bias");
        Refused("in no group", () => Next(Optimizers.Groups((IsWeight, Optimizers.Sgd(0.1)))), "Hidden.Bias");
        Refused("group 2", () => Next(
            Optimizers.Groups((IsWeight, Optimizers.Sgd(0.1)), (_ => true, Optimizers.Sgd(0.1)))), "Hidden.Weight");
        Refused("it is 1", () => Optimizers.Sgd(0.1).Only(Net.Map(leaf => 2)), "Hidden.Weight");
        Refused("4", () => Next(Optimizers.Adam(0.1).Freeze<Affine>(Net.Hidden)), "2");
    }

    private static void Refused(string what, Action act, string name)
    {
        var message = Assert.Throws<ArgumentException>(act).Message;
        Assert.Contains(what, message, StringComparison.Ordinal);
        Assert.Contains(name, message, StringComparison.Ordinal);
    }

    private static SmallNet Next(GradientTransform optimizer) =>
        optimizer.Step(Gradients, optimizer.Start(Net), Net).Parameters.Evaluate<float, SmallNet>();

    private static bool IsWeight(string path) => path.EndsWith("Weight", StringComparison.Ordinal);

    private static bool IsBias(string path) => path.EndsWith("Bias", StringComparison.Ordinal);
}
