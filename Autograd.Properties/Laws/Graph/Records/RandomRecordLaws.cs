using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Properties.Generators;
using FsCheck;
using FsCheck.Fluent;
using Xunit;
using static Autograd.Graph.Prelude;

namespace Autograd.Properties.Graph;

/// <summary>The laws of parameter records over random records of random leaves.</summary>
[Laws(Arbitrary = [typeof(RandomRecordLaws), typeof(Arbitraries)])]
public sealed partial class RandomRecordLaws
{
    public static Arbitrary<Net> Nets() => Arb.From(
        from first in Layers
        from layers in Layers.ListOf()
        from scale in Leaf
        from absent in ArbMap.Default.GeneratorFor<bool>()
        select new Net(first, [.. layers.Take(4)], absent ? null : scale));

    private static Gen<Expr> Leaf { get; } = Shapes.Any.Select(shape => Variable("p", shape));

    private static Gen<Layer> Layers { get; } =
        from weight in Leaf
        from bias in Leaf
        from absent in ArbMap.Default.GeneratorFor<bool>()
        select new Layer(weight, absent ? null : bias);

    [Law]
    public void Mapping_the_identity_gives_the_same_leaves(Net net) =>
        Assert.Equal(net.Leaves().AsEnumerable(), net.Map((Expr x) => x).Leaves());

    [Law]
    public void Mapping_twice_is_mapping_the_composition(Net net) =>
        Assert.Equal(net.Map((Expr x) => x.Tanh()).Map((Expr x) => x * 2).Leaves().AsEnumerable(),
            net.Map((Expr x) => x.Tanh() * 2).Leaves());

    [Law]
    public void Zipping_and_taking_one_side_gives_that_side(Net net)
    {
        var other = net.Map((Expr x) => x.Sin());
        Assert.Equal(net.Leaves().AsEnumerable(), net.Zip(other, (a, _) => a).Leaves());
        Assert.Equal(other.Leaves().AsEnumerable(), net.Zip(other, (_, b) => b).Leaves());
    }

    [Law]
    public void Zipping_three_sees_the_leaves_of_one_place(Net net)
    {
        var (second, third) = (net.Map((Expr x) => x.Sin()), net.Map((Expr x) => x.Cos()));
        Assert.Equal(
            net.Map((Expr x) => x + x.Sin() + x.Cos()).Leaves().AsEnumerable(),
            net.Zip(second, third, (a, b, c) => a + b + c).Leaves());
    }

    [Law]
    public void A_record_with_its_own_leaves_is_the_record(Net net) =>
        Assert.Equal(
            net.Leaves().AsEnumerable(), net.WithLeaves([.. net.Leaves().Select(leaf => leaf.Value)]).Leaves());

    [Law]
    public void The_leaves_that_a_record_is_given_are_the_leaves_it_has(Net net)
    {
        var leaves = net.Leaves().Select((_, i) => (Expr)i).ToArray();
        Assert.Equal(leaves, net.WithLeaves(leaves).Leaves().Select(leaf => leaf.Value));
        Assert.Throws<ArgumentException>(() => net.WithLeaves([.. leaves, 0]));
    }

    [Law]
    public void Paths_are_distinct_and_do_not_depend_on_the_leaves(Net net)
    {
        var paths = net.Leaves().Select(leaf => leaf.Path).ToArray();
        Assert.Equal(paths.Distinct(), paths);
        Assert.Equal(paths, net.Map((Expr _) => 0).Leaves().Select(leaf => leaf.Path));
    }

    [Law]
    public void The_parameters_are_the_elements_of_all_leaves(Net net) =>
        Assert.Equal(net.Leaves().Sum(leaf => (long)leaf.Value.Shape.Size), net.CountParameters());

    [Law]
    public void The_gradient_of_a_record_has_each_gradient_at_its_leafs_place(Net net)
    {
        var loss = net.Fold((Expr)0, (sum, leaf) => sum + (leaf.Value.Square().Sum() * leaf.Path.Length));
        Assert.Equal(
            net.Leaves().Select(leaf => new Leaf(leaf.Path, loss.Gradient(leaf.Value))),
            loss.Gradient(net).Leaves());
    }

    [Law]
    public void An_expression_is_a_record_of_one_leaf_without_a_path(Shape shape)
    {
        var x = Variable("x", shape);
        Assert.Equal([new Leaf("", x)], x.Leaves().AsEnumerable());
        Assert.Same(x.Sin(), x.Map((Expr y) => y.Sin()));
        Assert.Same(x + 1, x.Zip((Expr)1, (a, b) => a + b));
    }

    [ParameterRecord]
    public sealed partial record Layer(Expr Weight, Expr? Bias);

    [ParameterRecord]
    public sealed partial record Net(Layer First, ImmutableArray<Layer> Layers, Expr? Scale);
}
