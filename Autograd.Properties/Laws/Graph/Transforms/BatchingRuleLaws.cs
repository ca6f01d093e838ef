using System.Collections.Immutable;
using Autograd.Graph;
using Autograd.Graph.Ops;
using Autograd.Properties.Graph.Ops;
using FsCheck.Fluent;
using Xunit;

namespace Autograd.Properties.Graph.Transforms;

/// <summary>What holds for the batching rule of every op, a user's included.</summary>
public sealed class BatchingRuleLaws
{
    private static readonly int[] Sizes = [0, 1, 3];

    public static TheoryData<string> Ops { get; } = [.. OpTable.Names];

    [Theory]
    [MemberData(nameof(Ops))]
    public void Every_op_of_the_library_has_a_rule_of_its_own(string op)
    {
        var type = typeof(Op).Assembly.GetTypes().Single(type => type.IsSubclassOf(typeof(Op)) && type.Name == op);
        Assert.NotEqual(typeof(Op), type.GetMethod(nameof(Op.Batch))!.DeclaringType);
    }

    [Theory]
    [MemberData(nameof(Ops))]
    public void Vectorised_is_looped_whichever_inputs_are_batches(string op) => Run(op, 25, (sample, which, size) =>
        ExampleLoop.AgreeWithLoop([sample.Node], sample.Bindings, i => (which >> i & 1) == 1, size));

    [Theory]
    [MemberData(nameof(Ops))]
    public void Vectorised_twice_is_looped_twice(string op) => Run(op, 10, (sample, which, size) =>
    {
        var (roots, bindings) = ExampleLoop.Vectorized([sample.Node], sample.Bindings, i => (which >> i & 1) == 1, 2);
        ExampleLoop.AgreeWithLoop(roots, bindings, i => i == sample.Seed % bindings.Length, size);
        ExampleLoop.AgreeWithLoop(roots, bindings, _ => true, size);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void An_op_without_a_rule_is_applied_to_each_example(int size)
    {
        var (x, y) = (Prelude.Variable("x", [2, 2]), Prelude.Variable("y", [2, 2]));
        var sums = Expr.Apply(new RunningSum(), x * y) * x;
        ExampleLoop.AgreeWithLoop([sums], [
            (x, Tensor.Of<double>([2, 2], 1, 2, 3, 4)), (y, Tensor.Of<double>([2, 2], 5, 6, 7, 8))], i => i == 1, size);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_op_without_a_rule_is_given_whole_what_all_examples_share(int size)
    {
        var (x, y) = (Prelude.Variable("x", [2]), Prelude.Variable("y", [2]));
        foreach (var batch in new[] { 0, 1 })
        {
            ExampleLoop.AgreeWithLoop([Expr.Apply(new Chained(), x, y)],
                [(x, Tensor.Vector(1.0, 2)), (y, Tensor.Vector(3.0, 4))], i => i == batch, size);
        }
    }

    [Fact]
    public void Where_that_is_impossible_the_error_names_the_op_and_the_member()
    {
        var x = Prelude.Variable("x", [2]);
        var places = Expr.Apply(new Places(), x);
        ExampleLoop.AgreeWithLoop([places], [(x, Tensor.Vector(1.0, 2))], _ => true, 0);
        ExampleLoop.AgreeWithLoop([places], [(x, Tensor.Vector(1.0, 2))], _ => true, 1);
        var error = Assert.Throws<ShapeException>(() => places.Vectorize((x, Prelude.Variable("xs", [3, 2]))));
        Assert.Contains("fix: override Places.Batch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_of_the_wrong_shape_is_reported_by_name()
    {
        var x = Prelude.Variable("x", [2]);
        var error = Assert.Throws<InvalidOperationException>(
            () => Expr.Apply(new Wrong(), x).Vectorize((x, Prelude.Variable("xs", [3, 2]))));
        Assert.Equal("Wrong.Batch gives Real[3], but 3 examples of Real[2] are Real[3, 2].", error.Message);
    }

    [Fact]
    public void An_index_outside_its_axis_does_not_reach_the_next_example()
    {
        var (x, i) = (Prelude.Variable("x", [2]), Prelude.Variable("i", new TensorType([], ElementKind.Index)));
        Expr rows = Tensor.Of<double>([2, 2], 1, 2, 3, 4), indices = Tensor.Vector(2, 0);
        var gathered = x.Gather(i).Vectorize((x, rows), (i, indices));
        Assert.Throws<ArgumentOutOfRangeException>(() => gathered.Evaluate<double>());
    }

    // Each non-empty choice of inputs, of the first three.
    private static void Run(string op, int cases, Action<OpSample, int, int> law) =>
        CaseCount.Check(cases, Prop.ForAll(OpTable.Cases[op].Samples.ToArbitrary(), sample =>
        {
            for (var which = 1; which < 1 << Math.Min(3, sample.Inputs.Length); which++)
            {
                foreach (var size in Sizes) law(sample, which, size);
            }
        }));

    /// <summary>Sums of all elements up to each.</summary>
    private sealed record RunningSum : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var (x, sum) = ((Tensor<T>)inputs[0], TNumbers.FromReal(0));
            return Tensor.Generate(type.Shape, i => sum = TNumbers.Add(sum, x.Elements[i]));
        }
    }

    /// <summary>The sums of each element of one input with the one opposite in another.</summary>
    private sealed record Chained : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) =>
            inputs[0].Type == inputs[1].Type ? inputs[0].Type : throw new InvalidOperationException("two types");

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs)
        {
            var (x, y) = ((Tensor<T>)inputs[0], (Tensor<T>)inputs[1]);
            return Tensor.Generate(type.Shape, i => TNumbers.Add(x.Elements[i], y.Elements[^(i + 1)]));
        }
    }

    /// <summary>The place of each element.</summary>
    private sealed record Places : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) =>
            inputs[0].Type with { Kind = ElementKind.Index };

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) =>
            Tensor.Generate(type.Shape, i => i);
    }

    /// <summary>An op whose batching rule is wrong.</summary>
    private sealed record Wrong : Op
    {
        public override TensorType Infer(ImmutableArray<Expr> inputs) => inputs[0].Type;

        public override Tensor Evaluate<T, TNumbers>(TensorType type, ReadOnlySpan<Tensor> inputs) => inputs[0];

        public override Expr Batch(Expr node, ImmutableArray<Expr> inputs, int size) => inputs[0].Sum(1);
    }
}
